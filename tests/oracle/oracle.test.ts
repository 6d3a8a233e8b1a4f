import fc from 'fast-check'
import { expect, it } from 'vitest'
import { compareWithOracle } from './compare.ts'
import { asked, caseOf, moves, preface } from './generate.ts'

it('the engine answers as the oracle does, of random chronicles from random points', () => {
  fc.assert(
    fc.property(preface, moves, asked, (first, told, points) => {
      const { events, points: at } = caseOf(first, told, points)
      expect(compareWithOracle(events, at).differences).toEqual([])
    }),
    { numRuns: 600, seed: 20_260_101 },
  )
})
