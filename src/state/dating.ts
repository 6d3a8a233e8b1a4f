import { dateInferred, type EventId, isOfType } from '../event/index.ts'
import { type Bound, formatBounds, formatDay, readValid, sameBounds, type Valid } from '../time/index.ts'
import type { Version, View } from '../visibility/index.ts'
import type { SeenClaim } from './field.ts'

/** Where a date comes from, as it is shown beside it. */
export type Dating = {
  readonly basis: Bound['basis'] | undefined
  /** How it was read or worked out, in a line. */
  readonly reading: string | undefined
  /** The inferences that date it besides its own words, then all that they rest on; or what its own inferred date rests on. */
  readonly because: readonly EventId[]
}

/** The words that mean the bounds of a version: its own, unless something else narrowed them. */
export function wordsThatDate({ event, bounds, datedBy }: Version): Valid | undefined {
  const { valid } = event.event
  return valid === undefined || datedBy.length === 0 || sameBounds(bounds, readValid(valid))
    ? valid
    : undefined
}

/** What says of a claim, or of an event, when it is. */
type DateOf = Pick<SeenClaim, 'event' | 'bounds' | 'written' | 'datedBy'>

/**
 * Where the date of a claim comes from: its own words (of a span, those of its begin), or else the inferences that narrow it,
 * or that it was reported by then.
 */
export function datingOf(view: View, claim: DateOf): Dating {
  const { event, bounds, written, datedBy } = claim
  if (!isDateInferred(claim)) {
    const begin = written !== undefined && 'begin' in written ? written.begin : written
    const own = begin?.basis === 'inferred' ? withPremises(view, [event.id]).slice(1) : []
    const because = [...new Set([...withPremises(view, datedBy), ...own])]
    if (sameBounds(bounds, readValid(written)))
      return { basis: begin?.basis, reading: begin?.reading, because }
    return { basis: 'inferred', reading: [begin?.reading ?? [], REPORTED].flat().join('; '), because }
  }
  const readings = datedBy.flatMap((id) =>
    view.versions(id).flatMap(({ event: { event } }) => {
      if (!isOfType(dateInferred, event)) return []
      const begin = event.valid !== undefined && 'begin' in event.valid ? event.valid.begin : event.valid
      return [begin?.reading ?? event.payload.reason]
    }),
  )
  return {
    basis: 'inferred',
    reading: [...new Set(readings)].join('; ') || undefined,
    because: withPremises(view, datedBy),
  }
}

/** How a date is read that is bounded by the publication of the source that reports it. */
const REPORTED = 'it happened no later than it was reported'

/** Whether other events narrow the date of a claim, so that its own words do not mean it. */
export function isDateInferred({ written, datedBy }: Pick<SeenClaim, 'written' | 'datedBy'>): boolean {
  return written === undefined && datedBy.length > 0
}

/** The events, then those that they rest on as they read, those that these rest on, and so on; each once. */
export function withPremises(view: View, ids: Iterable<EventId>): readonly EventId[] {
  const all = new Set(ids)
  for (const id of all)
    for (const { event } of view.versions(id))
      for (const premise of event.event.premises ?? []) all.add(premise)
  return [...all]
}

/** The date of a claim in a line: as written, or its bounds; what is likely, its basis unless its source states it, its reading. */
export function dateText(view: View, claim: SeenClaim): string {
  const { bounds, written } = claim
  if (written !== undefined && sameBounds(bounds, readValid(written))) return wordsOf(written)
  const { basis, reading } = datingOf(view, claim)
  const undated = bounds.endStatus === 'once' && sameBounds(bounds, readValid(undefined))
  const likely = bounds.likely === undefined ? undefined : formatDay(bounds.likely)
  return marked(undated ? 'undated' : formatBounds(bounds), { likely, basis, reading })
}

function wordsOf(valid: Valid): string {
  if (!('begin' in valid)) return marked(valid.edtf, valid)
  const { begin, end } = valid
  return [`from ${wordsOf(begin)}`, ...(end === undefined ? [] : [`to ${wordsOf(end)}`])].join(' ')
}

function marked(
  text: string,
  { within, likely, basis, reading }: { readonly [Part in keyof Bound]?: Bound[Part] | undefined },
): string {
  const marks = [
    ...(within === undefined ? [] : [`within ${within}`]),
    ...(likely === undefined ? [] : [`likely ${likely}`]),
    ...(basis === undefined || basis === 'stated' ? [] : [basis]),
  ]
  const withMarks = marks.length === 0 ? text : `${text} (${marks.join(', ')})`
  return reading === undefined ? withMarks : `${withMarks}: ${reading}`
}
