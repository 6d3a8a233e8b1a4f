import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { compareWithOracle } from './compare.ts'
import { asked, caseOf, moves, preface } from './generate.ts'

/**
 * The long run: `node tests/oracle/run.ts --questions 1000000 --seed 7`. Asks engine and oracle the same of random
 * chronicles until so many questions were asked, and prints how many answers differed; 1 if any did.
 */
const { values } = parseArgs({
  options: { questions: { type: 'string', default: '100000' }, seed: { type: 'string', default: '1' } },
})
const [wanted, seed] = [Number(values.questions), Number(values.seed)]

let questions = 0
let chronicles = 0
const differences: string[] = []
for (let round = 0; questions < wanted; round += 1) {
  const batch = fc.sample(fc.tuple(preface, moves, asked), { seed: seed * 1_000_003 + round, numRuns: 200 })
  for (const [first, told, points] of batch) {
    if (questions >= wanted) break
    const { events, points: at } = caseOf(first, told, points)
    const result = compareWithOracle(events, at)
    questions += result.questions
    chronicles += 1
    differences.push(...result.differences)
  }
}
for (const difference of differences.slice(0, 20)) console.log(difference)
console.log(
  `${questions} questions of ${chronicles} chronicles, seed ${seed}: ${differences.length} differences`,
)
process.exitCode = differences.length === 0 ? 0 : 1
