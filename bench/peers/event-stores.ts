import { EventStore, EventType } from '@castore/core'
import { InMemoryEventStorageAdapter } from '@castore/event-storage-adapter-in-memory'
import { type Event, getInMemoryEventStore } from '@event-driven-io/emmett'
import { type Histories, oneByOne, type Peer, type Question, type Step, statusOf } from './questions.ts'

/**
 * Event stores, each with its store in memory and a stream for each subject in order of the days, so that reading can stop
 * at the date. Neither has snapshots: castore's documentation says that they are to come, emmett's offers read models,
 * which only know the present; one by hand that knows every day is `byHand`.
 */

type Stepped = Event<'Stepped', Step>

/** By `readStream`, the faster way; and by `aggregateStream`, which is the documented one, and reads on to the end. */
export async function emmett(histories: Histories): Promise<readonly Peer[]> {
  const store = getInMemoryEventStore()
  for (const [subject, steps] of histories)
    await store.appendToStream<Stepped>(
      subject,
      steps.map((data) => ({ type: 'Stepped', data })),
    )
  const read = async ({ subject, date }: Question) => {
    const { events } = await store.readStream<Stepped>(subject)
    let furthest = -1
    for (const { data } of events) {
      if (data.day > date) break
      if (data.stage > furthest) furthest = data.stage
    }
    return statusOf(furthest)
  }
  const aggregate = async ({ subject, date }: Question) => {
    const { state } = await store.aggregateStream<number, Stepped>(subject, {
      initialState: () => -1,
      evolve: (furthest: number, { data }: Stepped) =>
        data.day <= date && data.stage > furthest ? data.stage : furthest,
    })
    return statusOf(state)
  }
  return [
    { name: 'emmett, readStream up to the date', answer: (questions) => oneByOne(questions, read) },
    { name: 'emmett, aggregateStream', answer: (questions) => oneByOne(questions, aggregate) },
  ]
}

type Loan = { readonly aggregateId: string; readonly version: number; readonly stage: number }

/** By `getEvents`, whose events castore's reducer is then given up to the date. */
export async function castore(histories: Histories): Promise<readonly Peer[]> {
  const stepped = new EventType<'STEPPED', Step>({ type: 'STEPPED' })
  const initialEvents = [...histories].flatMap(([aggregateId, steps]) =>
    steps.map((payload, index) => ({
      aggregateId,
      version: index + 1,
      type: 'STEPPED' as const,
      timestamp: `${payload.day}`,
      payload,
    })),
  )
  const store = new EventStore({
    eventStoreId: 'LOANS',
    eventTypes: [stepped],
    reducer: (loan: Loan | undefined, { aggregateId, version, payload }): Loan => ({
      aggregateId,
      version,
      stage: Math.max(loan?.stage ?? -1, payload.stage),
    }),
    eventStorageAdapter: new InMemoryEventStorageAdapter({ initialEvents }),
  })
  const read = async ({ subject, date }: Question) => {
    const { events } = await store.getEvents(subject)
    let loan: Loan | undefined
    for (const event of events) {
      if (event.payload.day > date) break
      loan = store.reducer(loan, event)
    }
    return statusOf(loan?.stage ?? -1)
  }
  return [{ name: 'castore, getEvents up to the date', answer: (questions) => oneByOne(questions, read) }]
}

/** What no library can well be faster than in JavaScript: a sorted array of days for each subject, in a map. */
export async function byHand(histories: Histories): Promise<readonly Peer[]> {
  const readModel = new Map(
    [...histories].map(([subject, steps]) => {
      let furthest = -1
      const stages = steps.map(({ stage }) => (furthest = Math.max(furthest, stage)))
      return [subject, { days: steps.map(({ day }) => day), stages }]
    }),
  )
  const answer = ({ subject, date }: Question) => {
    const known = readModel.get(subject)
    if (known === undefined) return ''
    let [low, high] = [0, known.days.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((known.days[middle] ?? 0) <= date) low = middle + 1
      else high = middle
    }
    return statusOf(known.stages[low - 1] ?? -1)
  }
  return [{ name: 'sorted arrays by hand, no library', answer: (questions) => questions.map(answer) }]
}
