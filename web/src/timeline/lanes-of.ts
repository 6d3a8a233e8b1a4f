import type {
  GridColumn,
  GridFieldValue,
  GridItem,
  GridKind,
  GridSource,
} from '../../../src/exchange/read-grid.ts'
import type { LanesBy } from '../address.ts'
import { atOnce, type Steps } from '../in-steps.ts'
import type { ItemTable } from './item-table.ts'

/*
 * Which lanes an item stands in. A kind is one for good; sides, topics and sources come from what is known of the item, so an
 * item is in such a lane from one known day up to another.
 */

export type LaneName = {
  /** Unique among the lanes. */
  readonly key: string
  /** What it is called; undefined of the lane of those that belong to none, and of what is left over. */
  readonly heading: string | undefined
  readonly kind?: GridKind
  /** The lane of those that are in no other, and that of the lanes there is no room for. */
  readonly rest?: 'none' | 'others'
  /** How many lanes share it. */
  readonly lanes?: number
}

/** Items of lanes: those of lane `nth` are from `starts[nth]` up to `starts[nth + 1]`, each for some known days. */
export type Membership = {
  readonly lanes: readonly LaneName[]
  readonly starts: Int32Array
  readonly item: Int32Array
  readonly knownFrom: Float64Array
  readonly knownTo: Float64Array
}

/** The roles of fields that say what an item belongs to. */
const ROLES: Readonly<Record<'side' | 'topic', readonly string[]>> = {
  side: ['side', 'by'],
  topic: ['topic'],
}

/** How many lanes are drawn; the smaller ones share one. */
export const MOST_LANES = 24

type Known = [from: number, to: number]
type Found = { readonly name: LaneName; readonly items: Map<number, Known[]> }

/** How many items a step looks at. */
const A_STEP = 500

/** The lanes of a grid. `isWanted` leaves out kinds that are not asked for. */
export function lanesOf(table: ItemTable, by: LanesBy, isWanted: (kind: GridKind) => boolean): Membership {
  return atOnce(laneSteps(table, by, isWanted))
}

/** The same in steps. */
export function* laneSteps(
  table: ItemTable,
  by: LanesBy,
  isWanted: (kind: GridKind) => boolean,
): Steps<Membership> {
  const found = new Map<string, Found>()
  const add = (name: LaneName, item: number, known: Known) => {
    const lane = found.get(name.key) ?? { name, items: new Map<number, Known[]>() }
    found.set(name.key, lane)
    const spans = lane.items.get(item) ?? []
    lane.items.set(item, spans)
    spans.push(known)
  }
  for (const [nth, item] of table.items.entries()) {
    if (nth % A_STEP === A_STEP - 1) yield
    const { kind } = item
    if (!isWanted(kind)) continue
    if (by === 'kind') {
      for (const known of pairs(item.known)) add({ key: kind.name, heading: kind.heading, kind }, nth, known)
      continue
    }
    const spans: Known[] = []
    for (const { key, heading, known } of by === 'source' ? sourceLanes(item) : valueLanes(item, ROLES[by])) {
      add({ key, heading }, nth, known)
      spans.push(known)
    }
    for (const known of without(pairs(item.known), spans))
      add({ key: ' none', heading: undefined, rest: 'none' }, nth, known)
  }
  return yield* membershipOf(ordered(found, by, table))
}

type InLane = { readonly key: string; readonly heading: string; readonly known: Known }

function* sourceLanes(item: GridItem): Iterable<InLane> {
  for (const { content, knownFrom, knownTo } of item.rectanglesOf('sources'))
    for (const source of content)
      yield { key: source.subject, heading: labelOf(source), known: [knownFrom, knownTo] }
}

function labelOf({ label, subject }: GridSource): string {
  return label === '' ? subject : label
}

function* valueLanes(item: GridItem, roles: readonly string[]): Iterable<InLane> {
  for (const column of columnsWith(item.kind, roles))
    for (const { content, knownFrom, knownTo } of item.rectangles(column.name))
      for (const value of content.values) {
        if (value.answer === 'no' || !isPlain(value)) continue
        yield { key: value.words.toLocaleLowerCase('en'), heading: value.words, known: [knownFrom, knownTo] }
      }
}

/** Whether a value is a word, and not the key of something that has a place of its own. */
function isPlain({ value }: GridFieldValue): boolean {
  return typeof value === 'string' && !value.includes('/')
}

const columns = new WeakMap<GridKind, Map<string, readonly GridColumn[]>>()

function columnsWith(kind: GridKind, roles: readonly string[]): readonly GridColumn[] {
  const ofKind = columns.get(kind) ?? new Map<string, readonly GridColumn[]>()
  columns.set(kind, ofKind)
  const key = roles.join()
  const kept = ofKind.get(key)
  if (kept !== undefined) return kept
  const made = kind.columns.filter((column) => column.roles?.some((role) => roles.includes(role)))
  ofKind.set(key, made)
  return made
}

/** Kinds in their order; others by name, and at the end those that belong to none. */
function ordered(found: ReadonlyMap<string, Found>, by: LanesBy, { grid }: ItemTable): readonly Found[] {
  const all = [...found.values()]
  if (by === 'kind') {
    const place = new Map(grid.kinds.map(({ name }, nth) => [name, nth]))
    return all.sort((a, b) => (place.get(a.name.key) ?? 0) - (place.get(b.name.key) ?? 0))
  }
  const { compare } = new Intl.Collator('en', { numeric: true })
  const isRest = ({ name }: Found) => Number(name.rest !== undefined)
  return all.sort((a, b) => isRest(a) - isRest(b) || compare(a.name.heading ?? '', b.name.heading ?? ''))
}

/** The items of a lane, by their numbers. */
export type LaneMembers = { readonly name: LaneName; readonly items: readonly number[] }

/**
 * The lanes that have items, as known by a day; beyond {@link MOST_LANES}, the smaller ones share one. `passes` leaves out items
 * that are not asked for.
 */
export function lanesAt(
  membership: Membership,
  knownAt: number,
  passes?: (item: number) => boolean,
): readonly LaneMembers[] {
  return atOnce(memberSteps(membership, knownAt, passes))
}

/** The same in steps. */
export function* memberSteps(
  { lanes, starts, item, knownFrom, knownTo }: Membership,
  knownAt: number,
  passes: (item: number) => boolean = () => true,
): Steps<readonly LaneMembers[]> {
  const all: { readonly name: LaneName; readonly items: number[] }[] = []
  for (const [nth, name] of lanes.entries()) {
    const items: number[] = []
    const end = starts[nth + 1] ?? 0
    for (let row = starts[nth] ?? 0; row < end; row += 1) {
      if (row % A_STEP === A_STEP - 1) yield
      const each = item[row] ?? 0
      if (knownAt >= (knownFrom[row] ?? 0) && knownAt < (knownTo[row] ?? 0) && passes(each)) items.push(each)
    }
    if (items.length > 0) all.push({ name, items })
  }
  if (all.length <= MOST_LANES) return all
  const named = all.filter(({ name }) => name.rest === undefined)
  const room = MOST_LANES - 1 - (all.length - named.length)
  const largest = new Set([...named].sort((a, b) => b.items.length - a.items.length).slice(0, room))
  const others = named.filter((lane) => !largest.has(lane))
  return [
    ...all.filter((lane) => largest.has(lane)),
    {
      name: { key: ' others', heading: undefined, rest: 'others' as const, lanes: others.length },
      items: [...new Set(others.flatMap(({ items }) => items))],
    },
    ...all.filter(({ name }) => name.rest !== undefined),
  ]
}

function* membershipOf(found: readonly Found[]): Steps<Membership> {
  const starts: number[] = []
  const item: number[] = []
  const knownFrom: number[] = []
  const knownTo: number[] = []
  for (const { items } of found) {
    starts.push(item.length)
    for (const [nth, known] of items) {
      if (item.length % A_STEP === A_STEP - 1) yield
      for (const [from, to] of merged(known)) {
        item.push(nth)
        knownFrom.push(from)
        knownTo.push(to)
      }
    }
  }
  return {
    lanes: found.map(({ name }) => name),
    starts: Int32Array.from([...starts, item.length]),
    item: Int32Array.from(item),
    knownFrom: Float64Array.from(knownFrom),
    knownTo: Float64Array.from(knownTo),
  }
}

function pairs(known: readonly number[]): Known[] {
  return known.flatMap((from, nth): Known[] => (nth % 2 === 0 ? [[from, known[nth + 1] ?? Infinity]] : []))
}

/** Spans that overlap or touch as one; in order. */
function merged(spans: readonly Known[]): readonly Known[] {
  if (spans.length < 2) return spans
  const all: Known[] = []
  for (const [from, to] of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = all.at(-1)
    if (last !== undefined && from <= last[1]) last[1] = Math.max(last[1], to)
    else all.push([from, to])
  }
  return all
}

/** What of `spans` is in none of `others`. */
function without(spans: readonly Known[], others: readonly Known[]): readonly Known[] {
  let left = [...spans]
  for (const [from, to] of others)
    left = left.flatMap(([begin, end]): Known[] => {
      const parts: Known[] = [
        [begin, Math.min(end, from)],
        [Math.max(begin, to), end],
      ]
      return parts.filter(([a, b]) => a < b)
    })
  return left
}
