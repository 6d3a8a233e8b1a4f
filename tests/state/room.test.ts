import { expect, it } from 'vitest'
import { Projection, stateAt } from '../../src/state/index.ts'
import { parseDay } from '../../src/time/index.ts'
import { EventIndex, TRUST_ALL } from '../../src/visibility/index.ts'
import { library, loanMade, Tale } from '../toy/index.ts'

it('the call at the head of the room runs as it says', () => {
  const tale = new Tale()
  tale.source('gazette', '2020-01-10')
  const lent = tale.tell(loanMade, 'loan/1', { book: 'book/emma' }, { on: '2020-01', by: 'gazette' })
  const eventIndex = new EventIndex(library.catalogue)
  const projection = new Projection(library, eventIndex)
  for (const event of tale.events) {
    eventIndex.add(event)
    projection.add(event)
  }
  const point = { date: parseDay('2020-03-31'), position: 2, trusting: TRUST_ALL }
  const items = stateAt(eventIndex, projection, point).list('loan')
  expect(items.map(({ subject, existence, because }) => [subject, existence.answer, because])).toEqual([
    ['loan/1', 'definitely', [lent]],
  ])
})
