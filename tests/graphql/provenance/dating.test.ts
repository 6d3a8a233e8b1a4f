import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Valid } from '../../../src/time/index.ts'
import { bookSeen, loanMade, openTale, readerSeen, stated, Tale } from '../../toy/index.ts'
import { type Ask, askOf, at, openCorpus } from '../ask.ts'
import { librarySchema } from '../library-api.ts'

/** Where a value is read, its date shows where it comes from, and the value where a source says so. */

const JANUARY: Valid = { edtf: '2020-01', basis: 'relative', reading: 'the month before' }
const FAIR: Valid = { edtf: '2020-01-06', basis: 'inferred', reading: 'the day of the fair' }

/** A loan of January, how it was dated besides, and its date at the latest point. */
async function dateOf(
  more: (tale: Tale, loan: string, seen: string) => unknown,
  on: Valid | undefined = JANUARY,
) {
  const tale = new Tale()
  tale.source('list', '2020-02-01')
  const loan = tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on, by: 'list' })
  const seen = tale.tell(bookSeen, 'book/a', { shelf: 'shelf/x' }, { on: '2020-01-06', by: 'list' })
  more(tale, loan, seen)
  const ask = askOf(librarySchema, await openTale(tale))
  const date = 'edtf basis reading because { type subject }'
  const answer = await ask(`{ library(id: "library") {
    asOf(date: "2020-03-01") { item(subject: "loan/1") {
      when { ${date} } claims(field: "status") { values { when { ${date} } } } history { entries { valid { ${date} } } }
    } }
    timeline(subject: "loan/1", types: ["LoanMade"]) { nodes { validAsSeen { ${date} } } }
  } }`)
  const item = at(answer, 'data', 'library', 'asOf', 'item')
  const when = at(item, 'when')
  expect(at(item, 'claims', 0, 'values', 0, 'when')).toEqual([when])
  expect(at(item, 'history', 'entries', 0, 'valid')).toEqual(when)
  expect(at(answer, 'data', 'library', 'timeline', 'nodes', 0, 'validAsSeen')).toEqual(when)
  return when
}

describe('a date shows its basis, its reading and the events that it rests on', () => {
  const inference = { type: 'DateInferred', subject: 'loan/1' }
  const loanItself = { type: 'LoanMade', subject: 'loan/1' }
  const premise = { type: 'BookSeen', subject: 'book/a' }
  const correction = { type: 'EventCorrected', subject: 'loan/1' }
  test.each<
    readonly [string, (tale: Tale, loan: string, seen: string) => unknown, Readonly<Record<string, unknown>>]
  >([
    [
      'as its source has it',
      () => {},
      { edtf: '2020-01', basis: 'RELATIVE', reading: 'the month before', because: [] },
    ],
    [
      'where it was inferred',
      (tale, loan, seen) => tale.date([loan], FAIR, { from: [seen] }),
      {
        edtf: '2020-01-06',
        basis: 'INFERRED',
        reading: 'the day of the fair',
        because: [inference, loanItself, premise],
      },
    ],
    [
      'by its reason, where the inference has no reading',
      (tale, loan) => tale.date([loan], '2020-01-06'),
      { edtf: '2020-01-06', basis: 'INFERRED', reading: 'it follows', because: [inference, loanItself] },
    ],
    [
      'as its inference was corrected',
      (tale, loan) => {
        const inferred = tale.date([loan], FAIR)
        tale.correct(inferred, { valid: { ...FAIR, edtf: '2020-01-07', reading: 'the day after' } })
      },
      {
        edtf: '2020-01-07',
        basis: 'INFERRED',
        reading: 'the day after',
        because: [inference, { ...correction }, loanItself],
      },
    ],
    [
      'where two inferences narrow it',
      (tale, loan) => {
        tale.date([loan], { ...FAIR, edtf: '[2020-01-05..2020-01-20]' })
        tale.date([loan], { edtf: '[2020-01-01..2020-01-06]', basis: 'inferred', reading: 'before the snow' })
      },
      {
        edtf: '[2020-01-05..2020-01-06]',
        basis: 'INFERRED',
        reading: 'the day of the fair; before the snow',
        because: [inference, inference, loanItself],
      },
    ],
    [
      'as it was corrected',
      (tale, loan) => tale.correct(loan, { valid: stated('2020-01-04') }),
      { edtf: '2020-01-04', basis: 'STATED', reading: null, because: [] },
    ],
    [
      'as its source has it, where an inference only confirms that, and names it',
      (tale, loan) => tale.date([loan], { edtf: '2019/2020', basis: 'inferred', reading: 'about then' }),
      {
        edtf: '2020-01',
        basis: 'RELATIVE',
        reading: 'the month before',
        because: [inference, loanItself],
      },
    ],
  ])('%s', async (_, more, expected) => {
    expect(await dateOf(more)).toEqual(expected)
  })
})

describe('a date that is bounded by its report shows so', () => {
  const reported = 'it happened no later than it was reported'
  test.each<readonly [string, Valid, Readonly<Record<string, unknown>>]>([
    ['of an open date', stated('[..]'), { edtf: '[..2020-02-02]', reading: reported }],
    ['of a year', stated('2020'), { edtf: '[2020-01-01..2020-02-02]', reading: reported }],
    [
      'of one that was read',
      { edtf: '[2020-01-05..2020-03-01]', basis: 'relative', reading: 'since the fair' },
      { edtf: '[2020-01-05..2020-02-02]', reading: `since the fair; ${reported}` },
    ],
  ])('%s', async (_, on, expected) => {
    expect(await dateOf(() => {}, on)).toEqual({ basis: 'INFERRED', because: [], ...expected })
  })

  test('and keeps its own basis where its own words bound it', async () => {
    expect(await dateOf(() => {}, stated('[2020-01-05..2020-01-20]'))).toMatchObject({
      basis: 'STATED',
      reading: null,
    })
  })
})

describe('what is shown for its nearest attestation', () => {
  test('has the evidence of that, a day after its date, and none where nothing is visible', async () => {
    const tale = new Tale()
    tale.source('list', '2020-02-01')
    tale.tell(readerSeen, 'reader/m', { tier: 'gold' }, { on: '2020-01-10', by: 'list' })
    const ask = askOf(librarySchema, await openTale(tale))
    for (const date of ['2020-01-09', '2020-01-10', '2020-01-11', '2030-01-01']) {
      const answer = await ask(`{ library(id: "library") { asOf(date: "${date}") {
        item(subject: "reader/m") { evidence { source { label } } because { type } }
      } } }`)
      expect(at(answer, 'data', 'library', 'asOf', 'item'), date).toEqual({
        evidence: [{ source: { label: 'list' } }],
        because: [{ type: 'ReaderSeen' }],
      })
    }
  })
})

describe('the first chronicle', () => {
  let corpus: Awaited<ReturnType<typeof openCorpus>>
  let ask: Ask
  beforeAll(async () => {
    corpus = await openCorpus()
    ask = corpus.ask
  })
  afterAll(() => corpus.close())

  test.each(['figures', 'cooperation', 'offices', 'status { labels', 'positions', 'mechanisms'])(
    'has evidence for everything in %s, on any date',
    async (list) => {
      const [field, inner = ''] = list.split(' { ')
      for (const date of ['2021-11-24', '2023-06-01', '2025-02-11', '2025-12-05', '2026-02-01']) {
        const items = 'subject certainty evidence { source { subject } } because { type }'
        const asked = inner === '' ? `${field} { ${items} }` : `${field} { ${inner} { ${items} } }`
        const answer = await ask(
          `{ relationship(id: "japan-viet-nam") { asOf(date: "${date}") { ${asked} } } }`,
        )
        const found = at(
          answer,
          'data',
          'relationship',
          'asOf',
          ...(inner === '' ? [list] : [field ?? '', inner]),
        )
        const unproven = (found as readonly { evidence: readonly unknown[]; because: readonly unknown[] }[])
          .filter(({ evidence, because }) => evidence.length === 0 || because.length === 0)
          .map((item) => at(item, 'subject'))
        expect(unproven, date).toEqual([])
      }
    },
  )

  test.each(['people', 'offices', 'figures', 'cooperation'])(
    'never says that the world changed where %s are only named or attested',
    async (list) => {
      const days = ['2021-08-01', '2021-11-23', '2021-11-24', '2025-02-10', '2025-12-04', '2025-12-05']
      for (const from of days)
        for (const to of days) {
          const sides = `from: { date: "${from}" }, to: { date: "${to}" }`
          const answer = await ask(
            `{ relationship(id: "japan-viet-nam") { compare(${sides}) { ${list}(cause: WORLD_CHANGED) { subject } } } }`,
          )
          expect(at(answer, 'data', 'relationship', 'compare', list), `${from}, ${to}`).toEqual([])
        }
    },
  )

  test('shows of a due date its basis, its reading, its evidence and its events', async () => {
    const answer = await ask(`{ relationship(id: "japan-viet-nam") { asOf(date: "2025-05-01") {
      undertakings(hasDue: true) { due { basis reading because { type } evidence { source { subject } } } }
    } } }`)
    const all = at(answer, 'data', 'relationship', 'asOf', 'undertakings') as readonly unknown[]
    expect(all.length).toBeGreaterThan(0)
    for (const each of all) {
      expect(at(each, 'due', 'basis')).toEqual(expect.stringMatching(/STATED|RELATIVE|INFERRED/))
      expect(at(each, 'due', 'because', 0, 'type')).toBe('UndertakingMade')
      expect(at(each, 'due', 'evidence')).not.toEqual([])
    }
  })
})
