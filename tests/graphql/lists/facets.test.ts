import fc from 'fast-check'
import { expect, it } from 'vitest'
import { openChronicle } from '../../../src/engine/index.ts'
import { canonicalJson, kindOf, type RecordedEvent } from '../../../src/event/index.ts'
import { Faults } from '../../../src/graphql/faults.ts'
import { Budget, inSteps } from '../../../src/graphql/limits/budget.ts'
import type { Facet } from '../../../src/graphql/lists/facet.ts'
import { Filter } from '../../../src/graphql/lists/filter.ts'
import { itemMatcher } from '../../../src/graphql/lists/list-items.ts'
import { Spelling } from '../../../src/graphql/lists/spelling.ts'
import type { AtPoint, ItemAtPoint } from '../../../src/graphql/points/at-point.ts'
import { readRegistration, sourceOf } from '../../../src/graphql/points/sources.ts'
import { Facets } from '../../../src/graphql/state/facets.ts'
import { openMemoryLedger } from '../../../src/ledger/index.ts'
import { type Item, ranksOfItem, sourcesOfAll } from '../../../src/state/index.ts'
import { fixedClock, formatDay } from '../../../src/time/index.ts'
import { asked, caseOf, moves, preface } from '../../oracle/generate.ts'
import { bookFields, LOAN_STAGES, library, loanFields, TALE } from '../../toy/index.ts'

const KINDS = [...library.kinds.keys()]
/** A word that stands at the point, and a place: a loan is at the shelves of its book. */
const FACETS: readonly Facet[] = [
  {
    type: 'words',
    name: 'status',
    says: '',
    code: 'E_STATUS',
    standing: true,
    accepts: { words: new Map([['loan', LOAN_STAGES.flat()]]) },
    reads: new Map([['loan', (values) => values(loanFields.status)]]),
  },
  {
    type: 'words',
    name: 'shelf',
    says: '',
    code: 'E_SHELF',
    accepts: { like: /^shelf\//, expected: 'a shelf' },
    reads: new Map([
      ['loan', (values) => values(loanFields.book)],
      ['book', (values) => values(bookFields.place)],
    ]),
    within: new Map([['book', (values) => values(bookFields.place)]]),
  },
  // A loan names its book by key, and by its author a text that the title of some book may be.
  {
    type: 'name',
    name: 'names',
    says: '',
    reads: new Map([
      ['loan', (values) => values(loanFields.book)],
      ['book', (values) => values(bookFields.authors)],
    ]),
    named: new Map([['book', (values) => values(bookFields.title)]]),
    within: new Map([['book', (values) => values(bookFields.place)]]),
  },
]

const NARROWINGS = [
  {},
  { search: 'o' },
  { source: 'north' },
  { subject: 'book/a' },
  { valid: { from: 18_300 } },
]

it('groups count what looking at each item counts, at every point and however the list is narrowed', async () => {
  let counted = 0
  let [shelved, named] = [0, 0]
  await fc.assert(
    fc.asyncProperty(preface, moves, asked, async (first, told, points) => {
      const { events, points: stands } = caseOf(first, told, points)
      const chronicle = (await opened(events)).snapshot()
      const filter = new Filter(FACETS, new Spelling())
      for (const point of [...stands, { date: 18_500, position: events.length, trusting: {} }])
        for (const args of NARROWINGS)
          for (const kinds of [undefined, ['loan'], ['loan', 'book', 'loan']]) {
            const at = { chronicle, state: chronicle.at(point), namesPosition: false }
            const budget = new Budget()
            const facets = await inSteps(budget, Facets.of(at, { filter, kinds: KINDS }, { ...args, kinds }))
            const by = async (name: string) =>
              (await inSteps(budget, facets.by([name]))).map(({ keys: [key], count }) => ({ key, count }))
            const groups = {
              total: facets.total,
              kinds: await by('kinds'),
              months: await by('months'),
              sides: await by('sides'),
              sources: await by('sources'),
              years: await by('years'),
              status: await by('status'),
              shelf: await by('shelf'),
              certainty: await by('certainty'),
              overdue: (kinds ?? KINDS).includes('loan') ? await by('overdue') : [],
            }
            expect((await inSteps(budget, facets.words('shelf'))).map(({ count }) => count)).toEqual(
              groups.shelf.map(({ count }) => count),
            )
            const test = await inSteps(budget, itemMatcher(at, filter, KINDS, args, new Faults()))
            const items = (kinds ?? KINDS)
              .flatMap((kind) => chronicle.at(point).list(kind))
              .filter((item) => test({ ...at, item }))
            const wordsOf = async (argument: string, words: readonly string[]) => {
              const tests = new Map<string, (each: ItemAtPoint) => boolean>()
              for (const word of words) {
                const narrowed = { ...args, [argument]: [word] }
                tests.set(word, await inSteps(budget, itemMatcher(at, filter, KINDS, narrowed, new Faults())))
              }
              return (item: Item) => words.filter((word) => tests.get(word)?.({ ...at, item }))
            }
            const shelves = chronicle.at(point).projection.subjectsOf('shelf')
            const words = {
              status: await wordsOf('status', LOAN_STAGES.flat()),
              shelf: await wordsOf('shelf', [...shelves]),
            }
            const names = await by('names')
            for (const { key, count } of names) {
              const isNamed = key == null ? undefined : await wordsOf('names', [key])
              const some = items.filter((item) =>
                isNamed === undefined ? namesNothing(item) : isNamed(item).length > 0,
              )
              expect({ args, kinds, key, count }).toEqual({ args, kinds, key, count: naiveTotal(some) })
              named += key?.includes('/') ? 1 : 0
            }
            expect({ args, kinds, groups }).toEqual({
              args,
              kinds,
              groups: naive(at, items, words, kinds ?? KINDS),
            })
            counted += groups.sources.length * groups.months.length
            shelved += groups.shelf.filter(({ key }) => key !== null).length * groups.status.length
          }
    }),
    { numRuns: 40, seed: 20_261_129 },
  )
  expect(counted).toBeGreaterThan(500)
  expect(shelved).toBeGreaterThan(100)
  expect(named).toBeGreaterThan(100)
})

/** Whether no value of an item says a name. */
function namesNothing(item: Item): boolean {
  const fields =
    item.kind.kind === 'loan' ? [loanFields.book] : item.kind.kind === 'book' ? [bookFields.authors] : []
  return fields.every((field) => item.standingsOf(field).length === 0)
}

function naiveTotal(items: readonly Item[]): Counted {
  const unique = [...new Map(items.map((item) => [item.subject, item])).values()]
  const holding = (answer: string) => unique.filter(({ existence }) => existence.answer === answer).length
  return { definite: holding('definitely'), possible: holding('possibly') }
}

type Counted = { definite: number; possible: number }

/** The same by looking at every item; groups without order are put in that of their sizes. */
function naive(
  at: AtPoint,
  items: readonly Item[],
  words: Readonly<Record<'status' | 'shelf', (item: Item) => readonly string[]>>,
  kindsWith: readonly string[],
) {
  const unique = [...new Map(items.map((item) => [item.subject, item])).values()]
  const groupsBy = (keysOf: (item: Item) => readonly (string | null)[]) => {
    const groups = new Map<string | null, Counted>()
    for (const item of unique)
      for (const key of new Set(keysOf(item))) {
        const { answer } = item.existence
        if (answer !== 'definitely' && answer !== 'possibly') continue
        const { definite, possible } = groups.get(key) ?? { definite: 0, possible: 0 }
        groups.set(
          key,
          answer === 'definitely'
            ? { definite: definite + 1, possible }
            : { definite, possible: possible + 1 },
        )
      }
    return [...groups].map(([key, count]) => ({ key, count }))
  }
  const bySize = (groups: { readonly key: string | null; readonly count: Counted }[]) =>
    groups.sort(
      (a, b) =>
        b.count.definite + b.count.possible - a.count.definite - a.count.possible ||
        ((a.key ?? '') < (b.key ?? '') ? -1 : 1),
    )
  const sourcesOf = (item: Item) => sourcesOfAll(item.standings)
  const orNull = (wordsOf: (item: Item) => readonly string[]) => (item: Item) => {
    const found = wordsOf(item)
    return found.length === 0 ? [null] : found
  }
  const byDay = (length: number) =>
    groupsBy((item) => {
      const day = Number(ranksOfItem(at.state.view, item).valid)
      return [Number.isFinite(day) ? formatDay(day).slice(0, length) : null]
    }).sort((a, b) => ((a.key ?? '') < (b.key ?? '') ? -1 : 1))
  const all = groupsBy(() => ['all'])[0]?.count ?? { definite: 0, possible: 0 }
  return {
    total: all,
    kinds: groupsBy(({ subject }) => [kindOf(subject)]),
    months: byDay(7),
    years: byDay(4),
    certainty: bySize(groupsBy(({ existence }) => [existence.answer.toUpperCase()])),
    overdue: kindsWith.includes('loan')
      ? bySize(groupsBy((item) => [item.kind.derived?.[0]?.value(item) ?? null]))
      : [],
    status: bySize(groupsBy(orNull(words.status))),
    shelf: bySize(groupsBy(orNull(words.shelf))),
    sides: bySize(
      groupsBy((item) => sourcesOf(item).map((id) => readRegistration(sourceOf(at, id)).side ?? null)),
    ),
    sources: bySize(groupsBy(sourcesOf)),
  }
}

async function opened(events: readonly RecordedEvent[]) {
  const ledger = openMemoryLedger()
  for (const { id, event, position, recordedAt } of events)
    await ledger.append({
      chronicle: TALE,
      name: `batch-${position}`,
      recordedAt,
      events: [{ id, body: canonicalJson(event) }],
    })
  const clock = fixedClock('2030-01-01T00:00:00Z')
  return openChronicle({ name: TALE, vocabulary: library, ledger, clock })
}
