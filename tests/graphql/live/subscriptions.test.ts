import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type Chronicle, openChronicle } from '../../../src/engine/index.ts'
import { Streams } from '../../../src/graphql/index.ts'
import { type Ledger, openMemoryLedger } from '../../../src/ledger/index.ts'
import { type Api, createApi } from '../../../src/server/index.ts'
import { State } from '../../../src/state/index.ts'
import { parseDay } from '../../../src/time/index.ts'
import { bookCatalogued, bookSeen, library, readerJoined, TALE, Tale } from '../../toy/index.ts'
import { asking, at } from '../ask.ts'
import { fetchBy, type Subscribed, subscribe } from '../event-source.ts'
import { librarySchema } from '../library-api.ts'

let tale: Tale
let chronicle: Chronicle
let ledger: Ledger
let streams: Streams
let api: Api
let today: number
const onFault = vi.fn()

beforeEach(async () => {
  tale = new Tale()
  ledger = openMemoryLedger()
  today = parseDay('2020-03-01')
  onFault.mockClear()
  const clock = { now: () => Date.UTC(2030, 0, 1), today: () => today }
  chronicle = await openChronicle({ name: TALE, vocabulary: library, ledger, clock })
  streams = new Streams({ heartbeat: 20 })
  api = createApi({ schema: librarySchema, chronicles: new Map([[TALE, chronicle]]), streams, onFault })
  tale.source('gazette', '2020-01-10')
  tale.source('courier')
  await told()
})

/** Records what the tale tells beyond what is recorded, as one batch. */
async function told(): Promise<void> {
  await chronicle.record({ events: tale.envelopes.slice(chronicle.position) })
}

function seeBook(name: string, on = '2020-01-05', by = 'gazette'): string {
  return tale.tell(bookCatalogued, `book/${name}`, { title: name }, { on, by })
}

function follow(
  fields: string,
  variables: object = {},
  headers: Record<string, string> = {},
): Promise<Subscribed> {
  return subscribe(fetchBy(api), `subscription { ${fields} }`, variables, headers)
}

/** The id of the answer that includes a position: it, and the first digits of the root there. */
function idAt(position: number): string {
  return `${position}.${chronicle.rootAt(position).slice(0, 16)}`
}

/** The positions of so many answers, and of whatever comes soon after them; then the stream is left. */
async function positionsToldBy(stream: Subscribed, count: number): Promise<readonly unknown[]> {
  const answers = []
  for (let each = 0; each < count; each++) answers.push(await stream.next())
  answers.push(...(await stream.within(40)))
  stream.leave()
  return answers.map((answer) => at(answer?.data, 'events', 'position'))
}

const EVENTS = (args = '') =>
  `events(chronicle: "library"${args}) { position event { digest type subject certainty } }`
const STATE = (args = '', fields = 'bookList { key }') =>
  `state(chronicle: "library", atMostEvery: 0${args}) { position state { point { position } ${fields} } }`

describe('Subscription.events', () => {
  test('tells of what is recorded from then on, each event once, with its place as the id', async () => {
    const stream = await follow(EVENTS())
    expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    const emma = seeBook('emma')
    const persuasion = seeBook('persuasion')
    await told()
    expect(await stream.next()).toEqual({
      id: idAt(3),
      data: {
        events: {
          position: 3,
          event: { digest: emma, type: 'BookCatalogued', subject: 'book/emma', certainty: 'DEFINITELY' },
        },
      },
      errors: [],
    })
    expect(await stream.next()).toMatchObject({
      id: idAt(4),
      data: { events: { event: { digest: persuasion } } },
    })
    expect(await stream.within(60)).toEqual([])
    stream.leave()
    await expect.poll(() => [streams.open, chronicle.waiting]).toEqual([0, 0])
  })

  test('goes on after a position, by argument or as a browser does that comes again', async () => {
    seeBook('emma')
    seeBook('persuasion')
    await told()
    expect(await positionsToldBy(await follow(EVENTS(', after: 0')), 4)).toEqual([1, 2, 3, 4])
    expect(await positionsToldBy(await follow(EVENTS(', after: 3')), 1)).toEqual([4])
    expect(await positionsToldBy(await follow(EVENTS(), {}, { 'last-event-id': '2' }), 2)).toEqual([3, 4])
    const both = await follow(EVENTS(', after: 3'), {}, { 'last-event-id': '1' })
    expect(await positionsToldBy(both, 1)).toEqual([4])
  })

  test('tells the same of an event whenever it is told, whatever was recorded since', async () => {
    const emma = seeBook('emma')
    await told()
    const first = await follow(EVENTS(', after: 2'))
    const before = await first.next()
    tale.correct(emma, { payload: { title: 'Emma' } })
    tale.retract(emma)
    await told()
    const second = await follow(EVENTS(', after: 2'))
    expect(await second.next()).toEqual(before)
    expect(before).toMatchObject({ data: { events: { event: { certainty: 'DEFINITELY' } } } })
    first.leave()
    second.leave()
  })

  test('reads an event from where its batch ended: what it rests on may stand further down', async () => {
    const tale = new Tale()
    tale.source('herald', '2020-01-01')
    tale.tell(bookSeen, 'book/emma', { shelf: 'shelf/a' }, { by: 'herald', on: '2020-01-01' })
    const [source, seen] = tale.envelopes
    const stream = await follow(
      'events(chronicle: "library") { position event { evidence { source { label } } } }',
    )
    await chronicle.record({ events: [seen, source] })
    expect(await stream.next()).toMatchObject({
      data: { events: { position: 3, event: { evidence: [{ source: { label: 'herald' } }] } } },
    })
    stream.leave()
  })

  test.each([
    ['types: ["ReaderJoined"]', [5]],
    ['kinds: ["book"]', [3, 4, 6, 7]],
    ['subject: "book/emma"', [3, 6]],
    ['source: "courier"', [4]],
    ['source: "source/gazette", types: ["BookCatalogued"]', [3]],
  ])('tells only of what is wanted: %s', async (args, expected) => {
    const emma = seeBook('emma')
    seeBook('persuasion', '2020-01-06', 'courier')
    tale.tell(readerJoined, 'reader/ann', { name: 'Ann' }, { on: '2020-01-07', by: 'gazette' })
    tale.retract(emma)
    tale.correct(tale.events[3]?.id ?? '', { payload: { title: 'Persuasion' } })
    await told()
    const stream = await follow(EVENTS(`, after: 2, ${args}`))
    expect(await positionsToldBy(stream, expected.length)).toEqual(expected)
  })

  test('refuses at once all that is wrong with what is asked, and holds nothing for it', async () => {
    const stream = await follow(
      EVENTS(', after: -1, types: ["Nothing"], kinds: ["cat"], subject: "cat/tom", source: "herald"'),
    )
    const answer = await stream.next()
    expect(at(answer, 'errors', 0, 'extensions', 'faults')).toMatchObject([
      { code: 'E_POSITION', argument: 'after' },
      { code: 'E_TYPE', argument: 'types' },
      { code: 'E_KIND', argument: 'kinds' },
      { code: 'E_KIND', argument: 'subject' },
      { code: 'E_UNKNOWN_SOURCE', argument: 'source' },
    ])
    expect(await stream.next()).toBeUndefined()
    expect(streams.open).toBe(0)
  })

  test.each([
    ['a chronicle that is not there', 'events(chronicle: "none") { position }', {}, 'E_NOT_FOUND'],
    ['an id of another stream', EVENTS(), { 'last-event-id': 'x7' }, 'E_POSITION'],
    [
      'a field that is not there',
      'events(chronicle: "library") { nothing }',
      {},
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['a variable that is none', 'events(chronicle: "library", after: "x") { position }', {}, 'E_ARGUMENT'],
  ])('refuses %s', async (_, fields, headers, code) => {
    const stream = await follow(fields, {}, headers)
    expect(await stream.next()).toMatchObject({ errors: [{ extensions: { code } }] })
    expect(await stream.next()).toBeUndefined()
    expect([streams.open, chronicle.waiting]).toEqual([0, 0])
  })

  test('refuses a variable of the wrong kind with the argument that it is put into', async () => {
    const query = 'subscription($after: Int) { events(chronicle: "library", after: $after) { position } }'
    const stream = await subscribe(fetchBy(api), query, { after: 'three' })
    expect(await stream.next()).toMatchObject({
      errors: [{ extensions: { variable: 'after', argument: 'after' } }],
    })
    expect(streams.open).toBe(0)
  })

  test('waits for a position that another server has told of, and says so where it does not come', async () => {
    const opening = follow(EVENTS(', after: 3'))
    seeBook('emma')
    seeBook('persuasion')
    await told()
    const stream = await opening
    expect(await stream.next()).toMatchObject({ id: idAt(4) })
    stream.leave()
  })
})

describe('Subscription.state', () => {
  test('tells the state at once, and again whenever it is another', async () => {
    const stream = await follow(STATE())
    expect(await stream.next()).toMatchObject({
      id: idAt(2),
      data: { state: { position: 2, state: { bookList: [] } } },
    })
    seeBook('emma')
    await told()
    expect(await stream.next()).toMatchObject({
      id: idAt(3),
      data: { state: { position: 3, state: { point: { position: 3 }, bookList: [{ key: 'book/emma' }] } } },
    })
    stream.leave()
    await expect.poll(() => [streams.open, chronicle.waiting]).toEqual([0, 0])
  })

  test.each([
    ['what is not trusted', ', trusting: { without: ["courier"] }', 'bookList { key }'],
    ['what is not known yet', ', knownAt: "2020-01-31"', 'bookList { key } conflicts { field }'],
    ['what is not asked for', '', 'readerList { subject id point: certainty }'],
    ['what is of a later day', ', date: "2019-01-01"', 'bookList(certainty: [DEFINITELY]) { id key }'],
  ])('says nothing of %s', async (_, args, fields) => {
    tale.source('late', '2020-02-20')
    await told()
    const stream = await follow(STATE(args, fields))
    expect(await stream.next()).toMatchObject({ data: { state: {} }, errors: [] })
    seeBook('emma', '2020-02-05', args.includes('knownAt') ? 'late' : 'courier')
    await told()
    expect(await stream.within(80)).toEqual([])
    stream.leave()
  })

  test('tells of a second source and of a correction, under one id, not of the place alone', async () => {
    const emma = seeBook('emma')
    await told()
    const stream = await follow(
      STATE('', 'bookList { id key sources { label } claims(field: "title") { values { value } } }'),
    )
    const first = await stream.next()
    seeBook('emma', '2020-01-06', 'courier')
    await told()
    expect(await stream.next()).toMatchObject({
      data: { state: { state: { bookList: [{ sources: [{ label: 'gazette' }, { label: 'courier' }] }] } } },
    })
    tale.correct(emma, { payload: { title: 'Anna' } })
    await told()
    const third = await stream.next()
    expect(JSON.stringify(third)).toContain('Anna')
    expect(at(first, 'data', 'state', 'state', 'bookList', 0, 'id')).toBe(
      at(third, 'data', 'state', 'state', 'bookList', 0, 'id'),
    )
    stream.leave()
  })

  test('is told anew when another day has begun, where no date is given', async () => {
    seeBook('emma', '2020-03-02', 'courier')
    await told()
    const stream = await follow(STATE('', 'point { date } bookList { certainty }'))
    expect(await stream.next()).toMatchObject({
      data: { state: { state: { point: { date: '2020-03-01' }, bookList: [{ certainty: 'NO' }] } } },
    })
    today += 1
    expect(await stream.next()).toMatchObject({
      data: { state: { state: { point: { date: '2020-03-02' }, bookList: [{ certainty: 'DEFINITELY' }] } } },
    })
    stream.leave()
  })

  test('comes at most so often, and what came last is never left out', async () => {
    const stream = await follow(STATE('').replace('atMostEvery: 0', 'atMostEvery: 1'))
    await stream.next()
    const coming = stream.within(2_600)
    for (let book = 0; book < 30; book++) {
      seeBook(`b${book}`)
      await told()
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    const answers = await coming
    expect(answers.length).toBeLessThanOrEqual(2)
    expect(at(answers.at(-1)?.data, 'state', 'position')).toBe(chronicle.position)
    expect(at(answers.at(-1)?.data, 'state', 'state', 'bookList')).toHaveLength(30)
    stream.leave()
  })

  test('refuses at once what no state can be asked for by', async () => {
    const stream = await follow(
      'state(chronicle: "library", atMostEvery: -1, trusting: { only: ["herald"] }) { position }',
    )
    expect(at(await stream.next(), 'errors', 0, 'extensions', 'faults')).toMatchObject([
      { code: 'E_RANGE', argument: 'atMostEvery' },
      { code: 'E_UNKNOWN_SOURCE', argument: 'trusting.only' },
    ])
    expect(streams.open).toBe(0)
  })
})

describe('Subscription.comparison', () => {
  test('tells what differs at once, and again whenever that is another', async () => {
    const stream = await follow(
      `comparison(chronicle: "library", from: { position: 2 }, to: {}, atMostEvery: 0) {
        position comparison { to { point { position } } changes { change subject } } }`,
    )
    expect(await stream.next()).toMatchObject({
      data: { comparison: { position: 2, comparison: { changes: [] } } },
    })
    seeBook('emma')
    await told()
    expect(await stream.next()).toMatchObject({
      id: idAt(3),
      data: { comparison: { comparison: { changes: [{ change: 'ADDED', subject: 'book/emma' }] } } },
    })
    tale.source('other')
    await told()
    expect(await stream.within(80)).toEqual([])
    stream.leave()
  })

  test('refuses what is wrong on either side', async () => {
    const stream = await follow(
      'comparison(chronicle: "library", from: { position: 9 }, to: { trusting: { only: ["herald"] } }) { position }',
    )
    expect(at(await stream.next(), 'errors', 0, 'extensions', 'faults')).toMatchObject([
      { code: 'E_POSITION', argument: 'from.position' },
      { code: 'E_UNKNOWN_SOURCE', argument: 'to.trusting.only' },
    ])
  })
})

describe('streams', () => {
  test('by GET, as browsers open them', async () => {
    const url = new URL('http://localhost/graphql')
    url.searchParams.set('query', `subscription { ${EVENTS(', after: 1')} }`)
    const response = await api.fetch(url, { headers: { accept: 'text/event-stream', 'last-event-id': '' } })
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    const parts: string[] = []
    while (!parts.join('').includes('"position":2')) parts.push((await reader?.read())?.value ?? '')
    expect(parts.join('')).toMatch(
      /^:\n\nid: 2\.[0-9a-f]{16}\nevent: next\ndata: \{"data":\{"events":\{"position":2,.*\}\}\n\n$/,
    )
    await reader?.cancel()
    await expect.poll(() => [streams.open, chronicle.waiting]).toEqual([0, 0])
  })

  test('give a sign of life while there is nothing to tell', async () => {
    const { body } = await api.fetch('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: `subscription { ${EVENTS()} }` }),
    })
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
    for (let beats = 0; beats < 4; beats++)
      expect(await reader?.read()).toEqual({ done: false, value: ':\n\n' })
    await reader?.cancel()
  })

  test('end as they should when the server stops, and none begins after', async () => {
    const open = [await follow(EVENTS()), await follow(STATE())]
    await open[1]?.next()
    expect(streams.open).toBe(2)
    streams.end()
    for (const stream of open) expect(await stream.next()).toBeUndefined()
    await expect.poll(() => [streams.open, chronicle.waiting]).toEqual([0, 0])
    const late = await follow(EVENTS())
    expect(late.response.status).toBe(503)
    expect(await late.next()).toMatchObject({ errors: [{ extensions: { code: 'E_STOPPING' } }] })
  })

  test('are answered as events alone', async () => {
    for (const accept of ['application/json', '*/*']) {
      const { response } = await subscribe(fetchBy(api), `subscription { ${EVENTS()} }`, {}, { accept })
      expect(response.status).toBe(406)
      expect(response.headers.get('content-type')).toContain('application/json')
    }
    expect([streams.open, chronicle.waiting]).toEqual([0, 0])
  })

  test('are let in so many of each client, and so many in all', async () => {
    streams = new Streams({ perClient: 2, open: 3 })
    const addressed = createApi({
      schema: librarySchema,
      chronicles: new Map([[TALE, chronicle]]),
      streams,
      authenticate: async (request) => ({
        role: 'reader',
        ...(request.headers.has('x-name') && { name: request.headers.get('x-name') ?? '' }),
      }),
    })
    api = {
      ...addressed,
      fetch: (input, init) => addressed.fetch(input, init, new Headers(init?.headers).get('x-from') ?? ''),
    }
    const from = (client: string) => follow(EVENTS(), {}, { 'x-from': client })
    const [one, other] = [await from('a'), await from('a')]
    const refused = await from('a')
    expect(refused.response.status).toBe(429)
    expect(refused.response.headers.get('retry-after')).toBe('10')
    expect(await refused.next()).toMatchObject({
      errors: [{ extensions: { code: 'E_TOO_MANY_STREAMS', limitName: 'streams.perClient', limit: 2 } }],
    })
    const named = await follow(EVENTS(), {}, { 'x-from': 'a', 'x-name': 'ann' })
    expect(named.response.status).toBe(200)
    const full = await from('b')
    expect(await full.next()).toMatchObject({
      errors: [{ extensions: { limitName: 'streams.open', limit: 3 } }],
    })
    one.leave()
    await expect.poll(() => streams.open).toBe(2)
    const again = await from('a')
    expect(again.response.status).toBe(200)
    for (const stream of [other, named, again]) stream.leave()
    await expect.poll(() => streams.open).toBe(0)
  })

  test('are let go where their reader takes nothing, and hold no more than one answer for it', async () => {
    streams = new Streams({ patience: 60, heartbeat: 10 })
    api = createApi({ schema: librarySchema, chronicles: new Map([[TALE, chronicle]]), streams })
    const { body } = await api.fetch('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: `subscription { ${EVENTS(', after: 0')} }` }),
    })
    const reader = body?.getReader()
    await reader?.read()
    expect(streams.open).toBe(1)
    await expect.poll(() => streams.open).toBe(0)
    expect(chronicle.waiting).toBe(0)
    await expect(reader?.read()).rejects.toThrow('the reader took nothing for 60 ms')
  })

  test('ask for an answer only once the one before was taken', async () => {
    for (let book = 0; book < 50; book++) seeBook(`b${book}`)
    await told()
    const asked = vi.spyOn(chronicle, 'snapshot')
    const { body } = await api.fetch('http://localhost/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: `subscription { ${STATE()} }` }),
    })
    const reader = body?.getReader()
    await reader?.read()
    await new Promise((resolve) => setTimeout(resolve, 30))
    const before = asked.mock.calls.length
    for (let book = 0; book < 50; book++) {
      seeBook(`c${book}`)
      await told()
    }
    expect(asked.mock.calls.length - before).toBeLessThanOrEqual(4)
    await reader?.cancel()
  })

  test('of many who ask the same are worked out once', async () => {
    const looked = vi.spyOn(State.prototype, 'list')
    const open = await Promise.all(Array.from({ length: 30 }, () => follow(STATE())))
    for (const stream of open) expect(await stream.next()).toMatchObject({ id: idAt(2) })
    seeBook('emma')
    await told()
    const answers = await Promise.all(open.map((stream) => stream.next()))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject({
      id: idAt(3),
      data: { state: { state: { bookList: [{ key: 'book/emma' }] } } },
    })
    // Twice at each of the two places: to see whether it changed, and to tell it.
    expect(looked.mock.calls.length).toBeLessThanOrEqual(4)
    looked.mockRestore()
    for (const stream of open) stream.leave()
  })

  test('of one who left while it was worked out are worked out for the others', async () => {
    const open = await Promise.all(Array.from({ length: 3 }, () => follow(STATE())))
    for (const stream of open) await stream.next()
    const coming = open.slice(1).map((stream) => stream.next())
    seeBook('emma')
    const recording = told()
    open[0]?.leave()
    await recording
    for (const answer of await Promise.all(coming)) expect(answer).toMatchObject({ id: idAt(3), errors: [] })
    for (const stream of open) stream.leave()
  })

  test('name the request where the inside fails, and end', async () => {
    const stream = await follow(EVENTS())
    const failing = vi.spyOn(chronicle, 'snapshot').mockImplementationOnce(() => {
      throw new Error('secret')
    })
    seeBook('emma')
    await told()
    const answer = await stream.next()
    failing.mockRestore()
    const requestId = stream.response.headers.get('x-request-id')
    expect(answer).toMatchObject({ errors: [{ extensions: { code: 'E_FAULT', requestId } }] })
    expect(JSON.stringify(answer)).not.toContain('secret')
    expect(onFault.mock.calls).toEqual([[new Error('secret'), requestId]])
    expect(await stream.next()).toBeUndefined()
    await expect.poll(() => [streams.open, chronicle.waiting]).toEqual([0, 0])
  })

  test('take nothing from other requests', async () => {
    const stream = await follow(STATE('', 'bookList { history { periods { from } } }'))
    await stream.next()
    expect((await asking(api)('{ libraries { position } }')).data).toEqual({ libraries: [{ position: 2 }] })
    stream.leave()
  })
})
