import type { Faults } from '../errors/faults.ts'

/** Which page of a connection one wants, as Relay has it. */
export type PageArgs = {
  readonly first?: number | null | undefined
  readonly last?: number | null | undefined
  readonly after?: string | null | undefined
  readonly before?: string | null | undefined
}

/** How many places a page has where nothing is said, and the most that it can have. */
export const DEFAULT_PAGE = 20
export const LARGEST_PAGE = 100

/** What is wrong with the size that is asked for. */
export function checkPage({ first, last }: PageArgs, faults: Faults): void {
  for (const [argument, size] of Object.entries({ first, last }))
    if (size != null && (size < 1 || size > LARGEST_PAGE))
      faults.add('E_PAGE_SIZE', argument, `expected 1…${LARGEST_PAGE}, got ${size}`)
  if (first != null && last != null)
    faults.add('E_FIRST_AND_LAST', 'last', 'expected first or last, got both; last counts from the end')
}

/**
 * The page of `all` that lies after one index and before another (`-1` and `all.length` where they are open),
 * and whether anything lies on either side of it.
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
