import { expect, test } from 'vitest'
import { runExample } from './docstring.ts'

test('the call in the docstring of the entry runs, and prints what it says', async () => {
  expect(await runExample('src/index.ts')).toEqual(['meeting/talks possibly'])
})
