import {
  type EventId,
  identityAsserted,
  identityDenied,
  type RecordedEvent,
  type Subject,
} from '../event/index.ts'
import type { WordsOf } from './event-words.ts'
import type { Item } from './kind.ts'
import type { State } from './state.ts'
import { ofEach, type Steps } from './steps.ts'

/** How many events are looked at in one step. */
const STEP = 20

/** The visible events that cite a source, as they read, in the order of the ledger, without acts on others; in steps. */
export function* visibleCiting(state: State, source: Subject): Steps<readonly RecordedEvent[]> {
  const { view } = state
  const { eventIndex } = view
  const ids = view.sourceCouldBeKnown(source) ? state.eventsCiting(source) : []
  const numbers = [...new Set(ids.map((id) => eventIndex.numberOf(id)))].sort((one, other) => one - other)
  return yield* ofEach(numbers, STEP, (number) => {
    const { recorded, versions = [] } = view.visibleEvent(eventIndex.idOf(number)) ?? {}
    return recorded?.event.target === undefined ? versions.map(({ event }) => event) : []
  })
}

/** The keys of subjects in a value of any shape. */
export function keysIn(value: unknown): readonly Subject[] {
  if (typeof value === 'string') return isKey(value) ? [value] : []
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(keysIn) : []
}

/** Whether a text is a key, `kind/name`. */
export function isKey(text: string): boolean {
  return /^[a-z][a-z-]*\/[a-z0-9][a-z0-9-]*$/.test(text)
}

/** The keys that the values of events name: by these, events are found that name a subject. */
const namedKeys: WordsOf = (_, values) => [...values].flatMap(keysIn)

/**
 * The subjects of the visible events that name an item, or have one of its events as a premise, without those that say who is the
 * same. In steps. Cost: the events that name it in any reading, and those about it; the first time, an index of all events.
 */
export function* dependentsOf(state: State, item: Item): Steps<ReadonlySet<Subject>> {
  const { view } = state
  const { eventIndex } = view
  const keys = new Set(item.identity.keys)
  const own = new Set(item.standings.map(({ event }) => event.id))
  const candidates = new Set<EventId>((yield* state.eventWords(namedKeys).having([[...keys]])) ?? [])
  yield* ofEach([...own], STEP, (id) => {
    for (const number of eventIndex.dependents.restingOn(eventIndex.numberOf(id)))
      candidates.add(eventIndex.idOf(number))
    return []
  })
  const names = (value: unknown) => keysIn(value).some((key) => keys.has(key))
  const found = yield* ofEach([...candidates], STEP, (id) => {
    const { recorded, versions = [] } = view.visibleEvent(id) ?? {}
    if (recorded === undefined || recorded.event.target !== undefined) return []
    if (JOINING.has(recorded.event.type)) return []
    return versions
      .map(({ event: { event } }) => event)
      .filter(({ premises = [], payload }) => names(payload) || premises.some((premise) => own.has(premise)))
      .map(({ subject }) => subject)
  })
  return new Set(found.filter((subject) => !keys.has(subject)))
}

const JOINING: ReadonlySet<string> = new Set([identityAsserted.type, identityDenied.type])
