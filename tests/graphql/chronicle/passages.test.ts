import { describe, expect, test } from 'vitest'
import { openChronicle } from '../../../src/engine/index.ts'
import { sha256Hex } from '../../../src/event/index.ts'
import { openMemoryLedger } from '../../../src/ledger/index.ts'
import { createApi } from '../../../src/server/index.ts'
import { fixedClock } from '../../../src/time/index.ts'
import { library, TALE } from '../../toy/index.ts'
import { type Ask, asking, at } from '../ask.ts'
import { librarySchema } from '../library-api.ts'

const TEXT = `THE GAZETTE

Emma came in on Monday, and Persuasion on Tuesday. Ann wrote this. Nobody knows who lent them, or why.

Printed in town.`

/** A span of the text by its words. */
function span(words: string, role = 'statement') {
  const start = TEXT.indexOf(words)
  return { source: 'source/gazette', start, end: start + words.length, digest: sha256Hex(words), role }
}

const page = (locator: string) => ({ source: 'source/letters', locator, role: 'statement' })

const registered = (label: string, published: string, more: object = {}) => ({
  type: 'SourceRegistered',
  subject: `source/${label}`,
  payload: { label, published: { edtf: published, basis: 'stated' }, absent: [], ...more },
  evidence: [{ source: `source/${label}`, locator: 'p. 1', role: 'date' }],
})

const catalogued = (name: string, ...evidence: readonly object[]) => ({
  type: 'BookCatalogued',
  subject: `book/${name.toLowerCase()}`,
  payload: { title: name },
  valid: { edtf: '2020-01-05', basis: 'stated' },
  evidence,
})

const aside = (reason: string, note: string, words: string) => ({
  type: 'PassageSetAside',
  subject: 'source/gazette',
  payload: { reason, note },
  evidence: [span(words, 'context')],
})

const gap = {
  type: 'DisagreementNoted',
  subject: 'disagreement/lender',
  payload: { kind: 'gap', about: ['book/emma'], summary: 'Who lent it is not said.' },
}

async function opened({ texts = new Map([[sha256Hex(TEXT), TEXT]]) } = {}): Promise<Ask> {
  const chronicle = await openChronicle({
    name: TALE,
    vocabulary: library,
    ledger: openMemoryLedger(),
    clock: fixedClock('2030-01-01T00:00:00Z'),
  })
  const [, , , emma] = await chronicle
    .record({
      events: [
        registered('gazette', '2020-02-01', { text: { digest: sha256Hex(TEXT), length: TEXT.length } }),
        registered('letters', '2020-03-01'),
        aside('heading', 'The name of the paper.', 'THE GAZETTE'),
        catalogued('Emma', span('Emma came in on Monday'), page('p. 10')),
        catalogued('Persuasion', span('Persuasion on Tuesday'), page('p. 2')),
        catalogued('Lent', span('Ann wrote this. Nobody knows')),
      ],
    })
    .then(({ recorded }) => recorded)
  await chronicle.record({ events: [{ ...gap, premises: [emma ?? ''] }] })
  return asking(createApi({ schema: librarySchema, chronicles: new Map([[TALE, chronicle]]), texts }))
}

const PASSAGES = `passages(first: 50) { totalCount nodes {
  from to locator quote evidence { start end } events { subject } setAside { reason note event { type } } noted { kind summary }
} }`

async function passagesOf(ask: Ask, source: string, point = ''): Promise<readonly unknown[]> {
  const { data, errors } = await ask(
    `{ chronicle(id: "${TALE}") { asOf(date: "2020-06-01" ${point}) { source(id: "${source}") { ${PASSAGES} } } } }`,
  )
  expect(errors).toEqual([])
  const nodes = at(data, 'chronicle', 'asOf', 'source', 'passages', 'nodes')
  expect(at(data, 'chronicle', 'asOf', 'source', 'passages', 'totalCount')).toBe(
    Array.isArray(nodes) && nodes.length,
  )
  return Array.isArray(nodes) ? nodes : []
}

const FIRST = 'Emma came in on Monday, and Persuasion on Tuesday.'
const LAST = 'Nobody knows who lent them, or why.'
const rangeOf = (words: string) => ({ from: TEXT.indexOf(words), to: TEXT.indexOf(words) + words.length })

describe('Source.passages', () => {
  test('gives sentence by sentence what cites it, what is set aside and what was noted', async () => {
    const passages = await passagesOf(await opened(), 'gazette')
    const none = { locator: null, setAside: [], noted: [] }
    const { start, end } = span('Ann wrote this. Nobody knows')
    expect(passages).toEqual([
      {
        ...{ ...none, ...rangeOf('THE GAZETTE'), quote: 'THE GAZETTE', events: [] },
        evidence: [{ start: 0, end: 11 }],
        setAside: [{ reason: 'HEADING', note: 'The name of the paper.', event: { type: 'PassageSetAside' } }],
      },
      {
        ...{ ...none, ...rangeOf(FIRST), quote: FIRST },
        events: [{ subject: 'book/emma' }, { subject: 'book/persuasion' }],
        evidence: ['Emma came in on Monday', 'Persuasion on Tuesday'].map((words) => {
          const { start, end } = span(words)
          return { start, end }
        }),
        noted: [{ kind: 'GAP', summary: 'Who lent it is not said.' }],
      },
      ...['Ann wrote this.', LAST].map((words) => ({
        ...{ ...none, ...rangeOf(words), quote: words },
        ...{ events: [{ subject: 'book/lent' }], evidence: [{ start, end }] },
      })),
      expect.objectContaining({ locator: 'p. 1', from: null, to: null, quote: null }),
    ])
  })

  test('gives the places alone where the server has no text, those that overlap together', async () => {
    const passages = await passagesOf(await opened({ texts: new Map() }), 'gazette')
    expect(passages).toEqual([
      expect.objectContaining({ ...rangeOf('THE GAZETTE'), quote: null }),
      expect.objectContaining({
        ...rangeOf('Emma came in on Monday'),
        events: [{ subject: 'book/emma' }],
        quote: null,
      }),
      expect.objectContaining({
        ...rangeOf('Persuasion on Tuesday'),
        events: [{ subject: 'book/persuasion' }],
      }),
      expect.objectContaining({
        ...rangeOf('Ann wrote this. Nobody knows'),
        events: [{ subject: 'book/lent' }],
      }),
      expect.objectContaining({ locator: 'p. 1', from: null }),
    ])
  })

  test('does not quote a text that does not have the words', async () => {
    const other = TEXT.replace('Emma came', 'Anna came')
    const passages = await passagesOf(await opened({ texts: new Map([[sha256Hex(TEXT), other]]) }), 'gazette')
    const [emma] = passages.filter((each) => JSON.stringify(each).includes('book/emma'))
    expect(emma).toMatchObject({ ...rangeOf('Emma came in on Monday'), quote: null })
  })

  test('orders pages of a source by their numbers', async () => {
    const passages = await passagesOf(await opened(), 'letters')
    expect(passages.map((each) => at(each, 'locator'))).toEqual(['p. 1', 'p. 2', 'p. 10'])
  })

  test('shows nothing that cannot be seen at the point', async () => {
    const ask = await opened()
    expect(await passagesOf(ask, 'gazette', 'position: 3')).toHaveLength(2)
    const before = await ask(
      `{ chronicle(id: "${TALE}") { asOf(date: "2020-06-01", knownAt: "2020-01-31") { source(id: "gazette") { label } } } }`,
    )
    expect(before).toMatchObject({ errors: [], data: { chronicle: { asOf: { source: null } } } })
    // The letters are not out: what cites both is not known yet.
    const known = await passagesOf(ask, 'gazette', 'knownAt: "2020-02-15"')
    expect(JSON.stringify(known)).not.toContain('book/emma')
    expect(JSON.stringify(known)).toContain('book/lent')
  })

  test('comes in pages, whose cursors keep their position', async () => {
    const ask = await opened()
    const seen: unknown[] = []
    let after: unknown = null
    for (let pages = 0; pages < 3; pages += 1) {
      const { data, errors } = await ask(
        `query ($after: String) { chronicle(id: "${TALE}") { asOf(date: "2020-06-01") { source(id: "gazette") {
          passages(first: 2, after: $after) { nodes { from } pageInfo { hasNextPage endCursor } }
        } } } }`,
        { after },
      )
      expect(errors).toEqual([])
      const page = at(data, 'chronicle', 'asOf', 'source', 'passages')
      seen.push(...[at(page, 'nodes')].flat())
      after = at(page, 'pageInfo', 'endCursor')
      expect(at(page, 'pageInfo', 'hasNextPage')).toBe(pages < 2)
    }
    const all = await passagesOf(ask, 'gazette')
    expect(seen).toEqual(all.map((each) => ({ from: at(each, 'from') })))
  })

  test('counts the sentences that were read, and those that were not', async () => {
    const query = `{ source(id: "gazette") { coverage { text sentences withEvents setAside uncovered characters touched } } }`
    const { data } = await (await opened())(query)
    const charactersOf = (...words: readonly string[]) => words.join('').replace(/\s/g, '').length
    const touched = charactersOf(
      ...['THE GAZETTE', 'Emma came in on Monday', 'Persuasion on Tuesday', 'Ann wrote this. Nobody knows'],
    )
    expect(at(data, 'source', 'coverage')).toEqual([
      {
        ...{ text: sha256Hex(TEXT), sentences: 5, withEvents: 3, setAside: 1, uncovered: 1 },
        ...{ characters: charactersOf(TEXT), touched },
      },
    ])
    const without = await (await opened({ texts: new Map() }))(query)
    expect(at(without.data, 'source', 'coverage')).toEqual([])
  })
})

describe('Evidence.passage', () => {
  const query = `{ chronicle(id: "${TALE}") { asOf(date: "2020-06-01") { items(first: 5) { nodes { subject
    evidence(source: "gazette") { passage { before quote after from to events { subject } } } } } } } }`

  test('is the sentence around the words, with what else rests on it', async () => {
    const { data, errors } = await (await opened())(query)
    expect(errors).toEqual([])
    const events = [{ subject: 'book/emma' }, { subject: 'book/persuasion' }]
    expect(at(data, 'chronicle', 'asOf', 'items', 'nodes')).toEqual([
      {
        subject: 'book/emma',
        evidence: [
          {
            passage: {
              ...{ before: '', quote: 'Emma came in on Monday', after: ', and Persuasion on Tuesday.' },
              ...{ ...rangeOf(FIRST), events },
            },
          },
        ],
      },
      {
        subject: 'book/lent',
        evidence: [
          {
            passage: {
              ...{ before: '', quote: 'Ann wrote this. Nobody knows', after: ' who lent them, or why.' },
              ...{ ...rangeOf(`Ann wrote this. ${LAST}`), events: [{ subject: 'book/lent' }] },
            },
          },
        ],
      },
      {
        subject: 'book/persuasion',
        evidence: [
          {
            passage: {
              ...{ before: 'Emma came in on Monday, and ', quote: 'Persuasion on Tuesday', after: '.' },
              ...{ ...rangeOf(FIRST), events },
            },
          },
        ],
      },
    ])
  })

  test('is null where the server has no such text, or not its words, and of a page', async () => {
    for (const texts of [new Map<string, string>(), new Map([[sha256Hex(TEXT), 'Another text.']])]) {
      const { data } = await (await opened({ texts }))(query)
      expect(at(data, 'chronicle', 'asOf', 'items', 'nodes', 0, 'evidence')).toEqual([{ passage: null }])
    }
    const { data } = await (await opened())(query.replace('gazette', 'letters'))
    expect(at(data, 'chronicle', 'asOf', 'items', 'nodes', 0, 'evidence')).toEqual([{ passage: null }])
  })
})
