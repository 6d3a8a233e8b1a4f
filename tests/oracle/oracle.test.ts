import fc from 'fast-check'
import { expect, it } from 'vitest'
import { atLength } from '../../torture/rig/thorough.ts'
import { compareWithOracle } from './compare.ts'
import { asked, caseOf, preface, wholeMoves } from './generate.ts'
import { manyOpen, unsoundAnswers } from './soundness.ts'

it('the engine answers some ten thousand random questions as the oracle does', () => {
  let questions = 0
  fc.assert(
    fc.property(preface, wholeMoves, asked, (first, told, points) => {
      const { events, points: at } = caseOf(first, told, points)
      const verdicts = compareWithOracle(events, at, {
        savedAfter: questions % (events.length + 1),
        nth: questions,
      })
      questions += verdicts.questions
      expect(verdicts.differences).toEqual([])
    }),
    { numRuns: atLength(300, 80), seed: 20_260_101 },
  )
  expect(questions).toBeGreaterThan(10_000)
})

it.each([
  [9, 9, 10],
  [12, 12, 1],
])(
  'with %i to %i open sources on one event the engine says no more than every world',
  (least, most, runs) => {
    let questions = 0
    fc.assert(
      fc.property(manyOpen(least, most), (many) => {
        const verdicts = unsoundAnswers(many)
        questions += verdicts.questions
        expect(verdicts.unsound).toEqual([])
      }),
      { numRuns: runs, seed: 20_260_102 },
    )
    expect(questions).toBeGreaterThanOrEqual(runs)
  },
)
