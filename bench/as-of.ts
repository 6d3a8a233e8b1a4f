import { parseArgs } from 'node:util'
import { openChronicle } from '../src/chronicle/index.ts'
import type { RecordedEvent } from '../src/event/index.ts'
import { openMemoryLedger } from '../src/ledger/index.ts'
import { type CivilDay, fixedClock, formatDay, parseDay } from '../src/time/index.ts'
import { library, loanFields, TALE } from '../tests/toy/index.ts'
import { loansOf, type Shape } from './loans.ts'
import { compareWork, formatFigure } from './pairs.ts'

/**
 * `node bench/as-of.ts [--events 10000] [--shape uniform|skewed]`: what one question about one subject costs, as of
 * a date that was not asked before, against a naive fold of all events that answers the same.
 */
const { values } = parseArgs({ options: { events: { type: 'string' }, shape: { type: 'string' } } })
const size = Number(values.events ?? 10_000)
const shape: Shape = values.shape === 'skewed' ? 'skewed' : 'uniform'

const { events, subjects } = loansOf(size, shape)
const chronicle = await openChronicle({
  name: TALE,
  vocabulary: library,
  ledger: openMemoryLedger(),
  clock: fixedClock('2030-01-01T00:00:00Z'),
})
await chronicle.record({ name: 'all', events: events.map(({ event }) => event) })

const first = parseDay('2000-01-01')
const asked = { naive: 0, engine: 0 }

for (const [look, position] of [
  ['from a point looked from before', () => size],
  ['from a point never looked from', () => size - (asked.engine % 1000)],
] as const)
  console.log(
    formatFigure(
      compareWork(
        `as-of of one subject, ${look}, against a naive fold of ${size} events, ${shape}`,
        () => naive(events, nextSubject('naive'), nextDate('naive')),
        () => engine(nextSubject('engine'), nextDate('engine'), position()),
      ),
    ),
  )
check()

function engine(subject: string, date: CivilDay, position: number): string {
  const status = chronicle.asOf({ date, position }).item(subject)?.get(loanFields.status)
  return status?.values.map(({ value }) => value).join() ?? ''
}

/** The stage of a loan as of a date, by reading the ledger from end to end. */
function naive(ledger: readonly RecordedEvent[], subject: string, date: CivilDay): string {
  const stages = ['LoanMade', 'LoanRenewed', 'LoanReturned']
  let stage = -1
  for (const { event, valid } of ledger)
    if (event.subject === subject && valid.begin.latest <= date + 1)
      stage = Math.max(stage, stages.indexOf(event.type))
  return ['open', 'renewed', 'returned'][stage] ?? ''
}

function nextSubject(who: 'naive' | 'engine'): string {
  return subjects[(asked[who] * 7919) % subjects.length] ?? ''
}

function nextDate(who: 'naive' | 'engine'): CivilDay {
  asked[who] += 1
  return first + (asked[who] % 9000)
}

/** The two answer alike, or the figures mean nothing. */
function check(): void {
  for (const subject of subjects.slice(0, 50))
    for (const date of [first + 100, first + 4000, first + 9000]) {
      const [one, other] = [engine(subject, date, size), naive(events, subject, date)]
      if (one !== other) throw new Error(`${subject} on ${formatDay(date)}: ${one} is not ${other}`)
    }
}
