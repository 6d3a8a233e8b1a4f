import { kindOf, type Subject } from '../../event/index.ts'
import type { Item, Steps } from '../../state/index.ts'
import { type CivilDay, formatDay } from '../../time/index.ts'
import { enumName } from '../builder.ts'
import { type Faults, notOneOf } from '../faults.ts'
import { appliesTo } from '../lists/facet.ts'
import type { Filter } from '../lists/filter.ts'
import type { ListEntry } from '../lists/list-entry.ts'
import { nameReader, wordReader } from '../lists/words-of-items.ts'
import type { AtPoint } from '../points/at-point.ts'
import { readRegistration, sourceOf } from '../points/sources.ts'

/** An item that is counted: whether it holds, and the first possible day that lists are ordered by. */
export type Counted = {
  readonly subject: Subject
  readonly answer: 'definitely' | 'possibly'
  readonly firstDay: CivilDay
}

/** The key of a group; null of those items that have no such day, side, word or name. */
export type Key = string | null

/** What items have in common: by which keys an item is counted. */
export type Dimension = {
  readonly keysOf: (
    counted: Counted,
    entry: () => ListEntry | undefined,
    item: () => Item | undefined,
  ) => Iterable<Key>
  /** Whether the claims of an item are read for that. */
  readonly reads: boolean
  /** Where a group comes; without it, the most come first. */
  readonly place?: (key: Key) => number
  /** How a key is written. */
  readonly written?: (key: string) => string
}

/** Those that lists of any kinds have, by their names. */
const COMMON: Readonly<Record<string, (at: AtPoint, kinds: readonly string[]) => Dimension>> = {
  kinds: (_, kinds) => ({
    reads: false,
    keysOf: ({ subject }) => [kindOf(subject)],
    place: (key) => kinds.indexOf(key ?? ''),
  }),
  months: () => byDay((day) => day.slice(0, -3)),
  years: () => byDay((day) => day.slice(0, -6)),
  certainty: () => ({ reads: false, keysOf: ({ answer }) => [enumName(answer)] }),
  sources: () => ({ reads: true, keysOf: (_, entry) => entry()?.sources ?? [] }),
  sides: (at) => {
    const sides = new Map<Subject, Key>()
    const sideOf = (source: Subject) => readRegistration(sourceOf(at, source)).side ?? null
    return {
      reads: true,
      keysOf: (_, entry) =>
        new Set(entry()?.sources.map((source) => sides.getOrInsertComputed(source, sideOf))),
    }
  },
}

function byDay(keyOf: (day: string) => string): Dimension {
  const days = new Map<Key, CivilDay>()
  return {
    reads: false,
    keysOf: ({ firstDay }) => {
      const key = Number.isFinite(firstDay) ? keyOf(formatDay(firstDay)) : null
      days.set(key, firstDay)
      return [key]
    },
    place: (key) => days.get(key) ?? -Infinity,
  }
}

/**
 * What the items of these kinds can be grouped by under a name: one of {@link COMMON}, an argument by which lists of them are
 * narrowed, or what is derived of them, like `dueStanding`. Adds E_WHAT. In steps.
 */
export function* dimensionOf(
  at: AtPoint,
  { facets, entries, spelling }: Filter,
  kinds: readonly string[],
  name: string,
  faults: Faults,
): Steps<Dimension | undefined> {
  const common = Object.hasOwn(COMMON, name) ? COMMON[name] : undefined
  if (common !== undefined) return common(at, kinds)
  const facet = facets.find((each) => each.name === name && appliesTo(each, kinds))
  if (facet?.type === 'words') {
    const read = yield* wordReader(at, facet, entries, spelling)
    return readingEntries((entry, item) => read(entry, item))
  }
  if (facet !== undefined) {
    const { namesOf, written } = yield* nameReader(at, facet, entries, spelling)
    return { ...readingEntries(namesOf), written }
  }
  const derived = new Map(
    kinds.map((kind) => [
      kind,
      at.chronicle.vocabulary.kinds.get(kind)?.derived?.find((each) => each.name === name),
    ]),
  )
  if ([...derived.values()].some((each) => each !== undefined))
    return {
      reads: true,
      keysOf: ({ subject }, _, itemOf) => {
        const item = itemOf()
        return [(item && derived.get(kindOf(subject))?.value(item)) || null]
      },
    }
  faults.add('E_WHAT', 'what', notOneOf(name, namesOf(at, facets, kinds)))
  return undefined
}

function readingEntries(
  read: (entry: ListEntry, item: () => Item | undefined) => ReadonlySet<string>,
): Dimension {
  return {
    reads: true,
    keysOf: (_, entryOf, itemOf) => {
      const entry = entryOf()
      if (entry === undefined) return []
      const keys = read(entry, itemOf)
      return keys.size === 0 ? [null] : keys
    },
  }
}

function namesOf(at: AtPoint, facets: Filter['facets'], kinds: readonly string[]): Iterable<string> {
  const derived = kinds.flatMap((kind) => at.chronicle.vocabulary.kinds.get(kind)?.derived ?? [])
  return new Set([
    ...Object.keys(COMMON),
    ...facets.filter((each) => appliesTo(each, kinds)).map(({ name }) => name),
    ...derived.map(({ name }) => name),
  ])
}
