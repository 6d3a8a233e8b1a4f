import { type Chronicle, openChronicle } from '../../src/chronicle/index.ts'
import type { RecordedEvent } from '../../src/event/index.ts'
import { openMemoryLedger } from '../../src/ledger/index.ts'
import { Projection, type State, stateAt } from '../../src/projection/index.ts'
import { fixedClock, parseDay } from '../../src/time/index.ts'
import { Annals, type Trust } from '../../src/timeline/index.ts'
import { library } from './library.ts'
import { TALE, type Tale } from './tale.ts'

/** The tale as an open chronicle, each event a batch of its own; today is 2030-01-01. */
export async function openTale(tale: Tale): Promise<Chronicle> {
  const clock = fixedClock('2030-01-01T00:00:00Z')
  const options = { name: TALE, vocabulary: library, ledger: openMemoryLedger(), clock }
  const chronicle = await openChronicle(options)
  await continueTale(chronicle, tale)
  return chronicle
}

/** Records what the tale tells beyond what the chronicle has. */
export async function continueTale(chronicle: Chronicle, tale: Tale): Promise<void> {
  for (const { event, position, recordedAt } of tale.events)
    if (position > chronicle.position)
      await chronicle.record({ name: `batch-${position}`, recordedAt, events: [event] })
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
  const annals = new Annals()
  const projection = new Projection(library, annals)
  for (const event of events) {
    annals.add(event)
    projection.add(event)
  }
  return ({ date, knownAt, position = events.length, trusting = {} }) =>
    stateAt(annals, projection, {
      date: parseDay(date),
      ...(knownAt === undefined ? {} : { knownAt: parseDay(knownAt) }),
      position,
      trusting,
    })
}
