import {
  type Catalogue,
  canonicalJson,
  type EventId,
  eventCorrected,
  type RecordedEvent,
  sourcesOf,
} from '../event/index.ts'
import type { Answer, CivilDay } from '../time/index.ts'
import type { View } from '../visibility/index.ts'
import { evaluateAt, type Field } from './field.ts'
import { CAUSES, type Cause, fieldsOf, type Item } from './kind.ts'
import { ofEach, type Steps } from './steps.ts'

/** One side of a comparison: the item as it stands there, or that it does not. */
export type Side = {
  readonly view: View
  readonly date: CivilDay
  readonly item: Item | undefined
  readonly existence: Answer | undefined
  readonly catalogue: Catalogue
}

/**
 * Every cause by which the events differ between the two sides, in the order of {@link CAUSES}. What passed between the
 * two dates is asked of their claims of these fields; of all fields of the item only where nothing else differs, and not at all
 * with no fields. Where no event differs by itself, the clocks on which the sides stand apart. In steps.
 */
export function* causesOf(
  was: Side,
  is: Side,
  events: Iterable<EventId>,
  fields: readonly Field<never>[],
): Steps<readonly Cause[]> {
  const item = is.item ?? was.item
  const wider = fields.length === 0 || item === undefined ? [] : [fieldsOf(item.kind)]
  for (const each of [fields, ...wider]) {
    const names = new Set(each.map(({ name }) => name))
    const own = yield* causesBy(was, is, events, names)
    if (own.size > 0) return inOrder(own)
    // An event that answers nowhere may still put others in order, as one that another comes after.
    const speaking = [was, is].flatMap(({ item }) =>
      (item?.standings ?? []).flatMap(({ claim, event }) => (names.has(claim.field) ? [event.id] : [])),
    )
    const all = yield* causesBy(was, is, [...events, ...speaking], names)
    if (all.size > 0) return inOrder(all)
  }
  return basesApart(was.view, is.view)
}

/** The clocks on which two views stand apart, and trust. */
function basesApart({ basis: was }: View, { basis: is }: View): readonly Cause[] {
  const causes = new Set<Cause>()
  if (was.position !== is.position) causes.add('recorded')
  if (was.knownAt !== is.knownAt) causes.add('learned')
  if (canonicalJson(was.trusting) !== canonicalJson(is.trusting)) causes.add('trust')
  return inOrder(causes)
}

function inOrder(causes: ReadonlySet<Cause>): readonly Cause[] {
  return CAUSES.filter((cause) => causes.has(cause))
}

/** In steps: an event is one. */
function* causesBy(
  was: Side,
  is: Side,
  events: Iterable<EventId>,
  fields: ReadonlySet<string>,
): Steps<ReadonlySet<Cause>> {
  const grounds = new Set(events)
  const causes = new Set<Cause>(yield* passings(was, is, new Set(grounds), fields))
  // Seen from one and the same basis, the events differ in nothing else.
  const differing = was.view === is.view ? [] : grounds
  for (const id of differing) {
    yield
    const recorded = was.view.eventIndex.event(id)
    if (recorded === undefined) continue
    for (const cause of onClocks(was.view, is.view, recorded)) causes.add(cause)
    for (const act of was.view.eventIndex.actsOn(id)) {
      if (was.view.inForce(act) === is.view.inForce(act)) continue
      causes.add(act.event.type === eventCorrected.type ? 'corrected' : 'retracted')
      grounds.add(act.id)
    }
    for (const ground of groundsOf(was.view, is.view, recorded)) grounds.add(ground)
  }
  if (causes.size === 0 && windowsPass(was, is, fields)) causes.add('windowPassed')
  if (causes.size > 0) return causes
  for (const id of differing) {
    yield
    if (isGroundLearned(was.view, is.view, id)) return causes.add('learned')
  }
  return causes
}

/**
 * Whether some claim of these fields may begin on a day after the earlier date up to the later one, though it possibly stands
 * on both: on the later it may have begun after another, and so replace it.
 */
function windowsPass(was: Side, is: Side, fields: ReadonlySet<string>): boolean {
  const [first, last] = [Math.min(was.date, is.date), Math.max(was.date, is.date)]
  return [was, is].some(({ item }) =>
    (item?.standings ?? []).some(
      ({ claim, bounds: { begin } }) =>
        fields.has(claim.field) && begin.earliest <= last && begin.latest - 1 > first && first < last,
    ),
  )
}

/** What an event was inferred from, and what registers, revises or withdraws the sources it rests on, here or there. */
function* groundsOf(was: View, is: View, { id, event }: RecordedEvent): Iterable<EventId> {
  yield* event.premises ?? []
  const readings = [event, ...[...was.versions(id), ...is.versions(id)].map((version) => version.event.event)]
  for (const source of new Set(readings.flatMap(sourcesOf))) {
    for (const registration of was.eventIndex.sources.registrationsOf(source)) yield registration.id
    for (const { id: withdrawal } of was.eventIndex.sources.withdrawalsOf(source))
      if (was.exists(withdrawal) !== is.exists(withdrawal)) yield withdrawal
  }
  for (const evidence of readings.flatMap((reading) => reading.evidence ?? []))
    for (const { id: revision } of was.eventIndex.sources.bringing(evidence)) yield revision
}

/** Whether one of an event's grounds is known otherwise, though all of them together are as open on either side. */
function isGroundLearned(was: View, is: View, id: EventId): boolean {
  const recorded = was.eventIndex.event(id)
  if (recorded === undefined) return false
  const [before, after] = [was.clocksOf(recorded), is.clocksOf(recorded)]
  return before.groundsKnown.join() !== after.groundsKnown.join()
}

function* onClocks(was: View, is: View, recorded: RecordedEvent): Iterable<Cause> {
  const before = was.clocksOf(recorded)
  const after = is.clocksOf(recorded)
  if (before.recorded !== after.recorded) yield 'recorded'
  if (before.known !== after.known) yield 'learned'
  if (before.trusted !== after.trusted) yield 'trust'
  if (before.withdrawn !== after.withdrawn) yield 'retracted'
}

/** How the claims of the events differ between the two dates by their own bounds, whatever is visible. */
function* passings(
  was: Side,
  is: Side,
  events: ReadonlySet<EventId>,
  fields: ReadonlySet<string>,
): Steps<readonly Cause[]> {
  if (was.date === is.date) return []
  const standings = [was, is].flatMap(({ item }) => item?.standings ?? [])
  return yield* ofEach(standings, PASSED_A_STEP, ({ seen, claim, event }) => {
    if (!events.has(event.id) || !fields.has(claim.field)) return []
    const then = evaluateAt(seen, was.date).answer
    const now = evaluateAt(seen, is.date).answer
    if (then === now) return []
    const cause = passing(then, now)
    // What such an event claims for good was so before, as far as anyone knows.
    const type = was.catalogue.get(event.event.type)
    const attests = type?.aspect === 'attested' || type?.changesNothing === true
    return [cause === 'worldChanged' && attests ? 'attested' : cause]
  })
}

/** How many claims are looked at on both dates in one step. */
const PASSED_A_STEP = 500

function passing(then: Answer, now: Answer): Cause {
  if (then === 'unknown' || now === 'unknown') return 'attested'
  return then === 'possibly' || now === 'possibly' ? 'windowPassed' : 'worldChanged'
}
