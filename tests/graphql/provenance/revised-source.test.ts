import { beforeEach, describe, expect, test } from 'vitest'
import { openChronicle } from '../../../src/engine/index.ts'
import { sha256Hex } from '../../../src/event/index.ts'
import { openMemoryLedger } from '../../../src/ledger/index.ts'
import { type Api, createApi } from '../../../src/server/index.ts'
import { fixedClock } from '../../../src/time/index.ts'
import { library, TALE } from '../../toy/index.ts'
import { asking, at, textAt } from '../ask.ts'
import { librarySchema } from '../library-api.ts'

const FIRST = 'First edition. Emma came in on Monday. Ann wrote this.'
const SECOND = 'Second edition, corrected. Emma came in on Tuesday. Ann wrote this.'
const facts = (text: string) => ({ digest: sha256Hex(text), length: text.length })

let api: Api
let registration: string

beforeEach(async () => {
  const clock = fixedClock('2030-01-01T00:00:00Z')
  const ledger = openMemoryLedger()
  api = createApi({
    schema: librarySchema,
    chronicles: new Map([[TALE, await openChronicle({ name: TALE, vocabulary: library, ledger, clock })]]),
    texts: new Map([FIRST, SECOND].map((text) => [sha256Hex(text), text])),
    authenticate: async () => ({ role: 'recorder', name: 'ann' }),
  })
  await send('registerSource', {
    id: 'source/notice',
    label: 'notice',
    published: { edtf: '2020-02-01', basis: 'STATED' },
    absent: [],
    evidence: [{ locator: 'p. 1', role: 'date' }],
  })
  const registered = await send('registerSource', {
    id: 'source/gazette',
    label: 'gazette',
    published: { edtf: '2020-01-10', basis: 'STATED' },
    absent: [],
    text: facts(FIRST),
    evidence: [{ quote: 'First edition', role: 'title' }],
  })
  registration = textAt(registered, 'recorded', 0, 'digest')
})

async function send(mutation: string, input: object): Promise<unknown> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`
  const { data, errors } = await asking(api)(
    `mutation ($input: ${type}!) { told: ${mutation}(input: $input) { __typename
      ... on RecordingSuccess { recorded { digest } already { digest } }
      ... on ValidationFailed { faults { code message } } } }`,
    { input: { chronicle: TALE, ...input } },
  )
  expect(errors).toEqual([])
  return at(data, 'told')
}

/** Records the second edition, as the source `by` has it. */
const revise = (evidence: object = { source: 'source/notice', locator: 'p. 1' }) =>
  send('reviseSource', {
    id: 'source/gazette',
    reason: 'a second edition',
    text: facts(SECOND),
    valid: { edtf: '2020-02-01', basis: 'STATED' },
    evidence: [{ ...evidence, role: 'statement' }],
  })

const catalogue = (quote: string) =>
  send('recordEvents', {
    events: [
      {
        type: 'BookCatalogued',
        subject: 'book/emma',
        payload: { title: 'Emma' },
        valid: { edtf: '2020-01-01', basis: 'STATED' },
        evidence: [{ source: 'source/gazette', quote, role: 'statement' }],
      },
    ],
  })

function spanOf(words: string, text: string) {
  const start = text.indexOf(words)
  return { start, end: start + words.length, digest: sha256Hex(words) }
}

async function evidenceOf(id: string): Promise<unknown> {
  const { data, errors } = await asking(api)(
    `query ($id: ID!) { event(id: $id) { evidence { start end quote } } }`,
    { id },
  )
  expect(errors).toEqual([])
  return at(data, 'event', 'evidence', 0)
}

describe('a source that was published again with another text', () => {
  test.each([
    ['only in the second', 'on Tuesday in', 'on Tuesday', SECOND],
    ['only in the first', 'on Monday in', 'on Monday', FIRST],
    ['in both, from the first', 'Ann wrote this', 'Ann wrote this', FIRST],
    ['in both, with other marks about them', 'edition', 'edition', FIRST],
    ['to the end of the second', 'on Tuesday. Ann wrote this.', 'on Tuesday. Ann wrote this.', SECOND],
  ])('is quoted by words that stand %s', async (_, __, quote, text) => {
    await revise()
    const id = textAt(await catalogue(quote), 'recorded', 0, 'digest')
    const start = text.indexOf(quote)
    expect(await evidenceOf(id)).toEqual({ start, end: start + quote.length, quote })
  })

  test('gives the words of its first text as before', async () => {
    const id = textAt(await catalogue('on Monday'), 'recorded', 0, 'digest')
    const before = await evidenceOf(id)
    await revise()
    expect(await evidenceOf(id)).toEqual(before)
  })

  test('makes the same event of the same quote before and after, which is recorded once', async () => {
    const id = textAt(await catalogue('Ann wrote this'), 'recorded', 0, 'digest')
    await revise()
    expect(await catalogue('Ann wrote this')).toMatchObject({ recorded: [], already: [{ digest: id }] })
  })

  test('may be revised by a quote of the text that the revision brings', async () => {
    const id = textAt(await revise({ quote: 'Second edition, corrected' }), 'recorded', 0, 'digest')
    expect(await evidenceOf(id)).toEqual({ start: 0, end: 25, quote: 'Second edition, corrected' })
  })

  test('may be quoted in the batch that revises it', async () => {
    const answer = await send('recordEvents', {
      events: [
        {
          type: 'SourceRevised',
          subject: 'source/gazette',
          payload: { reason: 'a second edition', text: facts(SECOND) },
          evidence: [{ source: 'source/gazette', quote: 'corrected', role: 'statement' }],
        },
        {
          type: 'BookCatalogued',
          subject: 'book/emma',
          payload: { title: 'Emma' },
          evidence: [{ source: 'source/gazette', quote: 'on Tuesday', role: 'date' }],
        },
      ],
    })
    expect(answer).toMatchObject({ recorded: [{}, {}] })
  })

  test('is refused words of the second text before it is recorded, and of neither ever', async () => {
    const refused = { faults: [{ code: 'E_QUOTE_NOT_FOUND' }] }
    expect(await catalogue('on Tuesday')).toMatchObject(refused)
    await revise()
    expect(await catalogue('on Friday')).toMatchObject(refused)
  })

  test('keeps its second text when its registration is corrected', async () => {
    await revise()
    const set = { payload: { label: 'The Gazette' } }
    await send('correctEvent', { event: registration, reason: 'its name', set })
    expect(await catalogue('on Tuesday')).toMatchObject({ recorded: [{}] })
  })

  test('shows at a point only the texts that were recorded and known there', async () => {
    await catalogue('on Monday')
    await revise()
    const textsAt = async (point: string) => {
      const { data, errors } = await asking(api)(
        `{ library(id: "${TALE}") { asOf(date: "2020-03-01", ${point}) {
          bookList { evidence { source { digests } } } } } }`,
      )
      expect(errors).toEqual([])
      return at(data, 'library', 'asOf', 'bookList', 0, 'evidence', 0, 'source', 'digests')
    }
    const [first, second] = [sha256Hex(FIRST), sha256Hex(SECOND)]
    expect(await textsAt('knownAt: "2020-02-01"')).toEqual([first, second])
    expect(await textsAt('knownAt: "2020-01-15"')).toEqual([first])
    expect(await textsAt('position: 4')).toEqual([first, second])
    expect(await textsAt('position: 3')).toEqual([first])
  })

  test.each([
    ['only the second has', 'from the revision', { quote: 'on Tuesday' }, SECOND],
    ['only the second has, given by a span', 'from the revision', spanOf('Tuesday', SECOND), SECOND],
    ['both have, given by a span of the second', 'as before', spanOf('Emma', SECOND), null],
    ['both have', 'as before', { quote: 'Ann wrote' }, null],
    ['only the first has', 'as before', { quote: 'Monday' }, null],
  ])('that words prove which %s, is known %s', async (_, since, where, text) => {
    await revise()
    const evidence = [{ source: 'source/gazette', role: 'statement', ...where }]
    const book = { type: 'BookCatalogued', subject: 'book/emma', payload: { title: 'Emma' }, evidence }
    expect(await send('recordEvents', { events: [book] })).toMatchObject({ recorded: [{}] })
    const asOf = (knownAt: string) =>
      `asOf(date: "2020-03-01", knownAt: "${knownAt}") { bookList { evidence { text } } }`
    const { data, errors } = await asking(api)(
      `{ library(id: "${TALE}") { before: ${asOf('2020-01-31')} after: ${asOf('2020-02-01')} } }`,
    )
    expect(errors).toEqual([])
    const list = [{ evidence: [{ text: text && sha256Hex(text) }] }]
    expect(at(data, 'library')).toEqual({
      before: { bookList: since === 'as before' ? list : [] },
      after: { bookList: list },
    })
  })

  test('shows every text, the first by itself as before', async () => {
    const texts = async () => {
      const { data, errors } = await asking(api)(`{ source(id: "source/gazette") { digest length digests } }`)
      expect(errors).toEqual([])
      return at(data, 'source')
    }
    expect(await texts()).toEqual({ ...facts(FIRST), digests: [sha256Hex(FIRST)] })
    await revise()
    expect(await texts()).toEqual({ ...facts(FIRST), digests: [sha256Hex(FIRST), sha256Hex(SECOND)] })
  })
})
