import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rootsAt } from '../../src/archive/open-batches.ts'
import { sha256Hex } from '../../src/event/index.ts'
import { appendLeaf, emptyFrontier, rootOf } from '../../src/ledger/index.ts'

test('rootsAt() gives at every position the root of the leaves up to it', () => {
  const positions = fc.array(fc.nat({ max: 60 }), { maxLength: 10 }).map((all) => all.sort((a, b) => a - b))
  const leaves = Array.from({ length: 60 }, (_, index) => ({
    chronicle: 'toy',
    position: index + 1,
    recordedAt: 1e12 + index,
    id: sha256Hex(String(index)),
  }))
  fc.assert(
    fc.property(positions, (asked) => {
      expect(rootsAt(leaves, asked)).toEqual(
        asked.map((position) => rootOf(leaves.slice(0, position).reduce(appendLeaf, emptyFrontier))),
      )
    }),
  )
})
