import type { Envelope, RecordedEvent } from '../event/index.ts'
import { asWritten, type EventIndex, type Version } from '../visibility/index.ts'
import type { Claim } from './field.ts'
import type { Projection } from './projection.ts'

/** What an event says by some of its corrections, and the claims that it then makes. */
export type PossibleReading = { readonly event: Envelope; readonly claims: readonly Claim[] }

/** Of an event with more corrections than this, not every combination is read. */
const MOST_CORRECTIONS = 4

/**
 * Every way in which an event may read from any point: by each combination of its corrections, in their order. Undefined
 * where it has too many. Cost: its claims, 2ⁿ times for n corrections, mostly none.
 */
export function possibleReadings(
  eventIndex: EventIndex,
  projection: Projection,
  recorded: RecordedEvent,
): readonly PossibleReading[] | undefined {
  const subjects = [...new Set(projection.spokenOf(eventIndex.numberOf(recorded.id)))]
  const written = asWritten(recorded)
  const claims = subjects.flatMap((subject) => projection.claimsOf(subject, written))
  const corrections = eventIndex
    .actsOn(recorded.id)
    .filter(({ id }) => eventIndex.settingOf(id) !== undefined)
  if (corrections.length === 0) return [{ event: recorded.event, claims }]
  const [first] = eventIndex.wordingsOf(recorded.id)
  if (corrections.length > MOST_CORRECTIONS || first === undefined) return undefined
  const wordings = [first]
  for (const { id } of corrections)
    wordings.push(...wordings.map((wording) => eventIndex.afterAct(wording, id)))
  return wordings.map(({ event, valid, wellFormed }) => {
    const version: Version = { ...written, event: { ...recorded, event, valid }, wellFormed }
    return { event, claims: projection.claimsIn(version) }
  })
}
