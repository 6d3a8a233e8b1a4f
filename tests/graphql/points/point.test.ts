import { beforeAll, describe, expect, test } from 'vitest'
import type { Chronicle } from '../../../src/engine/index.ts'
import { bookCatalogued, continueTale, loanMade, loanReturned, openTale, Tale } from '../../toy/index.ts'
import { type Ask, askOf, at, textAt } from '../ask.ts'
import { librarySchema } from '../library-api.ts'

/** Two sources of different dates and sides, a misread date, an erratum of a publication date. */
const tale = new Tale()
const gazetteRegistered = tale.source('gazette', '2020-01-10', 'town')
const courierRegistered = tale.source('courier', '2020-06-10', 'press')
const emma = tale.tell(bookCatalogued, 'book/emma', { title: 'Emma' }, { on: '2020-01-05', by: 'gazette' })
const lent = tale.tell(loanMade, 'loan/1', { book: 'book/emma' }, { on: '2020-01-08', by: 'gazette' })
const back = tale.tell(loanReturned, 'loan/1', {}, { on: '2020-03-01', by: 'courier' })
tale.tell(bookCatalogued, 'book/emma', { title: 'Emma, a Novel' }, { on: '2020-01-05', by: 'courier' })
const BEFORE_ACTS = tale.events.length
const corrected = tale.correct(lent, { valid: { edtf: '2020-01-09', basis: 'stated' } }, { by: 'gazette' })
tale.correct(
  gazetteRegistered,
  {
    payload: {
      label: 'The Gazette',
      published: { edtf: '2020-01-12', basis: 'stated' },
      absent: [],
      side: 'town',
    },
  },
  {},
)

let chronicle: Chronicle
let ask: Ask
beforeAll(async () => {
  chronicle = await openTale(tale)
  ask = askOf(librarySchema, chronicle)
})

async function stateAt(args: string, fields: string): Promise<unknown> {
  const { data, errors } = await ask(`{ library(id: "library") { asOf(${args}) { ${fields} } } }`)
  expect(errors).toEqual([])
  return at(data, 'library', 'asOf')
}

describe('everything reached from a state keeps its point', () => {
  test('the point is echoed with every clock resolved', async () => {
    const echo = await stateAt(
      'date: "2020-02-01", knownAt: "2020-02-02", position: 5, trusting: { sides: ["town"], without: ["courier"] }',
      'point { date knownAt position recordedAt trusting { only sides without } }',
    )
    expect(echo).toEqual({
      point: {
        date: '2020-02-01',
        knownAt: '2020-02-02',
        position: 5,
        recordedAt: '1970-01-01T00:00:05.000Z',
        trusting: { only: null, sides: ['town'], without: ['source/courier'] },
      },
    })
  })

  test('recordedAt stands for the last position by then', async () => {
    expect(await stateAt('recordedAt: "1970-01-01T00:00:04.999Z"', 'point { position }')).toEqual({
      point: { position: 4 },
    })
  })

  test('history ends at the position, and its periods are of the point', async () => {
    const fields = `item(subject: "loan/1") {
      history { entries { position event { digest } acts { digest } valid { edtf } } periods { from to certainty item { id when { edtf } } } }
    }`
    const early = await stateAt(`date: "2020-02-01", position: ${BEFORE_ACTS - 2}`, fields)
    expect(at(early, 'item', 'history', 'entries')).toMatchObject([{ event: { digest: lent }, acts: [] }])
    const late = await stateAt('date: "2020-02-01"', fields)
    expect(at(late, 'item', 'history', 'entries')).toMatchObject([
      { event: { digest: lent }, acts: [{ digest: corrected }], valid: { edtf: '2020-01-09' } },
      { event: { digest: back } },
    ])
    expect(at(early, 'item', 'history', 'periods', 0)).toMatchObject({ from: null, to: '2020-01-07' })
    expect(at(early, 'item', 'history', 'periods', 1)).toMatchObject({
      from: '2020-01-08',
      certainty: 'DEFINITELY',
      item: { when: { edtf: '2020-01-08' } },
    })
    const met = await ask(
      'query ($id: ID!) { node(id: $id) { ...on Item { history { entries { event { digest } } } } } }',
      {
        id: at(early, 'item', 'history', 'periods', 1, 'item', 'id'),
      },
    )
    expect(at(met.data, 'node', 'history', 'entries')).toEqual([{ event: { digest: lent } }])
    expect(at(late, 'item', 'history', 'periods', 1)).toMatchObject({ from: '2020-01-09' })
  })

  test('an event is as written, and shows beside that how it reads from the point', async () => {
    const fields =
      'item(subject: "loan/1") { because { digest valid { edtf } validAsSeen { edtf } acts { digest } certainty } }'
    expect(at(await stateAt('position: 5', fields), 'item', 'because', 0)).toEqual({
      digest: lent,
      valid: { edtf: '2020-01-08' },
      validAsSeen: { edtf: '2020-01-08' },
      acts: [],
      certainty: 'DEFINITELY',
    })
    expect(at(await stateAt('date: "2020-02-01"', fields), 'item', 'because', 0)).toMatchObject({
      digest: lent,
      valid: { edtf: '2020-01-08' },
      validAsSeen: { edtf: '2020-01-09' },
      acts: [{ digest: corrected }],
    })
  })

  test('a source reads as corrected only where the correction can be seen', async () => {
    const fields =
      'item(subject: "book/emma") { because { known { edtf } evidence { source { subject label published { edtf } } } } }'
    const source = (state: unknown) => at(state, 'item', 'because', 0, 'evidence', 0, 'source')
    const early = await stateAt(`position: ${BEFORE_ACTS}`, fields)
    expect(source(early)).toEqual({
      subject: 'source/gazette',
      label: 'gazette',
      published: { edtf: '2020-01-10' },
    })
    expect(at(early, 'item', 'because', 0, 'known')).toEqual({ edtf: '2020-01-10' })
    const late = await stateAt('date: "2020-02-01"', fields)
    expect(source(late)).toMatchObject({ label: 'The Gazette', published: { edtf: '2020-01-12' } })
    expect(at(late, 'item', 'because', 0, 'known')).toEqual({ edtf: '2020-01-12' })
  })

  test('what is not known, recorded or trusted shows nowhere beneath', async () => {
    const everything = `bookList { claims { values { value sources { subject } because { digest } evidence { source { subject } } } } }
      loanList { because { digest evidence { source { subject } } } history { entries { event { digest } } periods { item { because { digest } } } } }
      conflicts { sides { value } }`
    for (const args of [
      'knownAt: "2020-05-01"',
      `position: ${BEFORE_ACTS - 2}`,
      'trusting: { without: ["courier"] }',
    ])
      expect(JSON.stringify(await stateAt(`date: "2021-01-01", ${args}`, everything))).not.toMatch(
        new RegExp(`courier|Novel|${back}|${courierRegistered}`),
      )
    expect(JSON.stringify(await stateAt('date: "2021-01-01"', everything))).toContain('source/courier')
  })

  test('trust goes by label as well as by id', async () => {
    const byLabel = await stateAt(
      'date: "2021-01-01", trusting: { only: ["courier"] }',
      'point { trusting { only } } bookList { id }',
    )
    const byId = await stateAt(
      'date: "2021-01-01", trusting: { only: ["source/courier"] }',
      'point { trusting { only } } bookList { id }',
    )
    expect(byLabel).toEqual(byId)
  })
})

describe('node(id)', () => {
  const POINTS = [
    'date: "2020-02-01"',
    'date: "2020-02-01", knownAt: "2020-02-01"',
    `date: "2021-01-01", position: ${BEFORE_ACTS}`,
    'date: "2021-01-01", trusting: { only: ["source/courier"], without: ["source/gazette"] }',
    'date: "2021-01-01", trusting: { sides: [] , only: ["source/gazette"] }',
  ]

  test.each(POINTS)('meets the item again at the point where it was met: %s', async (args) => {
    const fields = '__typename id certainty because { digest } claims { values { value certainty } }'
    const met = at(await stateAt(args, `bookList { ${fields} }`), 'bookList', 0)
    const again = await ask(`query ($id: ID!) { node(id: $id) { ...on Book { ${fields} } } }`, {
      id: at(met, 'id'),
    })
    expect(again.errors).toEqual([])
    expect(at(again.data, 'node')).toEqual(met)
  })

  test.each([
    ['keeps a position that was named', ', position: 2', true],
    ['moves with the head where none was', '', false],
  ])('%s, while events arrive', async (_, position, isKept) => {
    const growing = new Tale()
    growing.source('gazette')
    growing.tell(bookCatalogued, 'book/emma', { title: 'Emma' }, { by: 'gazette' })
    const live = await openTale(growing)
    const asked = askOf(librarySchema, live)
    const fields = 'id claims(field: "title") { values { value } }'
    const query = `{ library(id: "library") { asOf(date: "2020-01-01"${position}) { bookList { ${fields} } } } }`
    const listed = async () => at((await asked(query)).data, 'library', 'asOf', 'bookList', 0)
    const node = `query ($id: ID!) { node(id: $id) { ...on Book { ${fields} } } }`
    const met = await listed()
    growing.tell(bookCatalogued, 'book/emma', { title: 'Emma, a Novel' }, { by: 'gazette' })
    await continueTale(live, growing)
    const again = at((await asked(node, { id: at(met, 'id') })).data, 'node')
    expect(again).toEqual(await listed())
    expect(at(again, 'id')).toBe(at(met, 'id'))
    if (isKept) expect(again).toEqual(met)
    else expect(again).not.toEqual(met)
  })

  test('finds events, sources and chronicles by the ids that they give', async () => {
    const { data } = await ask(
      `{ library(id: "library") { id } event(id: "${emma}") { id subject } source(id: "courier") { id label } }`,
    )
    expect(data).toEqual({
      library: { id: 'library' },
      event: { id: `${emma}@library,2030-01-01`, subject: 'book/emma' },
      source: { id: 'source/courier@library,2030-01-01', label: 'courier' },
    })
    for (const [id, type, given = id] of [
      ['library', 'Library'],
      ['library:3', 'Library'],
      ['library,2020-01-01', 'Library'],
      ['library:3,2020-01-01', 'Library'],
      [emma, 'Event', `${emma}@library,2030-01-01`],
      [`${emma}@library,2030-01-01`, 'Event'],
      [`${emma}@library:7,2020-03-01,known=2020-02-01,without=source/gazette`, 'Event'],
      ['source/courier', 'Source', 'source/courier@library,2030-01-01'],
      ['source/courier@library:3,2020-01-01,only=source/courier.source/gazette,sides=', 'Source'],
    ])
      expect((await ask(`{ node(id: "${id}") { __typename id } }`)).data).toEqual({
        node: { __typename: type, id: given },
      })
  })

  test.each([
    ['an item that cannot be seen from its point', ['library', { date: 18_000, position: 1, trusting: {} }]],
    ['a position past the head', ['library', { date: 18_000, position: 99, trusting: {} }]],
    ['a day that no date has', ['library', { date: 1e16, position: 3, trusting: {} }]],
    ['another chronicle', ['museum', { date: 18_000, position: 3, trusting: {} }]],
    ['something that is no point', ['library', { date: 'x' }]],
  ])('finds nothing by an id that someone forged: %s', async (_, pinned) => {
    const id = `book/emma@${Buffer.from(JSON.stringify(pinned)).toString('base64url')}`
    const { errors } = await ask('query ($id: ID!) { node(id: $id) { id } }', { id })
    expect(errors).toMatchObject([{ extensions: { code: 'E_NOT_FOUND', argument: 'id' } }])
  })
})

test('compare() shows each side at its own point', async () => {
  const { data, errors } = await ask(`{ library(id: "library") {
    compare(from: { date: "2020-02-01", position: 5 }, to: { date: "2020-04-01" }) {
      from { point { position } } to { point { position } }
      changes { subject change causes because { digest } before { id when { edtf } } after { id when { edtf } } }
    }
  } }`)
  expect(errors).toEqual([])
  const changes = at(data, 'library', 'compare', 'changes')
  expect(changes).toMatchObject([{ subject: 'book/emma' }, { subject: 'loan/1' }])
  expect(at(changes, 1)).toMatchObject({
    change: 'CHANGED',
    causes: expect.arrayContaining(['CORRECTED']),
    before: { when: { edtf: '2020-01-08' } },
    after: { when: { edtf: '2020-01-09' } },
  })
  expect(textAt(changes, 1, 'before', 'id')).not.toBe(textAt(changes, 1, 'after', 'id'))
})

describe('a day before year 1 or after 9999', () => {
  const far = new Tale()
  far.source('stone', '2020-01-10', 'town')
  const DAYS = ['-0043-03-15', '0000-02-29', 'Y-170002-12-31', 'Y12345-06-07', '9999-12-31']
  for (const [at, day] of DAYS.entries())
    far.tell(
      bookCatalogued,
      `book/${at}`,
      { title: day },
      { on: day.startsWith('Y') ? day.slice(0, -6) : day, by: 'stone' },
    )

  test.each(DAYS)('is asked for as it is printed: %s', async (day) => {
    const askFar = askOf(librarySchema, await openTale(far))
    const { data, errors } = await askFar(
      `{ library(id: "library") { asOf(date: "${day}", knownAt: "Y20000-01-01") { point { date knownAt } bookList { id key } } } }`,
    )
    expect(errors).toEqual([])
    const state = at(data, 'library', 'asOf')
    expect(at(state, 'point')).toEqual({ date: day, knownAt: 'Y20000-01-01' })
    const books: unknown = at(state, 'bookList')
    const book = Array.isArray(books)
      ? books.find(({ key }) => key === `book/${DAYS.indexOf(day)}`)
      : undefined
    const id = textAt(book, 'id')
    const again = await askFar('query ($id: ID!) { node(id: $id) { id } }', { id })
    expect(again).toMatchObject({ data: { node: { id } } })
  })
})

describe('a date is shown as written, with its bounds beside it', () => {
  const WRITTEN: readonly (readonly [string, string, string])[] = [
    ['1984?', '1984-01-01', '1984-12-31'],
    ['2004?-06-11', '2004-06-11', '2004-06-11'],
    ['XXXX-12-25', '0000-12-25', '9999-12-25'],
    ['156X-12-25', '1560-12-25', '1569-12-25'],
    ['2021-09-XX', '2021-09-01', '2021-09-30'],
    ['2001-21', '2001-03-01', '2001-05-31'],
    ['1950S2', '1900-01-01', '1999-12-31'],
    ['[1667,1668,1670..1672]', '1667-01-01', '1672-12-31'],
    ['[1667?,1669]', '1667-01-01', '1669-12-31'],
    ['2025-05-01T09:30:00+09:00', '2025-05-01', '2025-05-01'],
    ['-0043-03-15T10:00:00', '-0043-03-15', '-0043-03-15'],
  ]
  const marked = new Tale()
  marked.source('stone', '[2020-01-10..]', 'town')
  const ids = WRITTEN.map(([edtf], at) =>
    marked.tell(bookCatalogued, `book/${at}`, { title: edtf }, { on: edtf, by: 'stone' }),
  )
  const about = marked.tell(
    bookCatalogued,
    'book/about',
    { title: 'about' },
    { on: { edtf: '2004-06-~11', within: '[2004-06-09..2004-06-13]', basis: 'stated' }, by: 'stone' },
  )
  const span = marked.tell(
    bookCatalogued,
    'book/span',
    { title: 'span' },
    { on: '1984-06?/1990', by: 'stone' },
  )
  const mended = marked.tell(bookCatalogued, 'book/mended', { title: 'mended' }, { on: '1984?', by: 'stone' })
  marked.correct(mended, { valid: { edtf: '198X', basis: 'stated' } }, { by: 'stone' })

  const sure = marked.tell(bookCatalogued, 'book/sure', { title: 'sure' }, { on: '1984?', by: 'stone' })
  marked.correct(sure, { valid: { edtf: '1984', basis: 'stated' } }, { by: 'stone' })
  const unsure = marked.tell(bookCatalogued, 'book/unsure', { title: 'unsure' }, { on: '1984', by: 'stone' })
  marked.correct(unsure, { valid: { edtf: '1984?', basis: 'stated' } }, { by: 'stone' })

  const askOfMarked = async (id: string) => {
    const { data, errors } = await askOf(librarySchema, await openTale(marked))(
      'query ($id: ID!) { node(id: $id) { ... on Event { valid { ...shown } validAsSeen { ...shown } } } } fragment shown on ValidTime { edtf begin { earliest latest } end { latest } }',
      { id },
    )
    expect(errors).toEqual([])
    return at(data, 'node')
  }

  test.each(WRITTEN.map((row, at) => [...row, ids[at] ?? ''] as const))(
    '%s',
    async (edtf, earliest, latest, id) => {
      const shown = { edtf, begin: { earliest, latest }, end: null }
      expect(await askOfMarked(id)).toEqual({ valid: shown, validAsSeen: shown })
    },
  )

  test('an approximate one, and a span', async () => {
    expect(await askOfMarked(about)).toMatchObject({
      validAsSeen: { edtf: '2004-06-~11', begin: { earliest: '2004-06-09', latest: '2004-06-13' } },
    })
    expect(await askOfMarked(span)).toMatchObject({
      validAsSeen: {
        edtf: '1984-06?/1990',
        begin: { earliest: '1984-06-01' },
        end: { latest: '1990-12-31' },
      },
    })
  })

  test.each([
    ['a mark that a correction takes away', 'book/sure', '1984'],
    ['a mark that it adds', 'book/unsure', '1984?'],
    ['other bounds', 'book/mended', '198X'],
    ['a mark that no one corrects', 'book/0', '1984?'],
    ['a span', 'book/span', '1984-06?/1990'],
  ])('of an item and its history too: %s', async (_, subject, edtf) => {
    const { data, errors } = await askOf(
      librarySchema,
      await openTale(marked),
    )(
      `{ library(id: "library") { asOf { item(subject: "${subject}") { when { edtf basis } history { entries { valid { edtf basis } } } } } } }`,
    )
    expect(errors).toEqual([])
    const shown = { edtf, basis: 'STATED' }
    expect(at(data, 'library', 'asOf', 'item')).toEqual({
      when: shown,
      history: { entries: [{ valid: shown }] },
    })
  })

  test('a corrected one as it was corrected, and beside that as it was first', async () => {
    expect(await askOfMarked(mended)).toMatchObject({
      valid: { edtf: '1984?', begin: { earliest: '1984-01-01' } },
      validAsSeen: { edtf: '198X', begin: { earliest: '1980-01-01', latest: '1989-12-31' } },
    })
  })
})
