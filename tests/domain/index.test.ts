import { expect, test } from 'vitest'
import { runExample } from '../docstring.ts'

test('the call in the docstring of the entry runs', async () => {
  expect(await runExample('src/domain/index.ts')).toEqual(['0 true'])
})
