import type { Grid, GridItem } from '../../src/exchange/read-grid.ts'
import type { Filters } from './address.ts'
import { atOnce, type Steps } from './in-steps.ts'

/*
 * What lists and lanes are narrowed by: kinds, sources, and the roles that fields declare. An item is kept by what is known of
 * it by the known day, whatever the valid day, so that nothing comes and goes while one moves through the days.
 */

/** A filter by what stands in fields of certain roles. */
export type RoleFilter = 'topic' | 'side' | 'place' | 'actor'

const ROLES: Readonly<Record<RoleFilter, readonly string[]>> = {
  topic: ['topic'],
  side: ['side', 'actor', 'by'],
  place: ['place'],
  actor: ['actor', 'by'],
}

/** Of these, every text of a value is one. */
const PLAIN: ReadonlySet<RoleFilter> = new Set(['topic', 'place'])

/** A word that an item can be found by: as an address has it, and as people read it. */
export type FilterValue = { readonly value: string; readonly words: string }

/** How many items a step looks at. */
const A_STEP = 200

/**
 * The items that the filters keep, as known by a day; all words of one filter are alternatives. `found` are the subjects that
 * a search found; undefined where nothing is searched for, or its answer is still to come. Cost: the rectangles of the fields
 * that are looked at.
 */
export function* narrowedSteps(
  grid: Grid,
  { words }: Filters,
  found: ReadonlySet<string> | undefined,
  known?: number,
): Steps<readonly GridItem[]> {
  const knownDay = known ?? grid.point.knownAt ?? grid.noKnownDay
  const given = Object.entries(words).filter(([, list]) => list.length > 0)
  if (given.length === 0 && found === undefined) return grid.items
  const tests = yield* filterTests(grid, { words }, knownDay)
  const kept: GridItem[] = []
  for (const [nth, item] of grid.items.entries()) {
    if (nth % A_STEP === A_STEP - 1) yield
    if (found !== undefined && !found.has(item.subject)) continue
    if (tests.every(({ keeps }) => keeps(item))) kept.push(item)
  }
  return kept
}

/** Filters without the kinds that there are not, and those: which kinds there are turns on no day, so that no day will bring them. */
export function withKnownKinds(
  filters: Filters,
  grid: Grid | undefined,
): { readonly filters: Filters; readonly unknown: readonly string[] } {
  const { kinds = [], ...others } = filters.words
  if (grid === undefined) return { filters, unknown: [] }
  const names = new Set(grid.kinds.map(({ name }) => folded(name)))
  const unknown = kinds.filter((kind) => !names.has(folded(kind)))
  if (unknown.length === 0) return { filters, unknown }
  const kept = kinds.filter((kind) => !unknown.includes(kind))
  return { filters: { ...filters, words: kept.length === 0 ? others : { ...others, kinds: kept } }, unknown }
}

/** The words of filters that no item has, as known by a day, filter by filter; a later day may bring some. */
export function wordsOfNone(
  grid: Grid,
  { words }: Pick<Filters, 'words'>,
  known: number | undefined,
): readonly { readonly name: string; readonly word: string }[] {
  const values = filterValues(grid, known ?? grid.point.knownAt ?? grid.noKnownDay)
  return Object.entries(words).flatMap(([name, list]) => {
    const there = new Set(
      grid.items.flatMap((item) =>
        values.of(name, item).flatMap((each) => [folded(each.value), folded(each.words)]),
      ),
    )
    return list.filter((word) => !there.has(folded(word))).map((word) => ({ name, word }))
  })
}

/** A filter that is on. */
export type FilterTest = { readonly name: string; readonly keeps: (item: GridItem) => boolean }

/** The filters that are on, each by itself. */
export function* filterTests(
  grid: Grid,
  { words }: Pick<Filters, 'words'>,
  knownDay: number,
): Steps<readonly FilterTest[]> {
  const values = filterValues(grid, knownDay)
  const given = Object.entries(words).filter(([, list]) => list.length > 0)
  if (given.some(([name]) => name !== 'kinds')) yield* values.prepare()
  return given.map(([name, list]) => {
    const wanted = new Set(list.map(folded))
    const keeps = (item: GridItem) =>
      name === 'kinds'
        ? wanted.has(folded(item.kind.name))
        : values
            .of(name, item)
            .some((each) => wanted.has(folded(each.value)) || wanted.has(folded(each.words)))
    return { name, keeps }
  })
}

let lastValues: { readonly grid: Grid; readonly known: number; readonly values: FilterValues } | undefined

/** By what the items of a grid can be found, as known by a day; the last that was asked for is kept. */
export function filterValues(grid: Grid, known: number): FilterValues {
  if (lastValues?.grid !== grid || lastValues.known !== known)
    lastValues = { grid, known, values: new FilterValues(grid, known) }
  return lastValues.values
}

class FilterValues {
  readonly #grid: Grid
  readonly #known: number
  readonly #kept = new Map<string, WeakMap<GridItem, readonly FilterValue[]>>()
  #names: ReadonlyMap<string, string> | undefined
  #sidesOf: Map<string, ReadonlySet<string>> | undefined

  constructor(grid: Grid, known: number) {
    this.#grid = grid
    this.#known = known
  }

  /** The values of an item for a filter, each once; none for a filter that there is not. */
  of(filter: string, item: GridItem): readonly FilterValue[] {
    const kept = this.#kept.get(filter) ?? new WeakMap<GridItem, readonly FilterValue[]>()
    this.#kept.set(filter, kept)
    const found = kept.get(item)
    if (found !== undefined) return found
    const read = this.#read(filter, item)
    kept.set(item, read)
    return read
  }

  #read(filter: string, item: GridItem): readonly FilterValue[] {
    switch (filter) {
      case 'kinds':
        return [{ value: item.kind.name, words: item.kind.heading }]
      case 'source':
        return this.#sources(item)
      case 'side':
        return this.#sides(item)
      case 'topic':
      case 'place':
      case 'actor':
        return this.#ofRoles(item, filter)
      default:
        return []
    }
  }

  #sources(item: GridItem): readonly FilterValue[] {
    const found = new Map<string, string>()
    for (const { content, knownFrom, knownTo } of item.rectanglesOf('sources'))
      if (this.#isAt(knownFrom, knownTo))
        for (const { subject, label } of content) found.set(subject.replace(/^source\//, ''), `[${label}]`)
    return asValues(found)
  }

  /** The sides that are in it, and those for which whoever is in it acts. */
  #sides(item: GridItem): readonly FilterValue[] {
    const sidesOf = this.#sidesOfAll()
    const all = sidesOf.get('') ?? new Set()
    const found = new Map<string, string>()
    for (const { value } of this.#ofRoles(item, 'side'))
      for (const side of all.has(value) ? [value] : (sidesOf.get(value) ?? []))
        found.set(side, this.#nameOf(side))
    return asValues(found)
  }

  #ofRoles(item: GridItem, filter: RoleFilter): readonly FilterValue[] {
    const names = this.#namesOfAll()
    const found = new Map<string, string>()
    // Of who acts, a value may say more, like in which part: only what is named by itself elsewhere is someone.
    for (const leaf of leavesOf(item, ROLES[filter], (from, to) => this.#isAt(from, to)))
      if (PLAIN.has(filter) || names.has(leaf) || this.#sidesOfAll().has(leaf))
        found.set(leaf, this.#nameOf(leaf))
    return asValues(found)
  }

  /** What a value is called: as a field says that holds nothing else, or else by itself. */
  #nameOf(value: string): string {
    const name = this.#namesOfAll().get(value)
    return name === undefined || name === value ? spaced(value) : name
  }

  /** Reads what it needs of all items, in steps: how values are called, and the sides of whoever has one. */
  *prepare(): Steps<void> {
    if (this.#names !== undefined) return
    const names = new Map<string, string>()
    const all = new Set<string>()
    const sides = new Map<string, ReadonlySet<string>>([['', all]])
    for (const [nth, item] of this.#grid.items.entries()) {
      if (nth % A_STEP === A_STEP - 1) yield
      this.#addNames(item, names)
      const own = new Set(leavesOf(item, ['side'], (from, to) => this.#isAt(from, to)))
      if (own.size > 0) sides.set(item.subject, own)
      for (const side of own) all.add(side)
    }
    // Who is never named alone is called as its own headline calls it.
    for (const [nth, item] of this.#grid.items.entries()) {
      if (nth % A_STEP === A_STEP - 1) yield
      if (names.has(item.subject)) continue
      const own = item.rectanglesOf('headline').find((each) => this.#isAt(each.knownFrom, each.knownTo))
      if (own?.content.words !== undefined) names.set(item.subject, own.content.words)
    }
    this.#names = names
    this.#sidesOf = sides
  }

  /** The words of the fields that hold a value alone. */
  #addNames(item: GridItem, names: Map<string, string>): void {
    for (const { name, of, roles } of item.kind.columns)
      if (of === 'field' && roles !== undefined && roles.length > 0)
        for (const { content, knownFrom, knownTo } of item.rectangles(name))
          if (this.#isAt(knownFrom, knownTo))
            for (const { value, words } of content.values) {
              const only = typeof value === 'string' ? value : onlyLeaf(value)
              if (only !== undefined && !names.has(only)) names.set(only, words)
            }
  }

  /** By value, the words of a field that holds it alone. */
  #namesOfAll(): ReadonlyMap<string, string> {
    if (this.#names === undefined) atOnce(this.prepare())
    return this.#names ?? new Map()
  }

  /** By subject, the sides that its own fields give it; under the empty name, all of them. */
  #sidesOfAll(): Map<string, ReadonlySet<string>> {
    if (this.#sidesOf === undefined) atOnce(this.prepare())
    return this.#sidesOf ?? new Map()
  }

  #isAt(knownFrom: number, knownTo: number): boolean {
    return this.#known >= knownFrom && this.#known < knownTo
  }
}

function asValues(found: ReadonlyMap<string, string>): readonly FilterValue[] {
  return [...found].map(([value, words]) => ({ value, words }))
}

/** The texts of values in the columns of certain roles. */
function leavesOf(
  item: GridItem,
  roles: readonly string[],
  isAt: (knownFrom: number, knownTo: number) => boolean,
): readonly string[] {
  const leaves = new Set<string>()
  for (const column of item.kind.columns)
    if (column.roles?.some((role) => roles.includes(role)))
      for (const { content, knownFrom, knownTo } of item.rectangles(column.name))
        if (isAt(knownFrom, knownTo))
          for (const { value } of content.values) for (const leaf of textsIn(value)) leaves.add(leaf)
  return [...leaves]
}

/** The one text of a value. */
function onlyLeaf(value: unknown): string | undefined {
  const leaves = [...textsIn(value)]
  return leaves.length === 1 ? leaves[0] : undefined
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null)
    for (const each of Object.values(value)) yield* textsIn(each)
}

/** A code as words: `defence-industry` as `defence industry`. */
export function spaced(value: string): string {
  return /^[\p{Ll}\d]+(-[\p{Ll}\d]+)+$/u.test(value) ? value.replaceAll('-', ' ') : value
}

/** Without what spellings differ in: case, marks, hyphens, spaces. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[\s_-]+/g, ' ')
    .trim()
    .toLowerCase()
}
