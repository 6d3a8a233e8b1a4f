import { expect, test } from 'vitest'
import { happenedAmong } from '../../../src/graphql/kinds/happened.ts'
import { oneDay, parseDay } from '../../../src/time/index.ts'
import { loanMade, openTale, Tale } from '../../toy/index.ts'

const LOANS = 100
/** So many items are asked in one step. */
const STEP = 10

test('items are asked in steps whether they happened', async () => {
  const tale = new Tale()
  tale.source('gazette', '2020-01-10')
  for (let nth = 0; nth < LOANS; nth += 1)
    tale.tell(
      loanMade,
      `loan/${nth}`,
      { book: 'book/emma' },
      { on: `2020-01-0${1 + (nth % 2)}`, by: 'gazette' },
    )
  const chronicle = (await openTale(tale)).snapshot()
  const state = chronicle.asOf({ date: parseDay('2020-02-01') })
  const items = state.list('loan').map((item) => ({ chronicle, state, namesPosition: false, item }))
  const steps = happenedAmong(items, [oneDay(parseDay('2020-01-01'))])
  for (let taken = 0; taken < LOANS / STEP; taken += 1) expect(steps.next().done).toBe(false)
  const { done, value: found } = steps.next()
  expect(done).toBe(true)
  expect(found?.map(({ each }) => each.item.subject)).toEqual(
    items.filter((_, nth) => nth % 2 === 0).map(({ item }) => item.subject),
  )
})
