import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openChronicle } from '../../../src/engine/index.ts'
import { canonicalJson, type RecordedEvent, sha256Hex } from '../../../src/event/index.ts'
import { Faults } from '../../../src/graphql/faults.ts'
import { Filter } from '../../../src/graphql/lists/filter.ts'
import { matchingOf } from '../../../src/graphql/lists/list-items.ts'
import { Spelling } from '../../../src/graphql/lists/spelling.ts'
import type { AtPoint } from '../../../src/graphql/points/at-point.ts'
import { openMemoryLedger } from '../../../src/ledger/index.ts'
import {
  eventListing,
  type Item,
  listingOf,
  ranksOfEvent,
  ranksOfItem,
  searchedEvents,
  searchedItems,
} from '../../../src/state/index.ts'
import { type Answer, fixedClock, parseDay } from '../../../src/time/index.ts'
import type { VisibleEvent } from '../../../src/visibility/index.ts'
import { atLength } from '../../../torture/rig/thorough.ts'
import { asked, caseOf, moves, preface, TEXTS, wholeMoves } from '../../oracle/generate.ts'
import { bookCatalogued, library, TALE, Tale } from '../../toy/index.ts'

const ANSWERS: readonly Answer[] = ['definitely', 'possibly', 'no', 'unknown']
const RUNS = atLength(80, 30)
const BY = ['valid', 'known', 'recorded', 'subject'] as const

/** Every span of a tale has the same word: as texts of its sources stand such as begin with it, here of their registrations or revisions. */
const [OF_REGISTRATIONS, OF_REVISIONS] = [['a text in made-up words'], TEXTS].map(
  (names) => new Map(names.map((name) => [sha256Hex(name), 'words that are not cited'])),
)

const NARROWINGS = [
  ...[
    'one',
    'TWO',
    'thr',
    'three book',
    'booka',
    'book a',
    'loan2',
    'o',
    'won',
    'loa n2',
    'north',
    'p',
    'lost',
    'one two',
    'three loan',
    're turned',
  ].map((search) => ({ search })),
  ...['words', 'one wor', 'cited'].flatMap((search) =>
    [OF_REGISTRATIONS, OF_REVISIONS].map((texts) => ({ search, texts })),
  ),
  ...['north', 'source/west'].map((source) => ({ source })),
  ...['book/a', 'book/b', 'loan/2', 'reader/n', 'source/south', 'book/none'].map((subject) => ({ subject })),
  { search: 'o', source: 'north', subject: 'book/a' },
]

it('what an index finds for a search, a source or a subject is what a look at everything finds, in every order', async () => {
  const found = new Map<string, number>()
  await fc.assert(
    fc.asyncProperty(preface, fc.oneof(moves, wholeMoves), asked, async (first, told, points) => {
      const { events, points: stands } = caseOf(first, told, points)
      const filter = new Filter([], new Spelling(new Map([['won', 'one']])))
      const atEach = await recordedInTwo(events, (at) => {
        for (const args of NARROWINGS) {
          listed(filter, at, args, 0)
          if (isSearch(args)) searched(filter, at, args)
        }
      })
      const latest = { date: 18_500, position: events.length, trusting: {} }
      for (const point of [...stands, latest])
        for (const args of NARROWINGS) {
          const at = atEach(point)
          for (const few of [0, 300]) {
            const { items, timeline } = listed(filter, at, args, few)
            expect([args, few, items, timeline]).toEqual([args, few, ...scanned(filter, at, args)])
            const name = Object.keys(args).join()
            if (isSearch(args))
              expect([args, searched(filter, at, args)]).toEqual([args, { items, timeline, counted: true }])
            found.set(name, (found.get(name) ?? 0) + items.length * timeline.length)
          }
        }
    }),
    { numRuns: RUNS, seed: 20_261_129 },
  )
  for (const name of ['search', 'search,texts', 'source', 'subject', 'search,source,subject'])
    expect([name, (found.get(name) ?? 0) > RUNS * 1.25]).toEqual([name, true])
})

it('an event is found by the words of any of its corrections, however many there are', async () => {
  const tale = new Tale()
  tale.source('north', '2020-01-01')
  const book = tale.tell(bookCatalogued, 'book/a', { title: 'zero' }, { by: 'north', on: '2020-01-01' })
  const titles = ['one', 'two', 'three', 'four', 'five', 'six']
  for (const title of titles) tale.correct(book, { payload: { title } })
  const atEach = await recordedInTwo(tale.events, () => {})
  const filter = new Filter([], new Spelling())
  for (const [index, search] of ['zero', ...titles].entries()) {
    const { items, timeline } = listed(
      filter,
      atEach({ date: 18_500, position: index + 2, trusting: {} }),
      { search },
      300,
    )
    expect([search, items[0], timeline.includes(book)]).toEqual([search, 'book/a', true])
  }
})

it('an item is found from the known day on from which it has the words, whatever was known of it before', async () => {
  const tale = new Tale()
  for (const [source, published] of [
    ['north', '2020-01-01'],
    ['west', '2021-01-01'],
    ['south', '2022-01-01'],
  ] as const) {
    tale.source(source, published)
    tale.tell(bookCatalogued, 'book/a', { title: source }, { by: source, on: '2020-01-01' })
  }
  const atEach = await recordedInTwo(tale.events, () => {})
  const filter = new Filter([], new Spelling())
  for (const [search, from] of [
    ['north', 2020],
    ['west north', 2021],
    ['book south', 2022],
  ] as const)
    for (const year of [2019, 2020, 2021, 2022]) {
      const position = tale.events.length
      const at = atEach({ date: 19_500, knownAt: parseDay(`${year}-06-01`), position, trusting: {} })
      const { items } = searched(filter, at, { search })
      expect([search, year, items.includes('book/a')]).toEqual([search, year, year >= from])
    }
})

it('an item is found by the words of any of its keys, whether it is looked up or met along an index', async () => {
  const tale = new Tale()
  tale.source('north', '2020-01-01')
  const how = { by: 'north', on: '2020-01-01' }
  tale.tell(bookCatalogued, 'book/a', { title: 'Emma' }, how)
  const other = tale.tell(bookCatalogued, 'book/b', { title: 'Persuasion' }, how)
  tale.same('book/a', 'book/b', { from: [other] })
  const atEach = await recordedInTwo(tale.events, () => {})
  const at = atEach({ date: 18_500, position: tale.events.length, trusting: {} })
  for (const args of [{ search: 'persuasion' }, { search: 'book b' }, { subject: 'book/b' }])
    for (const few of [0, 300])
      expect([args, listed(new Filter([], new Spelling()), at, args, few).items[0]]).toEqual([args, 'book/a'])
})

/** Opens the first half of the events as a chronicle, does something at its head, and records the rest. */
async function recordedInTwo(
  events: readonly RecordedEvent[],
  meanwhile: (at: AtPoint) => void,
): Promise<(point: AtPoint['state']['point']) => AtPoint> {
  const ledger = openMemoryLedger()
  const append = async (some: readonly RecordedEvent[]) => {
    for (const { id, event, position, recordedAt } of some)
      await ledger.append({
        chronicle: TALE,
        name: `batch-${position}`,
        recordedAt,
        events: [{ id, body: canonicalJson(event) }],
      })
  }
  const half = Math.floor(events.length / 2)
  await append(events.slice(0, half))
  const clock = fixedClock('2030-01-01T00:00:00Z')
  const opened = await openChronicle({ name: TALE, vocabulary: library, ledger, clock })
  const chronicle = opened.snapshot()
  meanwhile({ chronicle, state: chronicle.asOf({}), namesPosition: false })
  await append(events.slice(half))
  await opened.follow()
  const latest = opened.snapshot()
  return (point) => ({ chronicle: latest, state: latest.at(point), namesPosition: false })
}

type Narrowing = {
  readonly texts?: ReadonlyMap<string, string> | undefined
  readonly search?: string
  readonly source?: string
  readonly subject?: string
}

/** The subjects and the events by the indexes, in each order. */
function listed(filter: Filter, at: AtPoint, args: Narrowing, few: number) {
  const matches = matcher(filter, at, args)
  const kinds = [...library.kinds.values()]
  const subjects = finish(filter.candidates.subjects(at, args))
  const items = finish(listingOf(at.state, kinds, subjects, few))
  const ids = finish(filter.candidates.events(at, args))
  const events = finish(eventListing(at.state, ids, few))
  return {
    items: BY.flatMap((by) =>
      finish(matchingOf(items.inOrder(ANSWERS, { by, reverse: true }), matches.item)).map(
        ({ subject }) => subject,
      ),
    ),
    timeline: BY.flatMap((by) =>
      finish(matchingOf(events.inOrder(ANSWERS, { by, reverse: false }), matches.event)).map(
        ({ recorded }) => recorded.id,
      ),
    ),
  }
}

/** The same of a search by an index of its own, and whether it counts as many as it lists. */
function searched(filter: Filter, at: AtPoint, args: Narrowing) {
  const { item, event } = matcher(filter, at, args)
  const search = filter.searchAlone(args, new Faults())
  const rows = search && finish(filter.candidates.found(at, search, -1))
  if (rows === undefined || !('finds' in rows)) throw new Error('expected a search with words')
  const kinds = [...library.kinds.values()]
  const items = finish(searchedItems(at.state, kinds, { rows, isFound: item }))
  const events = finish(searchedEvents(at.state, { rows, isFound: event }))
  const subjects = BY.map((by) => [...items.inOrder(ANSWERS, { by, reverse: true })])
  const ids = BY.map((by) => [...events.inOrder(ANSWERS, { by, reverse: false })])
  return {
    items: subjects.flat().map(({ subject }) => subject),
    timeline: ids.flat().map(({ recorded }) => recorded.id),
    counted: ANSWERS.every(
      (answer) =>
        items.count(answer) === subjects[0]?.filter(({ existence }) => existence.answer === answer).length &&
        events.count(answer) ===
          ids[0]?.filter(({ recorded }) => at.state.view.exists(recorded.id) === answer).length,
    ),
  }
}

function isSearch(args: Narrowing): boolean {
  return Object.keys(args).join() === 'search'
}

/** By what a thing is sorted, and by what among its equals. */
type Place = readonly [number | string, number | string]

/** The same, from every item and every visible event. */
function scanned(filter: Filter, at: AtPoint, args: Narrowing): readonly (readonly string[])[] {
  const { state } = at
  const matches = matcher(filter, at, args)
  const items = [...library.kinds.keys()].flatMap((kind) => state.list(kind)).filter(matches.item)
  const events = state.view.visibleEvents.filter(matches.event)
  const inOrder = <T>(things: readonly T[], place: (thing: T) => Place) =>
    things.toSorted((a, b) => (isBefore(place(a), place(b)) ? -1 : isBefore(place(b), place(a)) ? 1 : 0))
  return [
    BY.flatMap((by) =>
      inOrder(items, (item) => [ranksOfItem(state.view, item)[by], item.subject])
        .reverse()
        .map(({ subject }) => subject),
    ),
    BY.flatMap((by) =>
      inOrder(events, (event) => [ranksOfEvent(state.view, event)[by], event.recorded.position]).map(
        ({ recorded }) => recorded.id,
      ),
    ),
  ]
}

function isBefore(one: Place, other: Place): boolean {
  return one[0] === other[0] ? one[1] < other[1] : one[0] < other[0]
}

function matcher(filter: Filter, at: AtPoint, args: Narrowing) {
  const faults = new Faults()
  const test = finish(filter.matcher(at, [...library.kinds.keys()], args, faults))
  return {
    item: (item: Item) => test?.(filter.entries.ofItem({ ...at, item }), item) ?? true,
    event: (event: VisibleEvent) => test?.(filter.entries.ofEvent(at, event)) ?? true,
  }
}

function finish<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}
