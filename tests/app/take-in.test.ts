import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rootAfter } from '../../src/app/take-in.ts'
import { sha256Hex } from '../../src/event/index.ts'

test('rootAfter.each() gives at every position what rootAfter() gives of the leaves up to it', () => {
  const positions = fc.array(fc.nat({ max: 60 }), { maxLength: 10 }).map((all) => all.sort((a, b) => a - b))
  const leaves = Array.from({ length: 60 }, (_, index) => ({
    chronicle: 'toy',
    position: index + 1,
    recordedAt: 1e12 + index,
    id: sha256Hex(String(index)),
  }))
  fc.assert(
    fc.property(positions, (asked) => {
      const each = rootAfter.each?.(leaves, asked)
      expect(each).toEqual(asked.map((position) => rootAfter(leaves.slice(0, position))))
    }),
  )
})
