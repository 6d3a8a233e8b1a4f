import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULT_PAGE, pagedArray, pageOf } from '../../../src/graphql/lists/page.ts'

type Asked = {
  readonly first?: number
  readonly last?: number
  readonly after?: number
  readonly before?: number
}

/**
 * EdgesToReturn of the GraphQL Cursor Connections Specification, §4.4, on a list of places. To the letter but where the
 * cursors have crossed: it would pass over `before` then; here, as in its reference implementation, nothing lies between.
 */
function edgesToReturn(all: readonly number[], { first, last, after, before }: Asked): readonly number[] {
  if (after !== undefined && before !== undefined && before <= after) return []
  let edges = [...all]
  if (after !== undefined && edges.includes(after)) edges = edges.slice(edges.indexOf(after) + 1)
  if (before !== undefined && edges.includes(before)) edges = edges.slice(0, edges.indexOf(before))
  if (first !== undefined && edges.length > first) edges = edges.slice(0, first)
  if (last !== undefined && edges.length > last) edges = edges.slice(edges.length - last)
  return edges
}

test('pageOf() gives the edges of the specification, and whether there are others on either side', () => {
  const size = fc.integer({ min: 1, max: 12 })
  const asked = fc
    .tuple(fc.constantFrom('first', 'last', 'neither'), size, fc.nat(12), fc.nat(12), fc.nat(12))
    .map(([which, count, length, after, before]) => ({
      all: Array.from({ length }, (_, index) => index),
      asked: {
        ...(which === 'neither' ? {} : { [which]: count }),
        ...(after < length && { after }),
        ...(before < length && { before }),
      } satisfies Asked,
    }))
  fc.assert(
    fc.property(asked, ({ all, asked }) => {
      const { first, last }: Asked = asked
      const { after, before }: Asked = asked
      const list = pagedArray(all, String)
      const { page, hasNextPage, hasPreviousPage } = pageOf(list, { first, last }, after, before)
      const byDefault = first === undefined && last === undefined ? { first: DEFAULT_PAGE } : {}
      expect(page).toEqual(edgesToReturn(all, { ...byDefault, ...asked }))
      const [start, end] = [page[0], page.at(-1)]
      if (start !== undefined) expect(hasPreviousPage).toBe(start > 0)
      if (end !== undefined) expect(hasNextPage).toBe(end < all.length - 1)
    }),
    { numRuns: 3_000 },
  )
})
