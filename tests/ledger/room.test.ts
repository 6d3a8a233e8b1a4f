import { expect, it } from 'vitest'
import { runExample } from '../room-example.ts'

it('the example at the head of the room prints what it says', async () => {
  const { printed, expected } = await runExample('ledger')
  expect(printed).toEqual(expected)
  expect(printed).toHaveLength(2)
})
