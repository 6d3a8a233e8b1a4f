import { describe, expect, it } from 'vitest'
import { bookCatalogued, evidenceIn, loanMade, openTale, Tale } from '../toy/index.ts'
import { askOf, at } from './ask.ts'
import { librarySchema } from './library-api.ts'

/** The rare cases that the random search has found, each by itself. */

const events = '{ nodes { type position evidence { source { subject title label } } target { position } } }'

async function timelineOf(tale: Tale, args: string): Promise<unknown> {
  const ask = askOf(librarySchema, await openTale(tale))
  const { data } = await ask(
    `{ library(id: "library") { timeline(order: RECORDED_ASC, ${args}) ${events} } }`,
  )
  return at(data, 'library', 'timeline', 'nodes')
}

function lateAndEarly() {
  const tale = new Tale()
  tale.source('late', '2020-06-01')
  tale.source('early', '2020-01-01')
  const loan = tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on: '2020-01-01', by: 'late' })
  return { tale, loan }
}

describe('no answer depends on what cannot be seen', () => {
  it('a correction without a ground of its own is not seen before what it corrects', async () => {
    const { tale, loan } = lateAndEarly()
    tale.correct(loan, { payload: { book: 'book/b' } })
    tale.retract(loan)
    const seen = await timelineOf(tale, 'knownAt: "2020-05-31"')
    expect(seen).toMatchObject([{ position: 2 }])
    expect(await timelineOf(tale, 'knownAt: "2020-06-01"')).toMatchObject([
      { position: 1 },
      { position: 2 },
      { position: 4 },
      { position: 5, target: { position: 3 } },
    ])
  })

  it('an act with a ground of its own is seen by that, and does not show what it acts on', async () => {
    const { tale, loan } = lateAndEarly()
    tale.retract(loan, { by: 'early' })
    expect(await timelineOf(tale, 'knownAt: "2020-05-31"')).toMatchObject([
      { position: 2 },
      { position: 4, target: null },
    ])
  })

  it('evidence in a source that was not out is left out, though the event is seen by another', async () => {
    const { tale, loan } = lateAndEarly()
    tale.correct(loan, { evidence: [...evidenceIn(['early']).evidence] })
    expect(await timelineOf(tale, 'knownAt: "2020-05-31"')).toMatchObject([
      { position: 2 },
      { position: 3, evidence: [] },
      { position: 4 },
    ])
  })

  it('when a source came out may follow from what is not seen, which shows the days alone', async () => {
    const { tale, loan } = lateAndEarly()
    const undated = tale.source('undated')
    const published = { edtf: '[2020-02-01..]', basis: 'inferred' } as const
    tale.correct(undated, { payload: { published } }, { from: [loan] })
    const acts = 'premises { position } acts { position premises { position } } payloadAsSeen'
    const asked = async (knownAt: string) => {
      const ask = askOf(librarySchema, await openTale(tale))
      const list = `timeline(order: RECORDED_ASC, knownAt: "${knownAt}") { nodes { position ${acts} } }`
      const { data } = await ask(`{ library(id: "library") { ${list} } }`)
      return at(data, 'library', 'timeline', 'nodes')
    }
    expect(await asked('2020-01-31')).toMatchObject([{ position: 2 }])
    expect(await asked('2020-05-31')).toMatchObject([
      { position: 2 },
      { position: 4, acts: [], payloadAsSeen: { published } },
    ])
    expect(await asked('2020-06-01')).toMatchObject([
      { position: 1 },
      { position: 2 },
      { position: 3 },
      { position: 4, acts: [{ position: 5, premises: [{ position: 3 }] }], payloadAsSeen: { published } },
      { position: 5, premises: [{ position: 3 }] },
    ])
  })

  it('a correction that moves an event to a source that was not out hides both', async () => {
    const { tale } = lateAndEarly()
    const other = tale.tell(loanMade, 'loan/2', { book: 'book/a' }, { on: '2020-01-01', by: 'early' })
    tale.correct(other, { evidence: [...evidenceIn(['late']).evidence] })
    expect(await timelineOf(tale, 'knownAt: "2020-05-31"')).toMatchObject([{ position: 2 }])
  })
})

/** Two sources, of which one came out late: what only that one tells narrows, orders and finds nothing before. */
describe('no list is narrowed or put in order by what cannot be seen', () => {
  const EARLY = 'knownAt: "2020-05-31"'

  async function asked(tale: Tale, fields: string): Promise<unknown> {
    const { data, errors } = await askOf(
      librarySchema,
      await openTale(tale),
    )(`{ library(id: "library") { ${fields} } }`)
    expect(errors).toEqual([])
    return at(data, 'library')
  }

  function books() {
    const tale = new Tale()
    tale.source('late', '2020-06-01')
    tale.source('early', '2020-01-01')
    tale.tell(bookCatalogued, 'book/a', { title: 'Novel' }, { on: '2020-01-01', by: 'late' })
    const b = tale.tell(bookCatalogued, 'book/b', { title: 'Plain' }, { on: '2020-01-01', by: 'early' })
    tale.tell(bookCatalogued, 'book/a', { title: 'Simple' }, { on: '2020-01-01', by: 'early' })
    return { tale, b }
  }

  it('a subject goes by no key that is not seen to be its own', async () => {
    const { tale, b } = books()
    tale.same('book/a', 'book/b', { from: [b], by: 'late' })
    const list = (clocks: string) =>
      `asOf(date: "2021-01-01" ${clocks}) { bookList(subject: "book/b") { key } }`
    expect(await asked(tale, list(EARLY))).toEqual({ asOf: { bookList: [{ key: 'book/b' }] } })
    expect(await asked(tale, list('position: 5'))).toEqual({ asOf: { bookList: [{ key: 'book/b' }] } })
    expect(await asked(tale, list(''))).toEqual({ asOf: { bookList: [{ key: 'book/a' }] } })
    const timeline = (clocks: string) =>
      `timeline(subject: "book/b" types: ["BookCatalogued"] ${clocks}) { totalCount }`
    expect(await asked(tale, timeline(EARLY))).toEqual({ timeline: { totalCount: 1 } })
    expect(await asked(tale, timeline(''))).toEqual({ timeline: { totalCount: 3 } })
  })

  it('a search finds nothing by a text that is not seen', async () => {
    const { tale, b } = books()
    tale.correct(b, { payload: { title: 'Plain Novel' } }, { by: 'late' })
    const fields = (clocks: string) =>
      `asOf(date: "2021-01-01" ${clocks}) { bookList(search: "novel") { key } } timeline(search: "novel" ${clocks}) { totalCount }`
    expect(await asked(tale, fields(EARLY))).toEqual({ asOf: { bookList: [] }, timeline: { totalCount: 0 } })
    expect(await asked(tale, fields('position: 2'))).toEqual({
      asOf: { bookList: [] },
      timeline: { totalCount: 0 },
    })
    expect(await asked(tale, fields(''))).toMatchObject({
      asOf: { bookList: [{ key: 'book/a' }, { key: 'book/b' }] },
      timeline: { totalCount: 3 },
    })
  })

  it('a name means nobody who is not seen to be called so', async () => {
    const { tale } = books()
    tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on: '2020-01-01', by: 'early' })
    const loans = (clocks: string) => `asOf(date: "2021-01-01" ${clocks}) { loanList(book: "NOVEL") { key } }`
    expect(await asked(tale, loans(EARLY))).toEqual({ asOf: { loanList: [] } })
    expect(await asked(tale, loans(''))).toEqual({ asOf: { loanList: [{ key: 'loan/1' }] } })
  })

  it('what is not seen to tell of it first does not put it first', async () => {
    const { tale } = books()
    const ordered = (clocks: string) =>
      ['RECORDED', 'KNOWN']
        .map((by) => `${by}: asOf(date: "2021-01-01" ${clocks}) { bookList(order: ${by}_DESC) { key } }`)
        .join(' ')
    const [a, b] = [{ key: 'book/a' }, { key: 'book/b' }]
    expect(await asked(tale, ordered(EARLY))).toEqual({
      RECORDED: { bookList: [a, b] },
      KNOWN: { bookList: [b, a] },
    })
    expect(await asked(tale, ordered(''))).toEqual({
      RECORDED: { bookList: [b, a] },
      KNOWN: { bookList: [b, a] },
    })
  })

  it('a source is listed where it is out, and by the date and the words that are seen', async () => {
    const tale = new Tale()
    const late = tale.source('late', '2020-06-01', 'press')
    tale.source('early', '2020-01-01', 'town')
    tale.correct(late, { payload: { label: 'later', published: { edtf: '2020-07-01', basis: 'stated' } } })
    const listed = (args: string) => `sources(${args}) { totalCount nodes { label } }`
    const labels = (...all: readonly string[]) => ({
      sources: { totalCount: all.length, nodes: all.map((label) => ({ label })) },
    })
    expect(await asked(tale, listed(EARLY))).toEqual(labels('early'))
    expect(await asked(tale, listed('position: 1'))).toEqual(labels('late'))
    expect(await asked(tale, listed('position: 2, search: "late"'))).toEqual(labels('late'))
    expect(await asked(tale, listed('search: "later"'))).toEqual(labels('later'))
    expect(await asked(tale, listed('position: 2, search: "later"'))).toEqual(labels())
    expect(await asked(tale, listed('position: 2, known: { to: "2020-06-01" }'))).toEqual(
      labels('late', 'early'),
    )
    expect(await asked(tale, listed('known: { to: "2020-06-30" }'))).toEqual(labels('early'))
    expect(await asked(tale, listed('knownAt: "2020-06-30"'))).toEqual(labels('early'))
    expect(await asked(tale, listed('side: ["press", "town"], order: KNOWN_ASC'))).toEqual(
      labels('early', 'later'),
    )
  })
})
