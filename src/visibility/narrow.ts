import { fitting, hull, type Interval, intersect, type ValidBounds } from '../time/index.ts'

/**
 * The bounds narrowed by those of an inference; undefined if no day is left. What happens once lies within the inferred
 * days. The begin and the end of a span are narrowed separately, and an end becomes stated if the inference states it.
 */
export function narrow(bounds: ValidBounds, by: ValidBounds): ValidBounds | undefined {
  const once = bounds.endStatus === 'once'
  const chosen = once && by.endStatus !== 'once' ? [] : (by.choices ?? [])
  const choices = [...(bounds.choices ?? []), ...chosen]
  const both = intersect(bounds.begin, once ? hull(by.begin, by.end) : by.begin)
  const ends = once ? both : intersect(bounds.end, by.end)
  if (both === undefined || ends === undefined || ends.latest <= both.earliest) return undefined
  const begin = fitting(choices, { ...both, latest: Math.min(both.latest, ends.latest) })
  if (begin === undefined) return undefined
  const end = once ? begin : ends
  const likely = [by.likely, bounds.likely].find((day) => day !== undefined && holds(begin, day))
  const byStates = by.endStatus === 'once' || by.endStatus === 'stated'
  return {
    begin,
    end: { earliest: Math.max(end.earliest, begin.earliest), latest: end.latest },
    endStatus: once || !byStates ? bounds.endStatus : 'stated',
    ...(likely !== undefined && { likely }),
    ...(choices.length > 0 && { choices }),
  }
}

function holds({ earliest, latest }: Interval, day: number): boolean {
  return earliest <= day && day < latest
}
