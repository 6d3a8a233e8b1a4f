import { type Faults, quoted } from '../errors/faults.ts'
import { type Cursor, type Paged, type Pin, readCursor, samePins, writeCursor } from './cursor.ts'
import { checkPage, type PageArgs, pageOf } from './page.ts'

/** What the arguments of a connection say of its page. */
export type Paging = {
  readonly list: Paged
  readonly args: PageArgs
  readonly after: Cursor | undefined
  readonly before: Cursor | undefined
  /** From where the cursors' list is looked at, and the argument that says so. */
  readonly pinned: { readonly pins: readonly Pin[]; readonly by: 'after' | 'before' } | undefined
}

/** Reads the arguments of a page; what is wrong with them is added to the faults. */
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

/** A page of a connection, as Relay has it. */
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
 * The page of a whole list, in its order, that is asked for. `pins` are from where it is looked at and `keyOf` names a
 * place in it, so that the same place is found again whatever came in between. Throws InvalidInput with all faults, a
 * cursor of something that the list leaves out among them.
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
