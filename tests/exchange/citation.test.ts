import { beforeEach, describe, expect, test } from 'vitest'
import { citeSource } from '../../src/domain/index.ts'
import { RegestaError } from '../../src/errors.ts'
import {
  type CslItem,
  createCite,
  differencesOf,
  readCitations,
  searchParamsOf,
} from '../../src/exchange/index.ts'
import { type Api, createApi, trustDocuments } from '../../src/server/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import { librarySchema } from '../graphql/library-api.ts'
import { apiOver, type Opened, openLibrary } from '../server/cache/opened.ts'
import { bookCatalogued, openTale, Tale } from '../toy/index.ts'
import { cslItems } from './csl-schema.ts'

const NOW =
  'query WhatIsThere { library(id: "library") { asOf { point { date position } bookList { key } } } }'
const GIVEN =
  'query AsOf($on: Date!) { library(id: "library") { asOf(date: $on, position: 3, knownAt: "2020-01-01", trusting: { only: ["north"] }) { bookList { key } } } }'
const ALL_CLOCKS = GIVEN.replace(', trusting: { only: ["north"] }', '').replace('position: 3', 'position: 2')
const ITEM = 'query Again($id: ID!) { node(id: $id) { id } }'

let opened: Opened
let api: Api
beforeEach(async () => {
  opened = await openLibrary()
  api = apiOver([opened])
})

function citing(
  more: { readonly api?: Api; readonly texts?: readonly string[]; readonly address?: string } = {},
) {
  const { api: own = api, texts = [], address } = more
  const cite = createCite({
    answer: own.answer,
    chronicles: new Map([['library', opened.chronicle]]),
    texts: () => texts,
    program: 'Regesta 1',
    clock: fixedClock('2030-05-06T00:00:00Z'),
    address,
  })
  return async (search: Readonly<Record<string, string>> | URLSearchParams, headers = {}) => {
    const response = await cite(
      new Request(`http://localhost/cite?${new URLSearchParams(search)}`, { headers }),
    )
    const text = await response.text()
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text,
      headers: response.headers,
    }
  }
}

async function itemOf(
  search: Readonly<Record<string, string>> | URLSearchParams,
  more = {},
): Promise<CslItem> {
  const { status, text } = await citing(more)(search)
  expect([status, text]).toEqual([200, expect.stringMatching(/^\[/)])
  const items: readonly [CslItem] = JSON.parse(text)
  return items[0]
}

describe('/cite', () => {
  test('gives CSL-JSON that reference managers can read', async () => {
    const asked = [
      { query: NOW },
      { query: GIVEN, variables: '{"on":"2020-02-01"}' },
      { query: '{ libraries { id } }', at: 'library:1' },
    ]
    for (const search of asked) {
      const { type, text } = await citing()({ ...search, format: 'csl-json' })
      expect(type).toBe('application/vnd.citationstyles.csl+json')
      expect(cslItems.safeParse(JSON.parse(text)).error).toBeUndefined()
    }
    expect(cslItems.safeParse([{ type: 'dataset', id: 'x', answer: 'y' }]).success).toBe(false)
  })

  test('pins what is asked of now, and says where it stood, on what it rests and what it was', async () => {
    const item = await itemOf({ query: NOW })
    const root = opened.chronicle.rootAt(3)
    expect(item).toMatchObject({
      type: 'dataset',
      title: 'What is there, as of 2030-01-01',
      'container-title': 'library',
      version: 'library:3',
      source: 'Regesta 1',
      issued: { 'date-parts': [[1970, 1, 1]] },
      accessed: { 'date-parts': [[2030, 5, 6]] },
      custom: {
        regesta: {
          citation: 1,
          query: 'query WhatIsThere{library(id:"library"){asOf{point{date position}bookList{key}}}}',
          today: '2030-01-01',
          points: [{ chronicle: 'library', date: '2030-01-01', position: 3 }],
          ledger: [
            { chronicle: 'library', position: 3, root, recordedAt: '1970-01-01T00:00:03.000Z', pinned: true },
          ],
          answer: expect.stringMatching(/^[0-9a-f]{64}$/),
          program: 'Regesta 1',
        },
      },
    })
    const { searchParams } = new URL(item.URL ?? '')
    expect(item.URL).toMatch(/^http:\/\/localhost\/graphql\?query=/)
    expect(searchParams.get('at')).toBe('2030-01-01,library:3')
    expect([...searchParamsOf(item.custom.regesta)]).toEqual([...searchParams])
    expect(item.note).toContain(item.custom.regesta.answer)
    expect(item.note).toContain(root)
  })

  test('of a question with all its clocks, rests on the ledger up to the last position that it names', async () => {
    const item = await itemOf({
      query: ALL_CLOCKS,
      variables: '{"on":"2020-02-01"}',
    })
    expect(item.title).toBe('As of, as of 2020-02-01 and known by 2020-01-01')
    expect(item.custom.regesta).toMatchObject({
      variables: { on: '2020-02-01' },
      points: [{ chronicle: 'library', date: '2020-02-01', knownAt: '2020-01-01', position: 2 }],
      ledger: [{ chronicle: 'library', position: 2, pinned: false }],
    })
    expect(item.custom.regesta.today).toBeUndefined()
    expect(item.URL).not.toContain('at=')
  })

  test('says whom a point trusts', async () => {
    const item = await itemOf({ query: GIVEN, variables: '{"on":"2020-02-01"}' })
    expect(item.custom.regesta.points).toEqual([
      expect.objectContaining({ trusting: { only: ['source/north'] } }),
    ])
  })

  test('of an item by its id, stands at the point that the id keeps', async () => {
    const { data } = await (
      await api.fetch(
        `http://localhost/graphql?query=${encodeURIComponent('{ library(id: "library") { asOf(date: "2020-03-04", position: 3) { bookList { id } } } }')}`,
      )
    ).json()
    const variables = JSON.stringify({ id: data.library.asOf.bookList[0].id })
    const item = await itemOf({ query: ITEM, variables })
    expect(item.custom.regesta.points).toEqual([{ chronicle: 'library', date: '2020-03-04', position: 3 }])
  })

  test('gives a line for a footnote', async () => {
    const { type, text } = await citing()({ query: NOW, format: 'text' })
    const item = await itemOf({ query: NOW })
    expect(type).toBe('text/plain; charset=utf-8')
    expect(text).toBe(
      `“What is there, as of 2030-01-01”, library, recorded up to 3 (1970-01-01), Regesta 1, ${item.URL} (accessed 2030-05-06). Answer: sha256 ${item.custom.regesta.answer}; ledger root at 3: ${opened.chronicle.rootAt(3)}.\n`,
    )
  })

  test('says the address that others reach, or none where there is none or it is too long', async () => {
    expect((await itemOf({ query: NOW }, { address: 'https://x.example/api/graphql' })).URL).toMatch(
      /^https:\/\/x\.example\/api\/graphql\?query=/,
    )
    expect((await itemOf({ query: NOW }, { address: '' })).URL).toBeUndefined()
    const many = Array.from(
      { length: 5 },
      (_, index) => `t${index}: timeline(subject: $s, position: 3) { totalCount }`,
    )
    const item = await itemOf({
      query: `query Long($s: String) { library(id: "library") { ${many.join(' ')} ${many.map((each) => each.replace(': ', `x${'x'.repeat(1_300)}: `)).join(' ')} } }`,
      variables: '{"s":"book/a"}',
    })
    expect(item.URL).toBeUndefined()
    expect(item.custom.regesta.query.length).toBeGreaterThan(6_000)
    const { text } = await citing()({ query: NOW, format: 'text' })
    expect(text).not.toContain('undefined')
  })

  test.each([
    ['another format', { query: NOW, format: 'bibtex' }, 400, ['E_FORMAT']],
    ['no question', {}, 400, ['BAD_REQUEST']],
    ['a question of another schema', { query: '{ nope }' }, 400, ['GRAPHQL_VALIDATION_FAILED']],
    ['a place with faults', { query: NOW, at: 'library:9,nope:1' }, 400, ['E_POSITION', 'E_NOT_FOUND']],
    [
      'an answer with an error in a part',
      { query: '{ libraries { id } node(id: "x") { id } }' },
      400,
      ['E_NOT_FOUND'],
    ],
    ['what is said of the schema', { query: '{ __schema { queryType { name } } }' }, 400, ['E_NOT_CITABLE']],
  ])('refuses %s', async (_, search, status, codes) => {
    const answer = await citing()({ ...search })
    const { errors } = JSON.parse(answer.text)
    expect(answer.status).toBe(status)
    expect(errors.map(({ code }: { code: string }) => code)).toEqual(codes)
    for (const error of errors)
      expect(error).toMatchObject({ category: expect.any(String), message: expect.any(String) })
  })

  test('is for those who may read, and is asked by the same one', async () => {
    const closed = createApi({
      schema: librarySchema,
      chronicles: new Map([['library', opened.chronicle]]),
      authenticate: async (request) =>
        request.headers.get('authorization') === 'Bearer r'
          ? { role: 'reader', name: 'r' }
          : { role: 'nobody' },
    })
    const refused = await citing({ api: closed })({ query: NOW })
    expect([refused.status, refused.text.includes('book')]).toEqual([401, false])
    expect(refused.headers.get('www-authenticate')).toContain('Bearer')
    const let_in = await citing({ api: closed })({ query: NOW }, { authorization: 'Bearer r' })
    expect(let_in.status).toBe(200)
  })

  test('cites by a trusted document where nothing else is answered', async () => {
    const documents = trustDocuments(
      [{ text: NOW, ids: ['now'], place: { file: 'now.graphql' } }],
      librarySchema,
    )
    const only = apiOver([opened], { documents, documentsOnly: true })
    const item = await itemOf({ documentId: 'now' }, { api: only })
    expect(item.URL).toContain('documentId=sha256:')
    expect(item.custom.regesta.query).toContain('bookList')
    expect(await again(item)).toEqual([])
    expect((await citing({ api: only })({ query: GIVEN })).status).toBe(403)
  })
})

describe('/cite?source', () => {
  test('cites a source as a footnote does, and for reference managers', async () => {
    const footnote = await citing()({ source: 'north', format: 'text' })
    expect(footnote.type).toBe('text/plain; charset=utf-8')
    const { view } = opened.chronicle.asOf({})
    const registration = view.registrationOf('source/north')
    if (registration === undefined) throw new Error('north is not registered')
    const cited = citeSource(view, 'source/north', registration)
    expect(footnote.text).toBe(`${cited.footnote}\n`)
    for (const source of ['north', 'source/north']) {
      const { type, text } = await citing()({ source, chronicle: 'library' })
      expect(type).toBe('application/vnd.citationstyles.csl+json')
      expect(JSON.parse(text)).toEqual([cited.csl])
    }
  })

  test.each([
    [
      'a question beside it',
      { source: 'north', query: NOW, at: 'library:1' },
      400,
      ['E_ARGUMENT query', 'E_ARGUMENT at'],
    ],
    [
      'a format that is none, too',
      { source: 'north', query: NOW, format: 'x' },
      400,
      ['E_FORMAT undefined', 'E_ARGUMENT query'],
    ],
    ['what is not there', { source: 'nobody' }, 404, ['E_NOT_FOUND undefined']],
    ['a chronicle that is not there', { source: 'north', chronicle: 'nope' }, 404, ['E_NOT_FOUND undefined']],
  ])('refuses %s', async (_, search, status, faults) => {
    const answer = await citing()({ ...search })
    const { errors } = JSON.parse(answer.text)
    expect(errors.map(({ code, argument }: Record<string, string>) => `${code} ${argument}`)).toEqual(faults)
    expect(answer.status).toBe(status)
  })

  test('names its arguments as they are given here', async () => {
    const { errors } = JSON.parse((await citing()({ source: 'nobody' })).text)
    expect(errors).toEqual([
      expect.objectContaining({ message: expect.stringMatching(/^argument "source": "nobody"/) }),
    ])
  })

  test('is for those who may read', async () => {
    const closed = createApi({
      schema: librarySchema,
      chronicles: new Map([['library', opened.chronicle]]),
      authenticate: async () => ({ role: 'nobody' }),
    })
    const refused = await citing({ api: closed })({ source: 'north' })
    expect(refused.status).toBe(401)
    expect(refused.text).not.toContain('source/north')
  })
})

/** What differs when it is cited again, read from its own text. */
async function again(item: object, more = {}): Promise<readonly string[]> {
  const [read] = readCitations('citation.json', JSON.stringify([item]))
  if (read === undefined) throw new Error('nothing was read')
  return differencesOf(read, await itemOf(searchParamsOf(read.cited), more)).map(({ part }) => part)
}

describe('a citation holds', () => {
  test('when more is recorded, and on another day', async () => {
    const items = [
      await itemOf({ query: NOW }),
      await itemOf({ query: GIVEN, variables: '{"on":"2020-02-01"}' }),
      await itemOf({ query: ALL_CLOCKS, variables: '{"on":"2020-02-01"}' }),
      await itemOf({ query: '{ sources { label } libraries { position } }' }),
    ]
    opened.tale.tell(bookCatalogued, 'book/b', { title: 'B' }, { by: 'north', on: '2020-01-01' })
    opened.tale.source('east', '2020-01-01')
    await opened.record()
    opened.turnTo('2031-01-01')
    for (const item of items) expect(await again(item)).toEqual([])
  })

  test('with what a reference manager adds to it or leaves out', async () => {
    const item = await itemOf({ query: NOW })
    expect(await again({ ...item, note: `Read on a train. ${item.note}`, tags: ['x'] })).toEqual([])
    expect(await again({ id: 'own-key', custom: item.custom })).toEqual([])
  })

  test('for another ledger of the same events, and not for one of others', async () => {
    const item = await itemOf({ query: NOW })
    opened = await openLibrary()
    expect(await again(item, { api: apiOver([opened]) })).toEqual([])
    opened = await openLibraryWith('C')
    expect(await again(item, { api: apiOver([opened]) })).toEqual(['ledger', 'note'])
  })

  test('and tells when texts of sources at hand are others', async () => {
    const query =
      '{ library(id: "library") { asOf(date: "2020-02-01", position: 3) { bookList { evidence { quote } } } } }'
    const item = await itemOf({ query }, { texts: ['aa', 'bb'] })
    expect(item.custom.regesta.texts).toMatch(/^[0-9a-f]{64}$/)
    expect(await again(item, { texts: ['bb', 'aa'] })).toEqual([])
    expect(await again(item, { texts: ['aa'] })).toEqual(['texts'])
    expect((await itemOf({ query: NOW }, { texts: ['aa'] })).custom.regesta.texts).toBeUndefined()
  })
})

/** The same library but for one title. */
async function openLibraryWith(title: string): Promise<Opened> {
  const tale = new Tale()
  tale.source('north', '2020-01-01')
  tale.source('south', '2020-01-02')
  tale.tell(bookCatalogued, 'book/a', { title }, { by: 'north', on: '2020-01-01' })
  return { ...opened, chronicle: await openTale(tale) }
}

describe('a citation that was tampered with is found out', () => {
  type Cited = CslItem['custom']['regesta']
  const of = (change: (cited: Cited) => object) => (item: CslItem) => ({
    ...item,
    custom: { regesta: { ...item.custom.regesta, ...change(item.custom.regesta) } },
  })
  const inLedger = (change: object) =>
    of(({ ledger }) => ({ ledger: ledger.map((each) => ({ ...each, ...change })) }))
  const zero = '0'.repeat(64)

  test.each([
    ['the answer', of(() => ({ answer: zero })), ['answer']],
    ['the root', inLedger({ root: zero }), ['ledger']],
    ['when it was recorded', inLedger({ recordedAt: '1970-01-01T00:00:04.000Z' }), ['ledger']],
    ['that it was not recorded', inLedger({ recordedAt: undefined }), ['ledger']],
    [
      'the date of a point',
      of(({ points }) => ({ points: points.map((each) => ({ ...each, date: '2030-01-02' })) })),
      ['points'],
    ],
    [
      'whom it trusts',
      of(({ points }) => ({ points: points.map((each) => ({ ...each, trusting: { sides: [] } })) })),
      ['points'],
    ],
    ['that there were texts', of(() => ({ texts: zero })), ['texts']],
    ['its version', (item: CslItem) => ({ ...item, version: 'library:2' }), ['version']],
    ['its note', (item: CslItem) => ({ ...item, note: item.note.replace(/[0-9a-f]{64}/, zero) }), ['note']],
    [
      'when it was issued',
      (item: CslItem) => ({ ...item, issued: { 'date-parts': [[1970, 1, 2]] } }),
      ['issued'],
    ],
  ])('%s', async (_, tampered, parts) => {
    expect(await again(tampered(await itemOf({ query: NOW })))).toEqual(parts)
  })

  test.each([
    ['the question', of(({ query }) => ({ query: query.replace('bookList', 'readerList') })), 'query'],
    ['a variable', of(() => ({ variables: { on: '2020-02-02' } })), 'variables'],
    ['that there is one', of(() => ({ variables: {} })), 'variables'],
    ['the day', of(() => ({ today: '2030-01-02' })), 'at'],
    ['the position', inLedger({ position: 2 }), 'at'],
    ['that the address pins it', inLedger({ pinned: false }), 'at'],
    ['the address', (item: CslItem) => ({ ...item, URL: item.URL?.replace('library:3', 'library:2') }), 'at'],
  ])('%s, before anything is asked: its address says otherwise', async (_, tampered, part) => {
    const item = tampered(await itemOf({ query: NOW, variables: '{}' }))
    expect(() => readCitations('c.json', JSON.stringify([item]))).toThrow(
      `its URL asks with another ${part} than custom.regesta says`,
    )
  })

  test.each([
    [
      'the question',
      of(({ query }) => ({ query: query.replace('bookList', 'readerList') })),
      ['answer', 'note'],
    ],
    ['the question, spaced', of(({ query }) => ({ query: `${query} ` })), ['query']],
    ['the day', of(() => ({ today: '2030-01-02' })), ['points', 'answer', 'note']],
    ['the position', inLedger({ position: 2 }), ['points', 'ledger', 'answer', 'version', 'note']],
  ])('%s, in the address as well', async (_, tampered, parts) => {
    const { URL: __, ...item } = await itemOf({ query: NOW })
    expect(await again(tampered({ ...item }))).toEqual(parts)
  })

  test.each([
    ['no JSON', '{', /is no JSON/],
    ['no list and no item', '7', /holds no citation of an answer/],
    ['another item', '[{ "type": "book", "id": 1 }]', /holds no citation of an answer/],
    [
      'one of a later form',
      '[{ "custom": { "regesta": { "citation": 2 } } }]',
      /item 1\.custom\.regesta\.citation: /,
    ],
  ])('%s is refused', (_, text, message) => {
    expect(() => readCitations('c.json', text)).toThrow(message)
    expect(() => readCitations('c.json', text)).toThrow(RegestaError)
  })

  test('all that is wrong in all of them is told at once', async () => {
    const item = await itemOf({ query: NOW })
    const [one, other] = [of(() => ({ answer: 'x', today: 'soon' }))(item), of(() => ({ more: 1 }))(item)]
    expect(() => readCitations('c.json', JSON.stringify([one, { type: 'book', id: 1 }, other]))).toThrow(
      /item 1\.custom\.regesta\.today.*\n.*item 1\.custom\.regesta\.answer.*\n.*item 3\.custom\.regesta/,
    )
  })
})
