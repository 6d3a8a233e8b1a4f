import { type Catalogue, type Envelope, type Evidence, kernelTypes } from '../event/index.ts'
import { ANY, contains, fitting, hull, type Interval, intersect, type ValidBounds } from '../time/index.ts'

/** How the bounds of an event are narrowed: by when it was reported, and by what is inferred from others. */

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
  const likely = [by.likely, bounds.likely].find((day) => day !== undefined && contains(begin, day))
  const byStates = by.endStatus === 'once' || by.endStatus === 'stated'
  return {
    begin,
    end: { earliest: Math.max(end.earliest, begin.earliest), latest: end.latest },
    endStatus: once || !byStates ? bounds.endStatus : 'stated',
    ...(likely !== undefined && { likely }),
    ...(choices.length > 0 && { choices }),
  }
}

/** The same of what lasts: a bare day of it is its begin, after which its end is not known, and so is one of the inference. */
export function narrowLasting(bounds: ValidBounds, by: ValidBounds): ValidBounds | undefined {
  if (bounds.endStatus === 'once' && by.endStatus === 'once') return narrow(bounds, by)
  return narrow(asBegin(bounds), asBegin(by))
}

function asBegin(bounds: ValidBounds): ValidBounds {
  if (bounds.endStatus !== 'once') return bounds
  return { ...bounds, end: { earliest: bounds.begin.earliest, latest: Infinity }, endStatus: 'unknown' }
}

/** The kernel's own types are about sources and events, not about what happened in the world. */
const KERNEL: ReadonlySet<string> = new Set(kernelTypes.map(({ type }) => type))

/**
 * Where an event is reported: its evidence in role `statement`, if its type is declared *happened*. What lasts, is attested
 * or is planned may lie after its source.
 */
export function reportsOf(catalogue: Catalogue, { type, evidence = [] }: Envelope): readonly Evidence[] {
  if (catalogue.get(type)?.aspect !== 'happened' || KERNEL.has(type)) return []
  return evidence.filter(({ role }) => role === 'statement')
}

/** When something is by its own words and by these publications of its reports, and whether it lies wholly after those. */
export function datedByReports(
  valid: ValidBounds,
  published: readonly Interval[],
): { readonly bounds: ValidBounds; readonly early: boolean } {
  return { bounds: narrowToReports(valid, published) ?? valid, early: isAfterReports(valid, published) }
}

/** For how many days after a publication what it reports may have happened: the date may differ from place to place. */
const GRACE = 1

/**
 * The bounds narrowed by when it was reported (rule 3): it began by the last day on which the first of these publications
 * may have come out, and one day's grace; undefined if no day is left.
 */
export function narrowToReports(
  bounds: ValidBounds,
  published: readonly Interval[],
): ValidBounds | undefined {
  const latest = Math.min(...published.map(firstDayAfter))
  if (bounds.begin.latest <= latest) return bounds
  const begin = { earliest: -Infinity, latest }
  return narrow(bounds, { begin, end: bounds.endStatus === 'once' ? begin : ANY, endStatus: 'unknown' })
}

/** Whether it lies wholly after what any of these publications can report: then it is at most *possibly* so. */
function isAfterReports({ begin }: ValidBounds, published: readonly Interval[]): boolean {
  return published.length > 0 && published.every((each) => begin.earliest >= firstDayAfter(each))
}

function firstDayAfter({ latest }: Interval): number {
  return latest + GRACE
}
