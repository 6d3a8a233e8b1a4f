import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DocumentCache } from '../../../src/server/document/analysed-document.ts'
import { SharedCache } from '../../../src/state/index.ts'

/** The same by hand: everything asked so far, latest first, as far as it fits; a text too long by itself is not kept. */
function keptByHand(most: number, asks: readonly (readonly [text: string, value: number | undefined])[]) {
  let kept: (readonly [string, number])[] = []
  const found: (number | undefined)[] = []
  for (const [text, value] of asks) {
    const known = kept.find(([each]) => each === text)?.[1]
    found.push(known)
    const now = value ?? known
    if (now === undefined || text.length > most) continue
    kept = [[text, now], ...kept.filter(([each]) => each !== text)]
    while (kept.reduce((sum, [each]) => sum + each.length, 0) > most) kept = kept.slice(0, -1)
  }
  return { found, length: kept.reduce((sum, [text]) => sum + text.length, 0) }
}

const asks = fc.array(
  fc.tuple(
    fc.string({ minLength: 1, maxLength: 12, unit: fc.constantFrom('a', 'b') }),
    fc.option(fc.nat(9), { nil: undefined }),
  ),
  { maxLength: 60 },
)

test('what is kept is what was asked for last, as far as there is room', () => {
  fc.assert(
    fc.property(asks, fc.integer({ min: 1, max: 40 }), (all, most) => {
      const shared = new SharedCache(most)
      const cache = new DocumentCache<{ readonly value: number }>(shared, 1)
      const found = all.map(([text, value]) => {
        const known = cache.get(text)?.value
        if (value !== undefined) cache.set(text, { value })
        return known
      })
      const byHand = keptByHand(most, all)
      expect({ found, length: shared.bytes }).toEqual(byHand)
    }),
    { numRuns: 1_000 },
  )
})
