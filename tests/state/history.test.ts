import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { itemText } from '../../src/state/history.ts'
import { historyOf, periodsOf } from '../../src/state/index.ts'
import { formatDay, formatInterval } from '../../src/time/index.ts'
import { library, loanMade, loanReturned, stand, Tale } from '../toy/index.ts'
import { cases, engineOf } from './random.ts'

describe('periodsOf()', () => {
  it('tiles the line, and within a period nothing changes', () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ events, points }, choice) => {
        const { at } = engineOf(events)
        for (const point of points) {
          const state = at(point)
          for (const kind of library.kinds.keys())
            for (const item of state.list(kind)) {
              const periods = periodsOf(state, item)
              expect(periods.map(({ from }) => from)).toEqual([
                -Infinity,
                ...periods.slice(0, -1).map(({ to }) => to),
              ])
              expect(periods.at(-1)?.to).toBe(Infinity)
              for (const period of periods) {
                const first = Math.max(period.from, 18_000)
                const day = first + (choice % Math.max(1, Math.min(period.to, 19_000) - first))
                if (day < period.from || day >= period.to) continue
                const then = state.at(day).item(item.subject)
                for (const field of [item.kind.existence, ...item.kind.fields]) {
                  const read = (each: typeof then) => {
                    const { answer, values } = each?.get(field) ?? {}
                    return [answer, values?.map(({ value, answer, likely }) => [value, answer, likely])]
                  }
                  expect(read(then)).toEqual(read(period.item))
                }
              }
            }
        }
      }),
      { numRuns: 60 },
    )
  })

  it('says from when to when what was held', () => {
    const tale = new Tale()
    tale.source('list', '2020-01-31')
    tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on: '[2020-01-05..2020-01-08]', by: 'list' })
    const state = stand(tale.events)({ date: '2020-01-01' })
    const item = state.item('loan/1')
    const periods = item === undefined ? [] : periodsOf(state, item)
    const told = periods.map(({ from, item: then }) => [
      Number.isFinite(from) ? formatDay(from) : '',
      then?.existence.answer,
    ])
    expect(told.filter(([, answer], index) => answer !== told[index - 1]?.[1])).toEqual([
      ['', 'no'],
      ['2020-01-05', 'possibly'],
      ['2020-01-08', 'definitely'],
    ])
  })
})

describe('historyOf()', () => {
  it('has every event that can be seen on all three clocks, with what was done to it', () => {
    const tale = new Tale()
    tale.source('list', '2020-02')
    tale.source('late', '2020-03')
    const lent = tale.tell(loanMade, 'loan/1', { book: 'book/a' }, { on: '2020', by: 'list' })
    const returned = tale.tell(loanReturned, 'loan/1', {}, { on: '2020-02', by: ['list', 'late'] })
    const inference = tale.date([lent], '2020-01')
    const correction = tale.correct(lent, { payload: { book: 'book/b' } })
    const state = stand(tale.events)({ date: '2020-06-01' })
    const item = state.item('loan/1')
    const entries = item === undefined ? [] : historyOf(state, item)
    expect(
      entries.map(({ event, valid, known, acts }) => [
        event.id,
        formatInterval(valid.begin),
        known && formatInterval(known),
        acts,
      ]),
    ).toEqual([
      [lent, '2020-01', '2020-02', [correction, inference]],
      [returned, '2020-02', '2020-03', []],
    ])
  })
})

it('periodsOf() joins what says the same: neighbours differ, and every day says what its period says', () => {
  fc.assert(
    fc.property(cases, ({ events, points }) => {
      const { at } = engineOf(events)
      for (const point of points) {
        const state = at(point)
        for (const item of [...library.kinds.keys()].flatMap((kind) => state.list(kind))) {
          const periods = periodsOf(state, item)
          for (const [index, period] of periods.entries()) {
            const next = periods[index + 1]
            if (next !== undefined) expect(itemText(next.item)).not.toBe(itemText(period.item))
          }
          for (let day = 18_260; day < 18_280; day += 1) {
            const within = periods.filter(({ from, to }) => from <= day && day < to)
            expect(within.map((period) => itemText(period.item))).toEqual([
              itemText(state.at(day).item(item.subject)),
            ])
          }
        }
      }
    }),
    { numRuns: 60 },
  )
})
