import { hull, type Interval, intersect, type ValidBounds } from '../time/index.ts'

/**
 * The bounds that satisfy an inference too, or undefined where no day is left. What happens once lies within
 * the inferred days; of a span, begin and end are narrowed each for itself, and an end that was not stated
 * is so once the inference states it.
 */
export function narrow(bounds: ValidBounds, by: ValidBounds): ValidBounds | undefined {
  const once = bounds.endStatus === 'once'
  const begin = intersect(bounds.begin, once ? hull(by.begin, by.end) : by.begin)
  const end = once ? begin : intersect(bounds.end, by.end)
  if (begin === undefined || end === undefined || end.latest <= begin.earliest) return undefined
  const likely = [by.likely, bounds.likely].find((day) => day !== undefined && holds(begin, day))
  const byStates = by.endStatus === 'once' || by.endStatus === 'stated'
  return {
    begin: { earliest: begin.earliest, latest: Math.min(begin.latest, end.latest) },
    end: { earliest: Math.max(end.earliest, begin.earliest), latest: end.latest },
    endStatus: once || !byStates ? bounds.endStatus : 'stated',
    ...(likely === undefined ? {} : { likely }),
  }
}

function holds({ earliest, latest }: Interval, day: number): boolean {
  return earliest <= day && day < latest
}
