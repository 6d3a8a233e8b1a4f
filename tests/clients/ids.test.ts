import { type DocumentNode, print } from 'graphql'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Chronicle } from '../../src/engine/index.ts'
import { createApi } from '../../src/server/index.ts'
import { atLength } from '../../torture/rig/thorough.ts'
import { type Ask, asking, at, textAt } from '../graphql/ask.ts'
import { subscribe } from '../graphql/event-source.ts'
import { librarySchema } from '../graphql/library-api.ts'
import { BUSY, tellMore, tellSources } from '../graphql/lists/busy-tale.ts'
import { Dice } from '../graphql/look-ahead/dice.ts'
import { bookCatalogued, continueTale, openTale, Tale } from '../toy/index.ts'
import { type ClientStore, clientDocument, STORES } from './stores.ts'

/** REGESTA_CLIENTS=200 REGESTA_SEED=7 npx vitest run tests/clients: so many chronicles, from that seed on. */
const TALES = Number(process.env.REGESTA_CLIENTS ?? atLength(2, 1))
const SEED = Number(process.env.REGESTA_SEED ?? 1)

const SOURCE = 'id subject label absent digests published { edtf }'
const EVENT = `id digest certainty position validAsSeen { edtf } payloadAsSeen subjectAsSeen known { edtf }
  acts { id certainty } item { id certainty headline } evidenceAsSeen { source { ${SOURCE} } }`
const ITEM = `id subject certainty headline aliases when { edtf } sources { ${SOURCE} } because { ${EVENT} }
  claims { field certainty values { value certainty sources { id label } because { id certainty } } }
  history { entries { event { id certainty } } periods { from certainty item { id certainty } } }`
const PAGE = 'totalCount pageInfo { hasNextPage endCursor } edges { cursor node'
const EVERYTHING = 'certainty: [DEFINITELY, POSSIBLY, NO, UNKNOWN]'

let complaints: readonly { readonly mock: { readonly calls: unknown[][] } }[]
beforeEach(() => {
  complaints = (['error', 'warn'] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation(() => {}),
  )
})
afterEach(() => {
  // All three complain of records that do not fit together, and Relay of two answers under one id.
  expect(complaints.flatMap(({ mock }) => mock.calls)).toEqual([])
  vi.restoreAllMocks()
})

/** A client with its store, that asks an API. */
class AskingClient {
  readonly store: ClientStore
  readonly #ask: Ask

  constructor(store: ClientStore, ask: Ask) {
    this.store = store
    this.#ask = ask
  }

  /** The server's answer, not put into the store. */
  async answer(document: DocumentNode): Promise<object> {
    const { data, errors } = await this.#ask(print(document))
    expect(errors).toEqual([])
    return Object(data)
  }

  /** The server's answer, put into the store. */
  async ask(document: DocumentNode): Promise<object> {
    const data = await this.answer(document)
    await this.store.write(document, data)
    return data
  }

  read(document: DocumentNode): unknown {
    // Relay gives each record apart from its prototype.
    return JSON.parse(JSON.stringify(this.store.read(document) ?? null))
  }
}

const inLibrary = (fields: string) => clientDocument(`{ library(id: "library") { id ${fields} } }`)
const stateAt = (clocks: string) =>
  inLibrary(
    `asOf${clocks && `(${clocks})`} { bookList(${EVERYTHING}) { ${ITEM} } loanList(${EVERYTHING}) { ${ITEM} } }`,
  )
const itemsAt = (clocks: string, page: string) =>
  inLibrary(`asOf(${clocks}) { items(${EVERYTHING} ${page}) { ${PAGE} { ${ITEM} } } } }`)

/** Documents that ask of the same things from different points: every clock, and trust. */
function documentsAt(position: number): readonly DocumentNode[] {
  const dates = ['', 'date: "2020-01-04"', 'date: "2020-01-09"']
  const others = [
    '',
    'knownAt: "2020-01-05"',
    'knownAt: "2020-01-08"',
    'trusting: { only: ["north"] }',
    'trusting: { without: ["north"] }',
  ]
  const positions = ['', `position: ${position}`, `position: ${position - 9}`]
  const points = dates.flatMap((date) =>
    others.flatMap((other) => positions.map((place) => `${date} ${other} ${place}`.trim())),
  )
  return [
    ...points.map(stateAt),
    ...['', `(position: ${position - 9})`, '(knownAt: "2020-01-05")'].map((clocks) =>
      inLibrary(`timeline${clocks} { ${PAGE} { ${EVENT} } } } sources${clocks} { ${PAGE} { ${SOURCE} } } }`),
    ),
    inLibrary(`compare(from: { date: "2020-01-04", position: ${position - 9} }, to: { date: "2020-01-09" }) {
      changes { subject because { ${EVENT} } before { ${ITEM} } after { ${ITEM} } } }`),
    clientDocument(`{ sources { ${SOURCE} } }`),
  ]
}

describe.each(STORES)('the store of %s', (_, storeOf) => {
  let tale: Tale
  let chronicle: Chronicle
  let client: AskingClient

  async function open(seed: number): Promise<Dice> {
    const dice = new Dice(seed)
    tale = new Tale()
    tellSources(tale, dice)
    tellMore(tale, dice, 25)
    chronicle = await openTale(tale)
    const api = createApi({ schema: librarySchema, chronicles: new Map([[chronicle.name, chronicle]]) })
    client = new AskingClient(storeOf(librarySchema), asking(api))
    return dice
  }

  async function recordMore(dice: Dice, steps = 5): Promise<void> {
    tellMore(tale, dice, steps)
    await continueTale(chronicle, tale)
  }

  test(
    'shows for each point what the server answers there, whatever else was asked',
    async () => {
      for (let seed = SEED; seed < SEED + TALES; seed += 1) {
        const dice = await open(seed)
        const { position } = chronicle
        const documents = dice.shuffled(documentsAt(position))
        const before = new Map<DocumentNode, object>()
        for (const document of documents) before.set(document, await client.ask(document))
        for (const [document, answer] of before)
          expect(client.read(document), `seed ${seed}: ${print(document).slice(0, 200)}`).toEqual(answer)

        await recordMore(dice)
        for (const document of documents) await client.ask(document)
        for (const document of documents)
          expect(client.read(document), `seed ${seed}: ${print(document).slice(0, 200)}`).toEqual(
            await client.answer(document),
          )
      }
    },
    60_000 + TALES * 20_000,
  )

  test('keeps what a page shows that was turned after something was recorded', async () => {
    for (let seed = SEED; seed < SEED + TALES; seed += 1) {
      const dice = await open(seed)
      const clocks = 'date: "2020-01-09"'
      const first = itemsAt(clocks, 'first: 3')
      const { position } = chronicle
      const shown = await client.ask(first)
      const cursor = textAt(shown, 'library', 'asOf', 'items', 'pageInfo', 'endCursor')
      await recordMore(dice)
      const second = itemsAt(clocks, `first: 20, after: "${cursor}"`)
      const turned = await client.ask(second)
      expect(JSON.stringify(turned)).toContain(`@library:${position},2020-01-09`)
      await client.ask(stateAt(clocks))
      await client.ask(itemsAt(clocks, 'first: 20'))
      expect(client.read(second), `seed ${seed}`).toEqual(turned)
      expect(client.read(second), `seed ${seed}`).toEqual(await client.answer(second))
    }
  }, 60_000)

  test('shows at the head what is newest under the same ids, and keeps what named a position', async () => {
    await open(SEED)
    const [head, named] = [
      stateAt('date: "2020-01-09"'),
      stateAt(`date: "2020-01-09" position: ${chronicle.position}`),
    ]
    const [before, kept] = [await client.ask(head), await client.ask(named)]
    const ids = (answer: unknown) => JSON.stringify(answer).match(/"id":"book[^"]+"/g)
    tale.tell(bookCatalogued, 'book/another', { title: 'Another' }, { on: '2020-01-02', by: 'north' })
    await continueTale(chronicle, tale)
    const after = await client.ask(head)
    expect(ids(after)).toEqual(expect.arrayContaining(ids(before) ?? ['']))
    expect(client.read(head)).toEqual(after)
    expect(client.read(named)).toEqual(kept)
    expect(await client.answer(named)).toEqual(kept)
  })

  test('takes an item of the head by its id again, and one of a position as it was', async () => {
    await open(SEED)
    const one = (answer: unknown) => textAt(answer, 'library', 'asOf', 'bookList', 0, 'id')
    const clocks = 'date: "2020-01-09"'
    const [head, named] = [
      one(await client.ask(stateAt(clocks))),
      one(await client.ask(stateAt(`${clocks} position: ${chronicle.position}`))),
    ]
    const node = (id: string) => clientDocument(`{ node(id: "${id}") { ... on Book { ${ITEM} } } }`)
    const was = await client.ask(node(named))
    tale.tell(bookCatalogued, head.slice(0, 6), { title: 'Another' }, { on: '2020-01-02', by: 'north' })
    await continueTale(chronicle, tale)
    const now = await client.ask(node(head))
    expect(client.read(node(named))).toEqual(was)
    expect(await client.answer(node(named))).toEqual(was)
    expect(client.read(node(head))).toEqual(now)
    expect(textAt(now, 'node', 'id')).toBe(head)
    expect(JSON.stringify(await client.ask(stateAt(clocks)))).toContain(`"id":"${head}"`)
    expect(client.read(node(head))).toEqual(await client.answer(node(head)))
  })

  test('is not touched by a dry run, which shows what is not', async () => {
    await open(SEED)
    const head = stateAt('')
    const before = await client.ask(inLibrary('position'))
    const shown = await client.ask(head)
    const events = ['A', 'B'].map(
      (title) => `{ type: "BookCatalogued", subject: "book/${title.toLowerCase()}",
      payload: { title: "${title}" }, evidence: [{ source: "source/north", locator: "1", role: STATEMENT }] }`,
    )
    const dryRun = (event: string, salt: string) =>
      clientDocument(`mutation ${salt} { recordEvents(input: { chronicle: "library", dryRun: true, events: [${event}] }) {
      ... on RecordEventsSuccess { dryRun recorded { ${EVENT} } chronicle { id position asOf { bookList(${EVERYTHING}) { ${ITEM} } loanList(${EVERYTHING}) { ${ITEM} } } } } } }`)
    const ids = new Set<string>()
    for (const [index, event] of events.entries()) {
      const api = createApi({
        schema: librarySchema,
        chronicles: new Map([[chronicle.name, chronicle]]),
        authenticate: async () => ({ role: 'recorder', name: 'ann' }),
      })
      const document = dryRun(event, `Run${index}`)
      const { data, errors } = await asking(api)(print(document))
      expect(errors).toEqual([])
      await client.store.write(document, Object(data))
      for (const [id] of JSON.stringify(data).matchAll(/"id":"[^"]+"/g)) ids.add(id)
    }
    expect([...ids].every((id) => id.includes(`library:${chronicle.position + 1}~`))).toBe(true)
    expect(client.read(head)).toEqual(shown)
    expect(client.read(inLibrary('position'))).toEqual(before)
    for (const id of [...ids].slice(0, 20)) {
      const asked = await asking(
        createApi({ schema: librarySchema, chronicles: new Map([[chronicle.name, chronicle]]) }),
      )(`{ node(${id.replace('"id":', 'id: ')}) { id } }`)
      expect(asked.errors).toMatchObject([{ extensions: { code: 'E_NOT_FOUND' } }])
    }
  })
})

describe.each(STORES)('a stream into the store of %s', (_, storeOf) => {
  test('gives its state under the ids of the head, and its events under those of their position', async () => {
    const tale = new Tale()
    for (const source of BUSY.sources) tale.source(source, '2020-01-01')
    tale.tell(bookCatalogued, 'book/1', { title: 'Emma' }, { on: '2020-01-02', by: 'north' })
    const chronicle = await openTale(tale)
    const api = createApi({ schema: librarySchema, chronicles: new Map([[chronicle.name, chronicle]]) })
    const client = new AskingClient(storeOf(librarySchema), asking(api))
    const fetching = async (url: string, init: RequestInit) => api.fetch(url, init)
    const events = clientDocument(
      `subscription { events(chronicle: "library", after: 3) { position event { ${EVENT} } } }`,
    )
    const states = clientDocument(
      `subscription { state(chronicle: "library", atMostEvery: 0, date: "2020-01-09") { position state { bookList { ${ITEM} } } } }`,
    )
    const head = stateAt('date: "2020-01-09"')
    await client.ask(head)
    const [eventStream, stateStream] = [
      await subscribe(fetching, print(events)),
      await subscribe(fetching, print(states)),
    ]
    const pushed: object[] = []
    const keep = async (document: DocumentNode, stream: typeof eventStream) => {
      const data = Object((await stream.next())?.data)
      await client.store.write(document, data)
      return data
    }
    const first = await keep(states, stateStream)
    pushed.push(await keep(events, eventStream))
    for (const title of ['Emma, a novel', 'Emma again']) {
      tale.tell(bookCatalogued, 'book/1', { title }, { on: '2020-01-02', by: 'south' })
      await continueTale(chronicle, tale)
      pushed.push(await keep(events, eventStream))
      const pushedState = await keep(states, stateStream)
      expect(textAt(pushedState, 'state', 'state', 'bookList', 0, 'id')).toBe(
        textAt(first, 'state', 'state', 'bookList', 0, 'id'),
      )
      // What a page shows of the head is what the stream brought, with nothing asked again.
      expect(at(client.read(head), 'library', 'asOf', 'bookList')).toEqual(
        at(await client.answer(head), 'library', 'asOf', 'bookList'),
      )
    }
    eventStream.leave()
    stateStream.leave()
    for (const push of pushed) {
      const id = textAt(push, 'events', 'event', 'id')
      expect(id).toContain(`@library:${at(push, 'events', 'position')},2030-01-01`)
      const node = clientDocument(`{ node(id: "${id}") { ... on Event { ${EVENT} } } }`)
      await client.ask(node)
      expect(client.read(node)).toEqual({ node: at(push, 'events', 'event') })
    }
  })
})
