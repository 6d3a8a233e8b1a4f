import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { compareWithOracle } from './compare.ts'
import { asked, caseOf, preface, wholeMoves } from './generate.ts'
import { manyOpen, unsoundAnswers } from './soundness.ts'

/**
 * The long run: `node tests/oracle/run.ts --questions 1000000 --seed 7`. Asks engine and oracle the same of random
 * chronicles until so many questions were asked, and prints how many answers differed; 1 if any did. `--open 100` does so
 * besides for so many chronicles in which nine to twelve open sources bear on one event: there no answer may say more than
 * every world does.
 */
const { values } = parseArgs({
  options: {
    questions: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    open: { type: 'string', default: '0' },
  },
})
/** Views are kept, or dropped early, or hardly kept at all; and columns go into bytes and back after one event or another. */
const BUDGETS = [undefined, 20_000, 2_000]
const [wanted, seed, open] = [Number(values.questions), Number(values.seed), Number(values.open)]

let questions = 0
let chronicles = 0
const differences: string[] = []
for (let round = 0; questions < wanted; round += 1) {
  const batch = fc.sample(fc.tuple(preface, wholeMoves, asked), {
    seed: seed * 1_000_003 + round,
    numRuns: 200,
  })
  for (const [first, told, points] of batch) {
    if (questions >= wanted) break
    const { events, points: at } = caseOf(first, told, points)
    const result = compareWithOracle(events, at, {
      budget: BUDGETS[chronicles % BUDGETS.length],
      savedAfter: chronicles % (events.length + 1),
      nth: chronicles,
    })
    questions += result.questions
    chronicles += 1
    differences.push(...result.differences)
  }
}
for (let round = 0; round < open; round += 1) {
  for (const many of fc.sample(manyOpen(9, 12), { seed: seed * 1_000_003 + round, numRuns: 1 })) {
    const result = unsoundAnswers(many)
    questions += result.questions
    chronicles += 1
    differences.push(...result.unsound)
  }
}
for (const difference of differences.slice(0, 20)) console.log(difference)
console.log(
  `${questions} questions of ${chronicles} chronicles, seed ${seed}: ${differences.length} differences`,
)
process.exitCode = differences.length === 0 ? 0 : 1
