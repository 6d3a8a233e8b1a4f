import { expect, it } from 'vitest'
import { openChronicle } from '../../src/engine/index.ts'
import { openMemoryLedger } from '../../src/ledger/index.ts'
import { fixedClock, parseDay } from '../../src/time/index.ts'
import { library, loanMade, Tale } from '../toy/index.ts'

it('the call at the head of the room runs as it says', async () => {
  const tale = new Tale()
  tale.source('gazette', '2020-01-10')
  tale.source('herald', '2020-03-10')
  tale.tell(loanMade, 'loan/1', { book: 'book/emma' }, { on: '2020-01-05', by: 'gazette' })
  tale.tell(loanMade, 'loan/2', { book: 'book/emma' }, { on: '2020-03-05', by: 'herald' })
  const clock = fixedClock('2030-01-01T00:00:00Z')
  const ledger = openMemoryLedger()
  const chronicle = await openChronicle({ name: 'library', vocabulary: library, ledger, clock })
  const events = tale.events.map(({ event }) => ({ ...event, chronicle: 'library' }))
  const { head } = await chronicle.record({ events, expectedPosition: 0 })
  expect(head.position).toBe(4)
  const state = chronicle.asOf({ date: parseDay('2020-03-31'), knownAt: parseDay('2020-01-31') })
  expect(state.list('loan').map(({ subject, existence }) => [subject, existence.answer])).toEqual([
    ['loan/1', 'definitely'],
  ])
  const [before, after] = [parseDay('2020-02-01'), parseDay('2020-03-31')]
  const changes = chronicle.compare({ date: before }, { date: after }).changes('loan')
  expect(changes.map(({ change, subject }) => [change, subject])).toEqual([['added', 'loan/2']])
})
