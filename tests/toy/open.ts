import { type Chronicle, openChronicle, type ReadModel } from '../../src/engine/index.ts'
import { canonicalJson, type RecordedEvent } from '../../src/event/index.ts'
import { type Ledger, openMemoryLedger } from '../../src/ledger/index.ts'
import { Projection, type SharedCache, type State, stateAt } from '../../src/state/index.ts'
import { fixedClock, parseDay } from '../../src/time/index.ts'
import { EventIndex, type Trust } from '../../src/visibility/index.ts'
import { library } from './library.ts'
import { TALE, type Tale } from './tale.ts'

/** The tale as an open chronicle that keeps what it works out in `cache`, each event a batch of its own; today is 2030-01-01. */
export async function openTale(tale: Tale, cache?: SharedCache): Promise<Chronicle> {
  const clock = fixedClock('2030-01-01T00:00:00Z')
  const ledger = openMemoryLedger()
  const chronicle = await openChronicle({ name: TALE, vocabulary: library, ledger, clock, cache })
  ledgers.set(chronicle, ledger)
  await continueTale(chronicle, tale)
  return chronicle
}

/** The ledgers that tales were put into: a tale may tell what no recording would pass. */
const ledgers = new WeakMap<Chronicle, Ledger>()

/** Puts what the tale tells beyond what the chronicle has into its ledger, as it is. */
export async function continueTale(chronicle: Chronicle, tale: Tale): Promise<void> {
  const ledger = ledgers.get(chronicle)
  if (ledger === undefined) throw new Error('this chronicle was not opened with a tale')
  for (const { id, event, position, recordedAt } of tale.events)
    if (position > chronicle.position) {
      const events = [{ id, body: canonicalJson(event) }]
      await ledger.append({ chronicle: TALE, name: `batch-${position}`, recordedAt, events })
      await chronicle.follow()
    }
}

/** Every event that a chronicle stands at, in order: what no room may hold, and a test compares. */
export function eventsIn(model: ReadModel): readonly RecordedEvent[] {
  return Array.from({ length: model.position }, (_, index) => model.eventAt(index + 1)).filter(
    (event) => event !== undefined,
  )
}

/** A point as tests write it: days as YYYY-MM-DD, the last position unless told. */
export type Asked = {
  readonly date: string
  readonly knownAt?: string
  readonly position?: number
  readonly trusting?: Trust
}

/** The engine alone over some events: what the tale is at a point. */
export function stateOf(events: readonly RecordedEvent[], asked: Asked): State {
  return stand(events)(asked)
}

/** The same for many points: the events are filed once. */
export function stand(events: readonly RecordedEvent[]): (asked: Asked) => State {
  const eventIndex = new EventIndex(library.catalogue)
  const projection = new Projection(library, eventIndex)
  for (const event of events) {
    eventIndex.add(event)
    projection.add(event)
  }
  return ({ date, knownAt, position = events.length, trusting = {} }) =>
    stateAt(eventIndex, projection, {
      date: parseDay(date),
      ...(knownAt === undefined ? {} : { knownAt: parseDay(knownAt) }),
      position,
      trusting,
    })
}
