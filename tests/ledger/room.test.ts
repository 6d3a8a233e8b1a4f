import { expect, it } from 'vitest'
import { expectedOf, runExample } from '../docstring.ts'

it('the example at the head of the room prints what it says', async () => {
  const printed = await runExample('src/ledger/index.ts')
  expect(printed).toEqual(await expectedOf('src/ledger/index.ts'))
  expect(printed).toHaveLength(2)
})
