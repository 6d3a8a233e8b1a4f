import { expect, test } from 'vitest'
import { openChronicle } from '../../../src/engine/index.ts'
import { sha256Hex } from '../../../src/event/index.ts'
import { openMemoryLedger } from '../../../src/ledger/index.ts'
import { createApi } from '../../../src/server/index.ts'
import { fixedClock } from '../../../src/time/index.ts'
import { library, TALE } from '../../toy/index.ts'
import { asking, at, textAt } from '../ask.ts'
import { librarySchema } from '../library-api.ts'

const FIRST = 'First edition: the green parrot came on Monday, quite alone.'
const SECOND = 'Second edition: the amber heron left by boat.'
const ALL = new Map([FIRST, SECOND].map((text) => [sha256Hex(text), text]))
const facts = (text: string) => ({ digest: sha256Hex(text), length: text.length })

function spanOf(quote: string, text: string) {
  const start = text.indexOf(quote)
  return { start, end: start + quote.length, digest: sha256Hex(quote) }
}

/** A library of two books, one of which was catalogued by words of the first edition, the other by words of the second. */
async function opened() {
  const clock = fixedClock('2030-01-01T00:00:00Z')
  const ledger = openMemoryLedger()
  const chronicle = await openChronicle({ name: TALE, vocabulary: library, ledger, clock })
  const texts = new Map<string, string>()
  const asks = (own: ReadonlyMap<string, string>) =>
    asking(
      createApi({
        schema: librarySchema,
        chronicles: new Map([[TALE, chronicle]]),
        texts: own,
        authenticate: async () => ({ role: 'recorder', name: 'ann' }),
      }),
    )
  const ask = asks(texts)
  // Without texts: what is cited is not checked against them.
  const record = asks(new Map())
  const send = async (mutation: string, input: object) => {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
    const { data, errors } = await record(
      `mutation ($input: ${type}!) { done: ${mutation}(input: $input) { __typename
        ... on RecordingSuccess { recorded { digest } } ... on ValidationFailed { faults { code message } } } }`,
      { input: { chronicle: TALE, ...input } },
    )
    expect(errors).toEqual([])
    return textAt(data, 'done', 'recorded', 0, 'digest')
  }
  await send('registerSource', {
    id: 'source/gazette',
    label: 'gazette',
    published: { edtf: '2020-01-10', basis: 'STATED' },
    absent: [],
    text: facts(FIRST),
    evidence: [{ ...spanOf('First', FIRST), role: 'title' }],
  })
  const catalogue = (name: string, quote: string, text: string) =>
    send('recordEvents', {
      events: [
        {
          type: 'BookCatalogued',
          subject: `book/${name}`,
          payload: { title: name },
          valid: { edtf: '2020-01-01', basis: 'STATED' },
          evidence: [{ source: 'source/gazette', ...spanOf(quote, text), role: 'statement' }],
        },
      ],
    })
  return { ask, asks, send, catalogue, texts }
}

const LISTS = `query ($search: String!, $known: Date) { library(id: "${TALE}") {
  timeline(search: $search, knownAt: $known) { nodes { digest } }
  asOf(date: "2020-06-01", knownAt: $known) {
    items(search: $search) { nodes { subject } } bookList(search: $search) { subject }
    facets(search: $search) { total { definite } } } } }`

test('a search finds words that stand only in a cited span, in every list, as soon as the text is at hand', async () => {
  const { ask, asks, send, catalogue, texts } = await opened()
  const emma = await catalogue('emma', 'green parrot came', FIRST)
  const find = async (search: string, { by = ask, known = '2029-01-01' } = {}) => {
    const { data, errors } = await by(LISTS, { search, known })
    expect(errors).toEqual([])
    const state = at(data, 'library', 'asOf')
    const items = at(state, 'items', 'nodes')
    expect(at(state, 'bookList')).toEqual(items)
    expect(items).toHaveLength(Number(at(state, 'facets', 'total', 'definite')))
    return { timeline: at(data, 'library', 'timeline', 'nodes'), items }
  }
  const none = { timeline: [], items: [] }
  const isEmma = { timeline: [{ digest: emma }], items: [{ subject: 'book/emma' }] }
  expect(await find('parrot')).toEqual(none)
  texts.set(sha256Hex(FIRST), FIRST)
  for (const search of ['parrot', 'Green parr emma', 'greenparrot'])
    expect(await find(search)).toEqual(isEmma)
  // In the text, but in no span that is cited.
  for (const search of ['monday', 'parrot quite', 'parrot heron']) expect(await find(search)).toEqual(none)
  // Before it was public, and where the text is not at hand.
  expect(await find('parrot', { known: '2020-01-01' })).toEqual(none)
  expect(await find('parrot', { by: asks(new Map()) })).toEqual(none)

  // An event that comes later cites a text that comes later, and whose source is found to have it later still.
  const heron = await catalogue('persuasion', 'amber heron', SECOND)
  const isHeron = { timeline: [{ digest: heron }], items: [{ subject: 'book/persuasion' }] }
  texts.set(sha256Hex(SECOND), SECOND)
  expect(await find('heron')).toEqual(none)
  await send('reviseSource', {
    id: 'source/gazette',
    reason: 'a second edition',
    text: facts(SECOND),
    valid: { edtf: '2020-02-01', basis: 'STATED' },
    evidence: [{ ...spanOf('Second edition', SECOND), role: 'statement' }],
  })
  expect(await find('heron')).toEqual(isHeron)
  expect(await find('heron', { known: '2020-01-20' })).toEqual(none)
  expect(await find('parrot')).toEqual(isEmma)
  expect(await find('heron', { by: asks(ALL) })).toEqual(isHeron)
})
