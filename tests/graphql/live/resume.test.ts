import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Chronicle, openChronicle } from '../../../src/engine/index.ts'
import type { Envelope } from '../../../src/event/index.ts'
import { type Ledger, openMemoryLedger } from '../../../src/ledger/index.ts'
import { type Api, createApi } from '../../../src/server/index.ts'
import { fixedClock } from '../../../src/time/index.ts'
import { bookCatalogued, library, TALE, Tale } from '../../toy/index.ts'
import { at } from '../ask.ts'
import { fetchBy, type Subscribed, subscribe } from '../event-source.ts'
import { librarySchema } from '../library-api.ts'

/** A tale of a source and some books, each event a batch of its own. */
function taleOf(...books: readonly string[]): Tale {
  const tale = new Tale()
  tale.source('gazette', '2020-01-10')
  for (const name of books)
    tale.tell(bookCatalogued, `book/${name}`, { title: name }, { on: '2020-01-05', by: 'gazette' })
  return tale
}

const clock = fixedClock('2030-01-01T00:00:00Z')

/** A server over a ledger of its own, which takes in what it is told of. */
type Served = {
  readonly chronicle: Chronicle
  readonly api: Api
  readonly record: (to: number) => Promise<void>
}

async function serve({ events }: Tale, to: number, ledger: Ledger = openMemoryLedger()): Promise<Served> {
  const open = () => openChronicle({ name: TALE, vocabulary: library, ledger, clock })
  const record = async (chronicle: Chronicle, last: number) => {
    const more: readonly Envelope[] = events.slice(chronicle.position, last).map(({ event }) => event)
    for (const event of more)
      await chronicle.record({ events: [event], recordedAt: (chronicle.position + 1) * 1_000 })
  }
  const chronicle = await open()
  await record(chronicle, to)
  const api = createApi({ schema: librarySchema, chronicles: new Map([[TALE, chronicle]]) })
  return { chronicle, api, record: (last) => record(chronicle, last) }
}

const streams: Subscribed[] = []
afterEach(() => {
  for (const stream of streams.splice(0)) stream.leave()
})

async function follow(
  { api }: Served,
  args: string,
  headers: Record<string, string> = {},
): Promise<Subscribed> {
  const query = `subscription { events(chronicle: "library"${args}) { position root event { digest } } }`
  const stream = await subscribe(fetchBy(api), query, {}, headers)
  streams.push(stream)
  return stream
}

const TOLD = taleOf('emma', 'persuasion', 'sanditon', 'evelina')
/** The same up to position 2; then other events. */
const RESTORED = taleOf('emma', 'belinda', 'camilla', 'cecilia')

let server: Served
let restored: Served
beforeEach(async () => {
  server = await serve(TOLD, 4)
  restored = await serve(RESTORED, 5)
})

function rootAt(position: number): string {
  return server.chronicle.rootAt(position)
}

const digestAt = (position: number, { events }: Tale = TOLD) => events[position - 1]?.id ?? ''

/** The ways of a follower to say that it saw up to a position of the first ledger, and by which argument a fault is told. */
const WAYS: readonly (readonly [
  string,
  (position: number) => readonly [string, Record<string, string>],
  string,
])[] = [
  ['a root', (n) => [`, after: ${n}, afterRoot: "${rootAt(n)}"`, {}], 'afterRoot'],
  ['digits of a root', (n) => [`, after: ${n}, afterRoot: "${rootAt(n).slice(0, 16)}"`, {}], 'afterRoot'],
  [
    'an id of a server-sent event',
    (n) => ['', { 'last-event-id': `${n}.${rootAt(n).slice(0, 16)}` }],
    'after',
  ],
  ['an event and its position', (n) => [`, after: ${n}, afterEvent: "${digestAt(n)}"`, {}], 'afterEvent'],
]

describe.each(WAYS)('events, after a position with %s', (_, way, argument) => {
  test('goes on where the ledger is the same', async () => {
    for (const position of [1, 2, 3]) {
      const stream = await follow(server, ...way(position))
      expect(at(await stream.next(), 'data', 'events')).toEqual({
        position: position + 1,
        root: rootAt(position + 1),
        event: { digest: digestAt(position + 1) },
      })
    }
  })

  test('goes on in a restored ledger up to where it is the same, and is told beyond', async () => {
    const same = await follow(restored, ...way(2))
    expect(await same.next()).toMatchObject({
      data: { events: { position: 3, event: { digest: digestAt(3, RESTORED) } } },
    })
    const [seen, here] = [way(3), restored.chronicle.rootAt(3)]
    const other = await follow(restored, ...seen)
    const answer = await other.next()
    const code = argument === 'afterEvent' ? 'E_UNKNOWN_EVENT' : 'E_DIVERGED'
    expect(answer).toMatchObject({ errors: [{ extensions: { code, argument } }] })
    const message = String(at(answer, 'errors', 0, 'message'))
    expect(message).toContain(argument === 'afterEvent' ? digestAt(3) : rootAt(3).slice(0, 16))
    if (argument !== 'afterEvent') expect(message).toContain(here)
    expect(await other.next()).toBeUndefined()
  })

  test('waits on a replica that is behind, and is compared once the position is there', async () => {
    const [replica, other] = [await serve(TOLD, 2), await serve(RESTORED, 2)]
    const opening = Promise.all([replica, other].map((each) => follow(each, ...way(3))))
    const waiting = () => [replica, other].map(({ chronicle }) => chronicle.waiting)
    await expect.poll(waiting).toEqual([1, 1])
    await Promise.all([replica.record(4), other.record(4)])
    const [same, diverged] = await opening
    expect(await same?.next()).toMatchObject({ data: { events: { position: 4 } }, errors: [] })
    expect(await diverged?.next()).toMatchObject({
      errors: [{ extensions: { code: argument === 'afterEvent' ? 'E_UNKNOWN_EVENT' : 'E_DIVERGED' } }],
    })
  })
})

describe('events', () => {
  test('after an event goes on after its position', async () => {
    const stream = await follow(server, `, afterEvent: "${digestAt(3)}"`)
    expect(await stream.next()).toMatchObject({ data: { events: { position: 4 } } })
    const digits = await follow(server, `, afterEvent: "${digestAt(2).slice(0, 12)}"`)
    expect(await digits.next()).toMatchObject({ data: { events: { position: 3 } } })
  })

  test('after an event that is not there says so, and what else it takes', async () => {
    const stream = await follow(restored, `, afterEvent: "${digestAt(3)}"`)
    expect(await stream.next()).toMatchObject({
      errors: [
        {
          message: expect.stringContaining(`${digestAt(3)}" is no event here: this ledger was restored`),
          extensions: { code: 'E_UNKNOWN_EVENT', argument: 'afterEvent' },
        },
      ],
    })
  })

  test('after a position at which another event is names both', async () => {
    const stream = await follow(server, `, after: 4, afterEvent: "${digestAt(3)}"`)
    const answer = await stream.next()
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'E_DIVERGED', argument: 'afterEvent' } }] })
    expect(JSON.stringify(answer)).toMatch(new RegExp(`${digestAt(4)}.*${digestAt(3)}`))
  })

  test('compares what the argument says and what the header says, each at its own position', async () => {
    const argument = `, after: 1, afterRoot: "${rootAt(1)}"`
    const id = `3.${rootAt(3).slice(0, 16)}`
    const both = await follow(server, argument, { 'last-event-id': id })
    expect(await both.next()).toMatchObject({ data: { events: { position: 4 } } })
    const header = await follow(restored, argument, { 'last-event-id': id })
    expect(await header.next()).toMatchObject({ errors: [{ extensions: { argument: 'after' } }] })
    const wrong = await follow(server, `, after: 1, afterRoot: "${rootAt(2)}"`, { 'last-event-id': id })
    expect(await wrong.next()).toMatchObject({ errors: [{ extensions: { argument: 'afterRoot' } }] })
  })

  test('takes an id that is a plain number as before, whatever the ledger holds', async () => {
    const stream = await follow(restored, '', { 'last-event-id': '3' })
    expect(await stream.next()).toMatchObject({ data: { events: { position: 4 } } })
  })

  test('sends ids by which a browser that comes again is told', async () => {
    const first = await follow(server, ', after: 2')
    const id = at(await first.next(), 'id')
    expect(id).toBe(`3.${rootAt(3).slice(0, 16)}`)
    const again = await follow(restored, ', after: 2', { 'last-event-id': String(id) })
    expect(await again.next()).toMatchObject({ errors: [{ extensions: { code: 'E_DIVERGED' } }] })
  })

  test('is told from nothing on, where the root of an empty ledger is the same for all', async () => {
    const stream = await follow(restored, ...(WAYS[0]?.[1](0) ?? ['', {}]))
    expect(await stream.next()).toMatchObject({ data: { events: { position: 1 } } })
  })

  test('refuses all that is wrong with what was seen at once', async () => {
    const stream = await follow(server, ', after: -1, afterRoot: "ABC"', { 'last-event-id': '3.12' })
    expect(at(await stream.next(), 'errors', 0, 'extensions', 'faults')).toMatchObject([
      { code: 'E_POSITION', argument: 'after' },
      { code: 'E_ARGUMENT', argument: 'afterRoot' },
      { code: 'E_POSITION', argument: 'after' },
    ])
    const alone = await follow(server, `, afterRoot: "${rootAt(2)}"`)
    expect(await alone.next()).toMatchObject({
      errors: [{ extensions: { code: 'E_ARGUMENT', argument: 'afterRoot' } }],
    })
  })
})
