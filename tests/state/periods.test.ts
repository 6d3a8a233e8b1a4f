import fc from 'fast-check'
import { expect, it } from 'vitest'
import { itemText } from '../../src/state/history.ts'
import { periodsOf } from '../../src/state/index.ts'
import { library } from '../toy/index.ts'
import { cases, engineOf } from './random.ts'

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
