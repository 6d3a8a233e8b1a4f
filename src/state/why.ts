import { type EventId, type RecordedEvent, sourcesOf } from '../event/index.ts'
import { EventIndex } from '../visibility/index.ts'
import type { Field } from './field.ts'
import type { Item } from './kind.ts'
import { Projection } from './projection.ts'
import type { Resolved } from './resolve.ts'
import type { State } from './state.ts'
import { stateAt } from './state-cache.ts'
import { inOneGo, type Steps } from './steps.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The most events behind a field that are reduced: the cost is quadratic. */
const MANY = 200

/**
 * A minimal set of events that gives a field its result: without any one of them the result would differ. Their sources and
 * premises are taken as given. Of several such sets it is the one of the events recorded first; in order of position. Empty
 * if no event decides the field; all events behind it if they are more than {@link MANY}. Cost: about two small engines for
 * each event behind the field.
 */
export function whyOf(...question: readonly [Vocabulary, State, Item, Field<never>]): readonly EventId[] {
  return inOneGo(whySteps(...question))
}

/** The same in steps: it stops before each small engine, for its caller to let others run. */
export function* whySteps(
  vocabulary: Vocabulary,
  state: State,
  item: Item,
  field: Field<never>,
): Steps<readonly EventId[]> {
  const { eventIndex } = state.view
  const wanted = answerText(item.get(field))
  const speaking = new Set([...item.standings.flatMap(({ because }) => because), ...item.identity.by])
  const holds = (ids: ReadonlySet<EventId>) => {
    const kept = withGrounds(eventIndex, ids).difference(speaking.difference(ids))
    const there = engineOf(
      vocabulary,
      eventIndex,
      [...kept].flatMap((id) => eventIndex.event(id) ?? []),
    )
    return (
      answerText(stateAt(there.eventIndex, there.projection, state.point).item(item.subject)?.get(field)) ===
      wanted
    )
  }
  const nearest = new Set([...item.get(field).because, ...item.identity.by])
  if (nearest.size > MANY) return inOrder(eventIndex, nearest)
  for (const ids of [nearest, speaking]) {
    yield
    if (ids.size <= MANY && holds(ids)) return inOrder(eventIndex, yield* smallest(eventIndex, ids, holds))
  }
  return inOrder(eventIndex, nearest)
}

/** The events that are left when every dispensable one is removed, trying the last recorded first. */
function* smallest(
  eventIndex: EventIndex,
  enough: ReadonlySet<EventId>,
  holds: (ids: ReadonlySet<EventId>) => boolean,
): Steps<ReadonlySet<EventId>> {
  const kept = new Set(enough)
  for (const id of inOrder(eventIndex, enough).toReversed()) {
    yield
    kept.delete(id)
    if (!holds(kept)) kept.add(id)
  }
  return kept.size < enough.size ? yield* smallest(eventIndex, kept, holds) : kept
}

/** The events with all that they rest on: registrations, revisions and withdrawals of sources, premises, and the acts on those. */
function withGrounds(eventIndex: EventIndex, ids: ReadonlySet<EventId>): ReadonlySet<EventId> {
  const all = new Set(ids)
  const given = new Set<EventId>()
  const give = (events: Iterable<RecordedEvent | undefined>) => {
    for (const event of events) if (event !== undefined && !given.has(event.id)) given.add(event.id)
  }
  const ground = (id: EventId) => {
    const event = eventIndex.event(id)
    for (const source of event === undefined ? [] : sourcesOf(event.event)) {
      give(eventIndex.sources.registrationsOf(source))
      give(eventIndex.sources.withdrawalsOf(source))
      give(eventIndex.sources.revisionsOf(source))
    }
    give((event?.event.premises ?? []).map((premise) => eventIndex.event(premise)))
  }
  for (const id of ids) {
    ground(id)
    for (const { set } of [eventIndex.settingOf(id)].flatMap((setting) => setting ?? []))
      for (const source of sourcesOf(set))
        give([...eventIndex.sources.registrationsOf(source), ...eventIndex.sources.revisionsOf(source)])
  }
  for (const id of given) {
    all.add(id)
    ground(id)
    give(eventIndex.actsOn(id))
  }
  return all
}

function engineOf(vocabulary: Vocabulary, whole: EventIndex, events: readonly RecordedEvent[]) {
  const eventIndex = new EventIndex(vocabulary.catalogue, { other: whole })
  const projection = new Projection(vocabulary, eventIndex, { turns: false })
  for (const event of events.toSorted((a, b) => a.position - b.position)) {
    eventIndex.add(event)
    projection.add(event)
  }
  return { eventIndex, projection }
}

/** A field's answer and values as text, equal just where it reads the same. */
function answerText(resolved: Resolved<never> | undefined): string {
  if (resolved === undefined) return '["unknown",[]]'
  const values = resolved.values.map(({ standings, answer }) => `${answer} ${standings[0]?.claim.spelling}`)
  return JSON.stringify([resolved.answer, values.sort()])
}

function inOrder(eventIndex: EventIndex, ids: ReadonlySet<EventId>): readonly EventId[] {
  const position = (id: EventId) => eventIndex.positionOf(id)
  return [...ids].sort((a, b) => position(a) - position(b))
}
