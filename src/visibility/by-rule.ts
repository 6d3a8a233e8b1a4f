import { citedText, type EventId, type Evidence, type RecordedEvent, type Subject } from '../event/index.ts'
import type { Answer } from '../time/index.ts'
import type { EventIndex } from './event-index.ts'
import { boundsByRule, mayCombine } from './every-world.ts'
import type { Basis } from './point.ts'
import type { Reading } from './reading.ts'
import { EVERYTHING, scopeFor } from './scope.ts'
import { UNSEEN, type Visibility, versionOf } from './version.ts'
import { datedBy, ownDateOf } from './wording.ts'
import type { Worlds } from './worlds.ts'

/** What is asked of the rest: a view of the same basis. */
type Rest = {
  readonly eventIndex: EventIndex
  readonly basis: Basis
  exists(id: EventId): Answer
  source(id: Subject): Answer
}

/**
 * How an event can be seen where too many open grounds bear on it for every world to be gone through: all its
 * readings are possible where any may be visible, at whatever date any of them allows; none is certain.
 */
export function seeByRule(
  from: Rest,
  worlds: Worlds,
  root: RecordedEvent,
  isWithinClocks: (event: RecordedEvent) => boolean,
): Visibility {
  const scope = scopeFor(root, EVERYTHING)
  const mayRead = (id: EventId) =>
    scope === EVERYTHING ? from.exists(id) : worlds.answer((world) => world.read(id, scope) !== undefined)
  const maySee = (evidence: Evidence) =>
    scope === EVERYTHING && citedText(evidence) === undefined
      ? from.source(evidence.source)
      : worlds.answer((world) => world.cites(evidence, scope))
  const readings = worlds.readingsByRule(root, scope)
  const mayKnow = (reading: Reading) =>
    ownDateOf(reading.wording) === undefined
      ? (reading.wording.event.evidence ?? []).every((each) => maySee(each) !== 'no')
      : worlds.answer((world) => world.isKnown(root.id, reading, scope)) !== 'no'
  const narrowed = from.eventIndex
    .narrowingsOf(root.id)
    .some((inference) => isWithinClocks(inference) && mayDate(worlds, inference, root.id))
  const bounds = boundsByRule(readings, narrowed)
  if (!readings.some(mayKnow) || !readings.some(({ stands }) => stands)) return UNSEEN
  if ((root.event.premises ?? []).some((premise) => mayRead(premise) === 'no')) return UNSEEN
  const readEach = [...new Map(readings.map((reading) => [reading.by.join('+'), reading])).values()]
  const versions = bounds.flatMap((each) =>
    readEach.map((reading) => versionOf(root, { reading, bounds: each, early: false, datedBy: [] })),
  )
  return { versions, absent: true, partial: mayCombine(from.eventIndex, root, from.basis.position) }
}

/** Whether what an inference rests on may be visible, and some reading of it dates the event. */
function mayDate(worlds: Worlds, inference: RecordedEvent, id: EventId): boolean {
  const others = (inference.event.premises ?? []).filter((premise) => premise !== id)
  return (
    others.every((premise) => worlds.answer((world) => world.read(premise) !== undefined) !== 'no') &&
    worlds.readingsByRule(inference, EVERYTHING).some(({ wording }) => datedBy(wording).includes(id))
  )
}
