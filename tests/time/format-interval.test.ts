import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ANY,
  boundsOf,
  civilOf,
  dayOf,
  formatInterval,
  type Interval,
  interval,
  oneDay,
  parseDay,
  parseEdtf,
} from '../../src/time/index.ts'

/** Days of every four-digit year, negative ones too, often on the edge of a month or year. */
const day = fc.integer({ min: dayOf(-9999, 1, 1), max: dayOf(9999, 12, 31) })
const edgeOfMonth = day.map((any) => dayOf(civilOf(any).year, civilOf(any).month, 1))
const edgeOfYear = day.map((any) => dayOf(civilOf(any).year, 1, 1))
const edge = fc.oneof(day, edgeOfMonth, edgeOfYear, fc.constantFrom(-Infinity, Infinity))
const intervals = fc
  .tuple(edge, edge)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => interval(Math.min(a, b), Math.max(a, b)))

function readBack(text: string): Interval {
  const { begin, end, endStatus } = boundsOf(parseEdtf(text))
  expect(endStatus).toBe('once')
  expect(end).toEqual(begin)
  return begin
}

describe('formatInterval()', () => {
  it('is read back to the same bounds', () => {
    fc.assert(
      fc.property(intervals, (days) => {
        expect(readBack(formatInterval(days))).toEqual(days)
      }),
      { numRuns: 2000 },
    )
  })

  it('reads back years of any length', () => {
    for (const text of ['Y170000002', 'Y-170000002', '[Y10000..Y20000]', '[..Y-10000]', '[9999..Y10000]'])
      expect(formatInterval(readBack(text))).toBe(text)
  })

  it.each([
    [oneDay(parseDay('2021-11-21')), '2021-11-21'],
    [interval(parseDay('2021-11-01'), parseDay('2021-12-01')), '2021-11'],
    [interval(parseDay('2021-12-01'), parseDay('2022-01-01')), '2021-12'],
    [interval(parseDay('2024-02-01'), parseDay('2024-02-29')), '[2024-02-01..2024-02-28]'],
    [interval(parseDay('2021-01-01'), parseDay('2022-01-01')), '2021'],
    [interval(parseDay('2021-09-01'), parseDay('2021-12-01')), '[2021-09..2021-11]'],
    [interval(parseDay('2020-01-01'), parseDay('2023-01-01')), '[2020..2022]'],
    [interval(parseDay('2021-01-01'), parseDay('2021-11-22')), '[2021-01-01..2021-11-21]'],
    [interval(parseDay('2025-12-04'), Infinity), '[2025-12-04..]'],
    [interval(parseDay('2025-12-01'), Infinity), '[2025-12..]'],
    [interval(-Infinity, parseDay('1974-01-01')), '[..1973]'],
    [interval(-Infinity, parseDay('1973-09-22')), '[..1973-09-21]'],
    [ANY, '[..]'],
    [interval(dayOf(-1, 1, 1), dayOf(0, 1, 1)), '-0001'],
    [oneDay(dayOf(-43, 3, 15)), '-0043-03-15'],
  ])('of %j is %s', (days, text) => expect(formatInterval(days)).toBe(text))
})
