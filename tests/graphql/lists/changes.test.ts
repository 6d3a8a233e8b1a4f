import { beforeAll, describe, expect, test } from 'vitest'
import { bookCatalogued, loanMade, loanReturned, openTale, Tale } from '../../toy/index.ts'
import { type Ask, askOf, at } from '../ask.ts'
import { librarySchema } from '../library-api.ts'

const tale = new Tale()
tale.source('north', '2020-01-01')
tale.source('south', '2020-01-02')
const told = (name: string, title: string, by: string) =>
  tale.tell(bookCatalogued, `book/${name}`, { title, authors: ['Ann'] }, { on: '2020-01-03', by })
const gone = told('gone', 'Lost Việt Nam', 'north')
const renamed = told('renamed', 'Old Title', 'north')
told('same', 'Lost Old Title', 'north')
tale.tell(loanMade, 'loan/1', { book: 'book/same' }, { on: '2020-01-04', by: 'north' })
tale.tell(loanMade, 'loan/2', { book: 'book/renamed' }, { on: '2020-01-04', by: 'north' })
const BEFORE = tale.events.length
tale.retract(gone, { by: 'south' })
tale.correct(renamed, { payload: { title: 'New Title' } }, { by: 'south' })
told('added', 'Lost and Found', 'south')
tale.tell(loanReturned, 'loan/1', {}, { on: '2020-01-05', by: 'south' })
tale.tell(loanReturned, 'loan/2', {}, { on: '2020-01-05', by: 'south' })

let ask: Ask
beforeAll(async () => {
  ask = askOf(librarySchema, await openTale(tale))
})

/** The changes that `changes` and `differences` both give, and `counts` counts, each as its key and how it differs. */
async function changes(args: string): Promise<readonly string[]> {
  const unordered = args.replace(/,? *order: \w+/, '')
  const { data, errors } = await ask(`{ library(id: "library") {
    compare(from: { date: "2020-01-20", position: ${BEFORE} }, to: { date: "2020-01-20" }) {
      changes${args === '' ? '' : `(${args})`} { subject change }
      differences${args === '' ? '' : `(${args})`} { totalCount nodes { subject change } }
      counts${unordered === '' ? '' : `(${unordered})`} { kind change count }
    }
  } }`)
  expect(errors).toEqual([])
  const compared = at(data, 'library', 'compare')
  const listed: readonly unknown[] = Object.values(Object(at(compared, 'changes')))
  expect(at(compared, 'differences')).toEqual({ totalCount: listed.length, nodes: listed })
  const found = listed.map((each) => `${at(each, 'subject')} ${at(each, 'change')}`)
  const groups = Map.groupBy(found, (each) => each.replace(/\/.* /, ' '))
  const counts: readonly unknown[] = Object.values(Object(at(compared, 'counts')))
  expect(
    new Set(counts.map((each) => `${at(each, 'kind')} ${at(each, 'change')} ${at(each, 'count')}`)),
  ).toEqual(new Set([...groups].map(([group, { length }]) => `${group} ${length}`)))
  return found
}

const [ADDED, CHANGED, GONE] = ['book/added ADDED', 'book/renamed CHANGED', 'book/gone GONE']
const [LOAN, LOAN_OF_RENAMED] = ['loan/1 CHANGED', 'loan/2 CHANGED']
const LOANS = [LOAN, LOAN_OF_RENAMED]

describe('changes are those of which what was, or is, is asked for', () => {
  test.each([
    ['', [CHANGED, ADDED, GONE, ...LOANS]],
    ['kinds: ["loan"]', LOANS],
    ['search: "vietnam"', [GONE]],
    ['subjects: ["book/gone", "loan/2", "book/same", "book/nowhere"]', [GONE, LOAN_OF_RENAMED]],
    ['subjects: ["book/gone", "book/added"], search: "found"', [ADDED]],
    ['subjects: []', []],
    ['search: "lost"', [ADDED, GONE]],
    ['search: "old title"', [CHANGED]],
    ['search: "new title"', [CHANGED]],
    ['search: "new old"', []],
    ['author: "ANN"', [CHANGED, ADDED, GONE]],
    ['source: "south"', [ADDED, ...LOANS]],
    ['source: "north"', [CHANGED, GONE, ...LOANS]],
    ['known: { from: "2020-01-02" }', [ADDED, ...LOANS]],
    ['status: ["open"]', LOANS],
    ['status: ["returned"]', LOANS],
    ['book: "old title"', [LOAN_OF_RENAMED]],
    ['book: "new title"', [LOAN_OF_RENAMED]],
    ['book: "lost old title"', [LOAN]],
    ['status: ["lost"]', []],
    ['subject: "book/gone"', [GONE]],
    ['change: [ADDED, GONE]', [ADDED, GONE]],
    ['cause: [RETRACTED]', [GONE]],
    ['cause: [CORRECTED]', [CHANGED]],
    ['cause: [WORLD_CHANGED]', []],
    ['order: SUBJECT_DESC', [LOAN_OF_RENAMED, LOAN, CHANGED, GONE, ADDED]],
  ])('%s', async (args, expected) => {
    expect(await changes(args)).toEqual(expected)
  })

  test('and what is wrong with the arguments is told once, and all of it', async () => {
    const { errors } = await ask(`{ library(id: "library") { compare(from: {}, to: {}) {
      changes(kinds: ["boo"] source: "nowhere" status: ["opn"]) { subject }
    } } }`)
    expect(errors).toHaveLength(1)
    expect(errors[0]?.extensions.faults).toMatchObject([
      { argument: 'kinds', code: 'E_KIND', message: expect.stringContaining('did you mean book?') },
      { argument: 'source', code: 'E_UNKNOWN_SOURCE' },
      { argument: 'status', code: 'E_STATUS', message: expect.stringContaining('did you mean open?') },
    ])
  })
})

describe('itemAtFrom and itemAtTo', () => {
  test('give an item whatever the answer is there, and null where nothing visible speaks of it', async () => {
    const { data, errors } = await ask(`{ library(id: "library") {
      compare(from: { date: "2020-01-03" }, to: { date: "2020-01-20", position: ${BEFORE} }) {
        changes(kinds: ["loan"]) { subject change before { certainty } itemAtFrom { certainty } itemAtTo { certainty } }
      }
    } }`)
    expect(errors).toEqual([])
    expect(at(data, 'library', 'compare', 'changes')).toContainEqual({
      subject: 'loan/1',
      change: 'ATTESTED',
      before: null,
      itemAtFrom: { certainty: 'UNKNOWN' },
      itemAtTo: { certainty: 'POSSIBLY' },
    })
    const { data: back } = await ask(`{ library(id: "library") {
      compare(from: { date: "2020-01-20", position: ${BEFORE} }, to: { date: "2020-01-20" }) {
        changes(kinds: ["book"]) { subject itemAtFrom { certainty } itemAtTo { certainty } }
      }
    } }`)
    const both = at(back, 'library', 'compare', 'changes')
    expect(both).toContainEqual({
      subject: 'book/added',
      itemAtFrom: null,
      itemAtTo: { certainty: 'DEFINITELY' },
    })
    expect(both).toContainEqual({
      subject: 'book/gone',
      itemAtFrom: { certainty: 'POSSIBLY' },
      itemAtTo: null,
    })
  })
})
