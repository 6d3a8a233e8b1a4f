import { describe, expect, test } from 'vitest'
import { kindOf, sourcesOf } from '../../../src/event/index.ts'
import type { Item, State } from '../../../src/state/index.ts'
import { type CivilDay, parseDay, type ValidBounds } from '../../../src/time/index.ts'
import { atLength } from '../../../torture/rig/thorough.ts'
import { bookFields, loanFields, openTale, readerFields, Tale } from '../../toy/index.ts'
import { askOf, at } from '../ask.ts'
import { librarySchema } from '../library-api.ts'
import { Dice } from '../look-ahead/dice.ts'
import { tellMore, tellSources } from './busy-tale.ts'

/** REGESTA_FILTERS=500 REGESTA_SEED=7 npx vitest run tests/graphql/lists: so many tales, from that seed on. */
const TALES = Number(process.env.REGESTA_FILTERS ?? atLength(60, 25))
const SEED = Number(process.env.REGESTA_SEED ?? 1)

/** What is told of one thing, gathered by hand: what filters are naively checked against. */
type Naive = {
  readonly keys: readonly string[]
  readonly bounds: readonly ValidBounds[]
  readonly sources: readonly string[]
  readonly claims: readonly { readonly field: string; readonly value: unknown }[]
  readonly texts: readonly string[]
  /** Only of items. */
  readonly statuses?: readonly string[]
}

type Filter = { readonly argument: string; readonly holds: (naive: Naive, state: State) => boolean }

const [FIRST, LAST] = [parseDay('2019-12-20'), parseDay('2020-03-10')]

function daysBetween(from: CivilDay, to: CivilDay): readonly CivilDay[] {
  const [low, high] = [Math.max(from, FIRST), Math.min(to, LAST)]
  return Array.from({ length: Math.max(0, high - low + 1) }, (_, index) => low + index)
}

/** Its days in every world: from a first day to a last, as its bounds allow. */
function worldsOf({ begin, end, endStatus }: ValidBounds): readonly (readonly CivilDay[])[] {
  return daysBetween(begin.earliest, begin.latest - 1).flatMap((first) => {
    const lasts =
      endStatus === 'once'
        ? [first]
        : endStatus === 'stated'
          ? daysBetween(Math.max(first, end.earliest), end.latest - 1)
          : [Math.max(first, end.earliest)]
    return lasts.map((last) => daysBetween(first, last))
  })
}

function everyDay(from: CivilDay, to: CivilDay, has: (day: CivilDay) => boolean): boolean {
  const days = daysBetween(from, to)
  return days.length > 0 && days.every(has)
}

/** What each search finds among all that busy tales print, by hand. */
const SEARCHES: Readonly<Record<string, RegExp>> = {
  emma: /mma/,
  'novel EMMA': /Emma, a novel/,
  vietnam: /Viet/,
  'viet-nam': /Viet/,
  colour: /colou?r/i,
  'book red': /^The Red-Colour Book$|^the red color book$/,
  'đang van': /^(Đặng Văn|Dang Van)$/,
  aus: /austen/i,
  nothing: /^$/,
}

const AUTHORS: Readonly<Record<string, readonly string[]>> = {
  'jane AUSTEN': ['Jane Austen', 'JANE AUSTEN'],
  'dang-van': ['Đặng Văn', 'Dang Van'],
  jane: [],
}

const TITLES: Readonly<Record<string, readonly string[]>> = {
  'Việt Nam': ['Viet Nam'],
  'the red color book': ['The Red-Colour Book', 'the red color book'],
  nobody: [],
}

function range(dice: Dice) {
  const [from, to] = [dice.upTo(14), dice.upTo(14)]
    .sort((a, b) => a - b)
    .map((index) => index + parseDay('2019-12-31'))
  const open = dice.upTo(4)
  const [low, high] = [open === 0 ? -Infinity : (from ?? 0), open === 1 ? Infinity : (to ?? 0)]
  const text = (day: number) => new Date(day * 86_400_000).toISOString().slice(0, 10)
  const parts = [
    Number.isFinite(low) ? `from: "${text(low)}"` : '',
    Number.isFinite(high) ? `to: "${text(high)}"` : '',
  ]
  return { text: parts.join(' '), has: (day: CivilDay) => low <= day && day <= high }
}

function valuesOf({ claims }: Naive, name: string): readonly unknown[] {
  return claims.filter(({ field }) => field === name).flatMap(({ value }) => value)
}

/** The keys of the books that a name means: a book by its key, or all of a title. */
function booksMeant(state: State, name: string): ReadonlySet<string> {
  const called = TITLES[name]
  const books = called === undefined ? [state.item(name)] : state.list('book')
  return new Set([
    ...(called === undefined ? [name] : []),
    ...books
      .filter((book) => book !== undefined)
      .filter(
        ({ standings }) =>
          called === undefined ||
          standings.some(
            ({ claim }) => claim.field === bookFields.title.name && called.some((one) => one === claim.value),
          ),
      )
      .flatMap(({ identity }) => identity.keys),
  ])
}

const FILTERS: readonly ((dice: Dice) => Filter)[] = [
  (dice) => {
    const { text, has } = range(dice)
    return {
      argument: `valid: { ${text} }`,
      holds: ({ bounds }) => bounds.some((each) => worldsOf(each).some((days) => days.some(has))),
    }
  },
  (dice) => {
    const { text, has } = range(dice)
    return {
      argument: `valid: { ${text} sure: true }`,
      holds: ({ bounds }) =>
        bounds.length > 0 &&
        bounds.every((each) => {
          const worlds = worldsOf(each)
          return worlds.length > 0 && worlds.every((days) => days.some(has))
        }),
    }
  },
  (dice) => {
    const { text, has } = range(dice)
    return {
      argument: `known: { ${text} }`,
      holds: ({ sources }, { view }) =>
        sources.some((source) => {
          const out = view.publishedOf(source)
          return out !== undefined && daysBetween(out.earliest, out.latest - 1).some(has)
        }),
    }
  },
  (dice) => {
    const { text, has } = range(dice)
    return {
      argument: `known: { ${text} sure: true }`,
      holds: ({ sources }, { view }) =>
        sources.some((source) => {
          const out = view.publishedOf(source)
          return out !== undefined && everyDay(out.earliest, out.latest - 1, has)
        }),
    }
  },
  (dice) => {
    const search = dice.of(Object.keys(SEARCHES))
    const pattern = SEARCHES[search] ?? /^$/
    return { argument: `search: "${search}"`, holds: ({ texts }) => texts.some((text) => pattern.test(text)) }
  },
  (dice) => {
    const source = dice.of(['north', 'source/south', 'east'])
    const id = source.startsWith('source/') ? source : `source/${source}`
    return { argument: `source: "${source}"`, holds: ({ sources }) => sources.includes(id) }
  },
  (dice) => {
    const subject = dice.of(['book/1', 'book/2', 'book/3', 'loan/4', 'reader/1', 'reader/99'])
    return {
      argument: `subject: "${subject}"`,
      holds: ({ keys }, state) =>
        [subject, ...(state.item(subject)?.identity.keys ?? [])].some((key) => keys.includes(key)),
    }
  },
  (dice) => {
    const author = dice.of(Object.keys(AUTHORS))
    return {
      argument: `author: "${author}"`,
      holds: (naive) =>
        valuesOf(naive, bookFields.authors.name).some((one) =>
          AUTHORS[author]?.some((printed) => printed === one),
        ),
    }
  },
  (dice) => {
    const book = dice.of([...Object.keys(TITLES), 'book/1', 'book/2', 'book/3', 'book/4', 'book/99'])
    return {
      argument: `book: "${book}"`,
      holds: (naive, state) =>
        naive.keys.some((key) => kindOf(key) === 'loan') &&
        valuesOf(naive, loanFields.book.name).some((one) => booksMeant(state, book).has(String(one))),
    }
  },
  (dice) => {
    const tiers = dice.some(['gold', 'plain', 'iron'], 2)
    return {
      argument: `tier: ${JSON.stringify(tiers)}`,
      holds: (naive) =>
        naive.keys.some((key) => kindOf(key) === 'reader') &&
        valuesOf(naive, readerFields.tier.name).some((one) => tiers.includes(String(one))),
    }
  },
  (dice) => {
    const wanted = dice.some(['open', 'returned', 'lost'], 2)
    return {
      argument: `status: ${JSON.stringify(wanted)}`,
      holds: (naive) =>
        naive.keys.some((key) => kindOf(key) === 'loan') &&
        (naive.statuses ?? valuesOf(naive, loanFields.status.name)).some((one) =>
          wanted.includes(String(one)),
        ),
    }
  },
]

function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.includes('/') ? [] : [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : []
}

function naiveItem(item: Item): Naive {
  const claims = item.standings.map(({ claim }) => claim)
  return {
    keys: item.identity.keys,
    bounds: item.standings
      .filter(({ claim }) => claim.field === item.kind.existence.name)
      .map(({ bounds }) => bounds),
    sources: item.standings.flatMap(({ sources }) => sources),
    claims,
    texts: claims.flatMap(({ value }) => texts(value)),
    statuses: item.get(loanFields.status).values.map(({ value }) => value),
  }
}

function naiveEvent({ view, projection }: State, id: string): Naive {
  const versions = view.versions(id)
  const claims = versions.flatMap((version) => projection.claimsOf(version.event.event.subject, version))
  return {
    keys: versions.map(({ event }) => event.event.subject),
    bounds: versions.map(({ bounds }) => bounds),
    sources: versions.flatMap(({ event }) => sourcesOf(event.event)),
    claims,
    texts: versions.flatMap(({ event }) => texts(event.event.payload)),
  }
}

const NAMES = 'valid known search source subject author book tier status'.split(' ')

describe('what a list is narrowed to', () => {
  test('is what a naive look at each finds, of items and of events', {
    timeout: 600_000 + TALES * 500,
  }, async () => {
    const found = new Map<string, number>()
    for (let seed = SEED; seed < SEED + TALES; seed += 1) {
      const dice = new Dice(seed)
      const tale = new Tale()
      tellSources(tale, dice)
      tellMore(tale, dice, 40)
      const chronicle = await openTale(tale)
      const ask = askOf(librarySchema, chronicle)
      for (let question = 0; question < 6; question += 1) {
        const day = parseDay('2020-01-01') + dice.upTo(14)
        const point = {
          date: day,
          ...(dice.oneIn(2) && { knownAt: day + dice.upTo(5) - 1 }),
          position: dice.oneIn(2) ? tale.events.length : 20 + dice.upTo(20),
        }
        const state = chronicle.asOf(point)
        const filters = dice
          .shuffled(FILTERS)
          .map((make) => make(dice))
          .filter((one, index, all) => all.findIndex((each) => nameOf(each) === nameOf(one)) === index)
          .slice(0, 1 + dice.upTo(2))
        const args = filters.map(({ argument }) => argument).join(' ')
        const clocks = [
          'knownAt' in point
            ? `knownAt: "${new Date((point.knownAt ?? 0) * 86_400_000).toISOString().slice(0, 10)}"`
            : '',
          `position: ${point.position}`,
        ].join(' ')
        const date = new Date(day * 86_400_000).toISOString().slice(0, 10)
        const asked = `{ library(id: "library") {
          asOf(date: "${date}" ${clocks}) {
            items(first: 100, certainty: [DEFINITELY, POSSIBLY, NO, UNKNOWN] ${args}) { nodes { subject } }
          }
          whole: timeline(first: 100 ${clocks}) { nodes { id: digest } }
          timeline(first: 100 ${clocks} ${args}) { nodes { id: digest } }
        } }`
        const { data, errors } = await ask(asked)
        expect(errors).toEqual([])
        const holds = (naive: Naive) => filters.every((filter) => filter.holds(naive, state))
        const items = ['book', 'shelf', 'reader', 'loan'].flatMap((kind) => state.list(kind))
        const wanted = items.filter((item) => holds(naiveItem(item))).map(({ subject }) => subject)
        const listed = namesOf(at(data, 'library', 'asOf', 'items', 'nodes'))
        expect(listed.toSorted(), `seed ${seed}: ${asked}`).toEqual(wanted.toSorted())
        const ids = namesOf(at(data, 'library', 'whole', 'nodes'))
        const events = ids.filter((id) => holds(naiveEvent(state, id)))
        expect(namesOf(at(data, 'library', 'timeline', 'nodes')), `seed ${seed}: ${asked}`).toEqual(events)
        for (const { argument } of filters) {
          const name = argument.includes('sure') ? `${nameOf({ argument })}, sure` : nameOf({ argument })
          found.set(name, (found.get(name) ?? 0) + listed.length + events.length)
        }
      }
    }
    // No filter was checked on nothing alone.
    for (const name of [...NAMES, 'valid, sure', 'known, sure'])
      expect([name, (found.get(name) ?? 0) > TALES / 12]).toEqual([name, true])
  })
})

function nameOf({ argument }: Pick<Filter, 'argument'>): string {
  return argument.split(':')[0] ?? ''
}

function namesOf(nodes: unknown): readonly string[] {
  return Object.values(Object(nodes)).map((node) => String(Object.values(Object(node))[0]))
}
