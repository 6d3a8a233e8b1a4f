import { z } from 'zod'
import type { CivilDay } from '../../time/index.ts'
import type { Basis } from '../../visibility/index.ts'
import { type Faults, quoted } from '../faults.ts'
import { pointSchema } from '../points/global-id.ts'

/** The parsed arguments of a page. */
export type Paging = {
  readonly list: Paged
  readonly args: PageArgs
  readonly after: Cursor | undefined
  readonly before: Cursor | undefined
  /** The points that the cursors keep, and the argument that gave them. */
  readonly pinned: { readonly pins: readonly Pin[]; readonly by: 'after' | 'before' } | undefined
}

/** Parses the arguments of a page and adds their faults. */
export function readPaging(list: Paged, args: PageArgs, faults: Faults): Paging {
  checkPage(args, faults)
  const after = cursorOf(list, 'after', args.after, faults)
  const before = cursorOf(list, 'before', args.before, faults)
  if (after !== undefined && before !== undefined && !samePins(after.pins, before.pins))
    faults.add('E_CURSOR', 'before', 'is of a list as seen from elsewhere than that of after')
  const pins = (after ?? before)?.pins
  const by = after === undefined ? 'before' : 'after'
  return { list, args, after, before, pinned: pins && { pins, by } }
}

/** A page in the shape of a Relay connection; its cursors and the count are worked out when they are asked for. */
export type Page<T> = {
  readonly edges: { readonly cursor: string; readonly node: T }[]
  readonly pageInfo: {
    readonly hasNextPage: boolean
    readonly hasPreviousPage: boolean
    readonly startCursor: string | null
    readonly endCursor: string | null
  }
  readonly totalCount: number
}

/** A list in a fixed order, from which pages are cut without looking at what lies outside them. */
export type PagedList<T> = {
  totalCount(): number
  /** The entry with a key; undefined where the list does not contain it. */
  find(key: string): T | undefined
  /** The entries behind one, or all of them; with `reverse`, from the last to the first. */
  behind(entry: T | undefined, reverse: boolean): Iterable<T>
  /** Negative where the first comes first, 0 for the same entry. */
  compare(one: T, other: T): number
}

/** A list that is there as a whole. */
export function pagedArray<T>(all: readonly T[], keyOf: (entry: T) => string): PagedList<T> {
  let places: ReadonlyMap<T, number> | undefined
  const placeOf = (entry: T) => {
    places ??= new Map(all.map((each, place) => [each, place]))
    return places.get(entry) ?? -1
  }
  return {
    totalCount: () => all.length,
    find: (key) => all.find((entry) => keyOf(entry) === key),
    behind: (entry, reverse) => {
      if (reverse) return all.slice(0, entry === undefined ? all.length : placeOf(entry)).reverse()
      return all.slice(entry === undefined ? 0 : placeOf(entry) + 1)
    },
    compare: (one, other) => placeOf(one) - placeOf(other),
  }
}

/**
 * The page of an ordered list that the arguments select. `pins` are the points of the list and `keyOf` the key of an
 * entry: both go into cursors, so that the same entry is found again. Throws InvalidInput with all faults; one of them is
 * a cursor whose entry the list does not contain.
 */
export function pageAt<T, Node>(
  { list, args, ...cursors }: Paging,
  all: PagedList<T>,
  { pins, keyOf, nodeOf }: Entries<T, Node>,
  faults: Faults,
): Page<Node> {
  const after = entryAt(all, 'after', cursors.after, faults)
  const before = entryAt(all, 'before', cursors.before, faults)
  faults.check()
  const { page, hasNextPage, hasPreviousPage } = pageOf(all, args, after, before)
  const cursorAt = (entry: T) => writeCursor({ list, pins, key: keyOf(entry) })
  const edges = page.map((entry) => new Edge(nodeOf(entry), () => cursorAt(entry)))
  return new CutPage(edges, { hasNextPage, hasPreviousPage }, () => all.totalCount())
}

/** An entry of a page. Its getters are of the class, for each object with its own would be of a shape of its own. */
class Edge<Node> {
  readonly node: Node
  readonly #cursor: () => string

  constructor(node: Node, cursor: () => string) {
    this.node = node
    this.#cursor = cursor
  }

  get cursor(): string {
    return this.#cursor()
  }
}

class CutPage<Node> implements Page<Node> {
  readonly edges: Edge<Node>[]
  readonly #isMore: Pick<Page<Node>['pageInfo'], 'hasNextPage' | 'hasPreviousPage'>
  readonly #count: () => number

  constructor(
    edges: Edge<Node>[],
    isMore: Pick<Page<Node>['pageInfo'], 'hasNextPage' | 'hasPreviousPage'>,
    count: () => number,
  ) {
    this.edges = edges
    this.#isMore = isMore
    this.#count = count
  }

  get pageInfo(): Page<Node>['pageInfo'] {
    const [first, last] = [this.edges.at(0), this.edges.at(-1)]
    return { ...this.#isMore, startCursor: first?.cursor ?? null, endCursor: last?.cursor ?? null }
  }

  get totalCount(): number {
    return this.#count()
  }
}

/** The points of a list, and of each entry its key and what the page has of it. */
type Entries<T, Node> = {
  readonly pins: readonly Pin[]
  readonly keyOf: (entry: T) => string
  readonly nodeOf: (entry: T) => Node
}

function cursorOf(
  list: Paged,
  argument: 'after' | 'before',
  cursor: string | null | undefined,
  faults: Faults,
): Cursor | undefined {
  if (cursor == null) return undefined
  const read = readCursor(cursor)
  if (read?.list === list && read.pins.length === (list === 'differences' ? 2 : 1)) return read
  const of = read === undefined ? 'not a cursor' : `a cursor of ${read.list}`
  faults.add('E_CURSOR', argument, `${quoted(cursor)} is ${of}; take one from pageInfo or an edge`)
  return undefined
}

function entryAt<T>(
  all: PagedList<T>,
  argument: 'after' | 'before',
  cursor: Cursor | undefined,
  faults: Faults,
): T | undefined {
  if (cursor === undefined) return undefined
  const entry = all.find(cursor.key)
  if (entry === undefined)
    faults.add('E_CURSOR', argument, 'is of something that this list leaves out; keep its other arguments')
  return entry
}

/** The page arguments of a Relay connection. */
export type PageArgs = {
  readonly first?: number | null | undefined
  readonly last?: number | null | undefined
  readonly after?: string | null | undefined
  readonly before?: string | null | undefined
}

/** The default and the largest size of a page. */
export const DEFAULT_PAGE = 20
export const LARGEST_PAGE = 100

/** Adds the faults of the page size. */
function checkPage({ first, last }: PageArgs, faults: Faults): void {
  for (const [argument, size] of Object.entries({ first, last }))
    if (size != null && (size < 1 || size > LARGEST_PAGE))
      faults.add('E_PAGE_SIZE', argument, `expected 1…${LARGEST_PAGE}, got ${size}`)
  if (first != null && last != null)
    faults.add('E_FIRST_AND_LAST', 'last', 'expected first or last, got both; last counts from the end')
}

/** The page after one entry and before another, where they are given, and whether there are entries on either side of it. */
export function pageOf<T>(
  all: PagedList<T>,
  { first, last }: PageArgs,
  after: T | undefined,
  before: T | undefined,
): { readonly page: readonly T[]; readonly hasPreviousPage: boolean; readonly hasNextPage: boolean } {
  const reverse = last != null
  const [from, until] = reverse ? [before, after] : [after, before]
  const ends = (entry: T) => {
    const compared = until === undefined ? -1 : all.compare(entry, until)
    return reverse ? until !== undefined && compared <= 0 : compared >= 0
  }
  const isCrossed = after !== undefined && before !== undefined && all.compare(before, after) <= 0
  const page: T[] = []
  let isMore = false
  for (const entry of all.behind(isCrossed ? after : from, isCrossed ? false : reverse)) {
    isMore = isCrossed || page.length === (last ?? first ?? DEFAULT_PAGE) || ends(entry)
    if (isMore) break
    page.push(entry)
  }
  if (isCrossed) return { page, hasPreviousPage: true, hasNextPage: isMore }
  const beyond = until !== undefined || isMore
  return reverse
    ? { page: page.reverse(), hasPreviousPage: beyond, hasNextPage: before !== undefined }
    : { page, hasPreviousPage: after !== undefined, hasNextPage: beyond }
}

/** The lists with pages. A cursor of one is not valid for another. */
const PAGED = ['timeline', 'sources', 'items', 'differences', 'passages', 'restsOnIt'] as const
type Paged = (typeof PAGED)[number]

/** The point of a list; without a date for a list that does not depend on one. */
export type Pin = Basis & { readonly date?: CivilDay }

/** A place in a list: the key of its entry, and the point of the list (two points for a comparison). */
export type Cursor = { readonly list: Paged; readonly pins: readonly Pin[]; readonly key: string }

const pinSchema = pointSchema.extend({ date: pointSchema.shape.date.exactOptional() })
const cursorSchema = z.tuple([z.enum(PAGED), z.array(pinSchema).min(1).max(2), z.string().min(1).max(500)])

function writeCursor({ list, pins, key }: Cursor): string {
  return Buffer.from(JSON.stringify([list, pins.map(canonicalPin), key])).toString('base64url')
}

/** Parses a cursor; undefined where it is not valid. */
export function readCursor(cursor: string): Cursor | undefined {
  try {
    const read = cursorSchema.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    if (!read.success) return undefined
    const [list, pins, key] = read.data
    return { list, pins: pins.map(canonicalPin), key }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Whether two lists have the same points. */
export function samePins(one: readonly Pin[], other: readonly Pin[]): boolean {
  return JSON.stringify(one.map(canonicalPin)) === JSON.stringify(other.map(canonicalPin))
}

/** The point with its fields in a fixed order, without undefined ones. */
function canonicalPin({ date, knownAt, position, trusting: { only, sides, without } }: Pin): Pin {
  return {
    ...(date !== undefined && { date }),
    ...(knownAt !== undefined && { knownAt }),
    position,
    trusting: { ...(only && { only }), ...(sides && { sides }), ...(without && { without }) },
  }
}
