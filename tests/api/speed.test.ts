import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readRecipes } from '../../cookbook/write.ts'
import { openCorpus } from './ask.ts'

const recipes = await readRecipes()
let corpus: Awaited<ReturnType<typeof openCorpus>>
beforeAll(async () => {
  corpus = await openCorpus()
})
afterAll(() => corpus.close())

/** Of milliseconds on a quiet machine: the bound leaves room for a busy one, not for work that grows with the ledger. */
const MEDIAN = 100

describe('the API answers in milliseconds', () => {
  test.each(recipes)('$name', async ({ query }) => {
    const times: number[] = []
    for (let time = 0; time < 9; time += 1) {
      const from = performance.now()
      expect((await corpus.ask(query)).errors).toEqual([])
      times.push(performance.now() - from)
    }
    expect(times.toSorted((a, b) => a - b)[4]).toBeLessThan(MEDIAN)
  })
})
