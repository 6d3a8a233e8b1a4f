import { z } from 'zod'
import type { CivilDay } from '../../time/index.ts'
import type { Basis } from '../../visibility/index.ts'
import { type Faults, quoted } from '../faults.ts'
import { pointSchema } from '../points/node.ts'

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

/** A page in the shape of a Relay connection. */
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

/**
 * The page of an ordered list that the arguments select. `pins` are the points of the list and `keyOf` the key of an
 * entry: both go into cursors, so that the same entry is found again. Throws InvalidInput with all faults; one of them is
 * a cursor whose entry the list does not contain.
 */
export function pageAt<T>(
  { list, args, ...cursors }: Paging,
  all: readonly T[],
  pins: readonly Pin[],
  keyOf: (node: T) => string,
  faults: Faults,
): Page<T> {
  const after = placeOf(all, keyOf, 'after', cursors.after, faults) ?? -1
  const before = placeOf(all, keyOf, 'before', cursors.before, faults) ?? all.length
  faults.check()
  const { page, hasNextPage, hasPreviousPage } = pageOf(all, args, after, before)
  const edges = page.map((node) => ({ cursor: writeCursor({ list, pins, key: keyOf(node) }), node }))
  const [startCursor, endCursor] = [edges.at(0)?.cursor ?? null, edges.at(-1)?.cursor ?? null]
  return {
    edges,
    pageInfo: { hasNextPage, hasPreviousPage, startCursor, endCursor },
    totalCount: all.length,
  }
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

function placeOf<T>(
  all: readonly T[],
  keyOf: (node: T) => string,
  argument: 'after' | 'before',
  cursor: Cursor | undefined,
  faults: Faults,
): number | undefined {
  if (cursor === undefined) return undefined
  const place = all.findIndex((node) => keyOf(node) === cursor.key)
  if (place !== -1) return place
  faults.add('E_CURSOR', argument, 'is of something that this list leaves out; keep its other arguments')
  return undefined
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

/**
 * The page of `all` after one index and before another (`-1` and `all.length` where they are open), and whether there
 * are entries on either side of it.
 */
export function pageOf<T>(
  all: readonly T[],
  { first, last }: PageArgs,
  after: number,
  before: number,
): { readonly page: readonly T[]; readonly hasPreviousPage: boolean; readonly hasNextPage: boolean } {
  const [low, high] = [after + 1, Math.max(before, after + 1)]
  const start = last == null ? low : Math.max(low, high - last)
  const end = last == null ? Math.min(high, low + (first ?? DEFAULT_PAGE)) : high
  return { page: all.slice(start, end), hasPreviousPage: start > 0, hasNextPage: end < all.length }
}

/** The lists with pages. A cursor of one is not valid for another. */
const PAGED = ['timeline', 'sources', 'items', 'differences'] as const
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
