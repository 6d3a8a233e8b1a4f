import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ANY,
  boundsOfEdtf,
  civilOf,
  contains,
  dayOf,
  formatInterval,
  hull,
  type Interval,
  intersect,
  interval,
  isExact,
  oneDay,
  overlaps,
  parseDay,
  parseEdtf,
} from '../../src/time/index.ts'

/** Intervals within a week, unbounded ones included, so that every way of lying to one another comes up. */
const edge = fc.oneof(fc.integer({ min: 0, max: 7 }), fc.constantFrom(-Infinity, Infinity))
const intervals = fc
  .tuple(edge, edge)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => interval(Math.min(a, b), Math.max(a, b)))

/** The obvious reading: which days from a day before the week to a day after it are in. */
function daysIn(days: Interval | undefined): number[] {
  return [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8].filter(
    (day) => days !== undefined && days.earliest <= day && day < days.latest,
  )
}

describe('interval()', () => {
  it.each([
    [3, 3],
    [4, 3],
    [Infinity, -Infinity],
    [Infinity, Infinity],
    [Number.NaN, 3],
  ])('refuses [%d, %d), which has no day', (earliest, latest) => {
    expect(() => interval(earliest, latest)).toThrow(
      expect.objectContaining({ code: 'E_EMPTY_INTERVAL', category: 'invalid' }),
    )
  })
})

describe.each([
  ['equal', interval(2, 5), interval(2, 5), interval(2, 5), interval(2, 5)],
  ['touching', interval(2, 5), interval(5, 7), undefined, interval(2, 7)],
  ['apart', interval(0, 2), interval(5, 7), undefined, interval(0, 7)],
  ['overlapping by a day', interval(2, 5), interval(4, 7), interval(4, 5), interval(2, 7)],
  ['nested', interval(0, 7), interval(2, 5), interval(2, 5), interval(0, 7)],
  ['nested from one begin', interval(2, 7), interval(2, 5), interval(2, 5), interval(2, 7)],
  ['open to one another', interval(2, Infinity), interval(-Infinity, 5), interval(2, 5), ANY],
  ['open away from one another', interval(5, Infinity), interval(-Infinity, 5), undefined, ANY],
  ['any and one', ANY, interval(2, 3), interval(2, 3), ANY],
])('%s', (_, a, b, both, around) => {
  it('intersect(), overlaps() and hull() tell so, whichever comes first', () => {
    expect(intersect(a, b)).toEqual(both)
    expect(intersect(b, a)).toEqual(both)
    expect(overlaps(a, b)).toBe(both !== undefined)
    expect(overlaps(b, a)).toBe(both !== undefined)
    expect(hull(a, b)).toEqual(around)
    expect(hull(b, a)).toEqual(around)
  })
})

describe('the algebra of intervals', () => {
  it('is that of their days', () => {
    fc.assert(
      fc.property(intervals, intervals, (a, b) => {
        const shared = daysIn(a).filter((day) => daysIn(b).includes(day))
        expect(daysIn(intersect(a, b))).toEqual(shared)
        expect(overlaps(a, b)).toBe(shared.length > 0 || intersect(a, b) !== undefined)
        for (const day of [...daysIn(a), ...daysIn(b)]) expect(contains(hull(a, b), day)).toBe(true)
      }),
    )
  })

  it('intersects associatively, and hull absorbs', () => {
    fc.assert(
      fc.property(intervals, intervals, intervals, (a, b, c) => {
        const [ab, bc] = [intersect(a, b), intersect(b, c)]
        expect(ab && intersect(ab, c)).toEqual(bc && intersect(a, bc))
        expect(hull(hull(a, b), c)).toEqual(hull(a, hull(b, c)))
        expect(intersect(a, hull(a, b))).toEqual(a)
        expect(intersect(a, ANY)).toEqual(a)
        expect(intersect(a, a)).toEqual(a)
      }),
    )
  })

  it('contains() has the first day in and the one after the last out', () => {
    expect([1, 2, 4, 5].map((day) => contains(interval(2, 5), day))).toEqual([false, true, true, false])
  })

  it('isExact() holds of one day only', () => {
    expect(isExact(oneDay(-7))).toBe(true)
    expect(isExact(interval(2, 4))).toBe(false)
    expect(isExact(ANY)).toBe(false)
    expect(isExact(interval(3, Infinity))).toBe(false)
  })
})

/** Days of every four-digit year, negative ones too, often on the edge of a month or year. */
const day = fc.integer({ min: dayOf(-9999, 1, 1), max: dayOf(9999, 12, 31) })
const edgeOfMonth = day.map((any) => dayOf(civilOf(any).year, civilOf(any).month, 1))
const edgeOfYear = day.map((any) => dayOf(civilOf(any).year, 1, 1))
const bound = fc.oneof(day, edgeOfMonth, edgeOfYear, fc.constantFrom(-Infinity, Infinity))
const writtenIntervals = fc
  .tuple(bound, bound)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => interval(Math.min(a, b), Math.max(a, b)))

function readBack(text: string): Interval {
  const { begin, end, endStatus } = boundsOfEdtf(parseEdtf(text))
  expect(endStatus).toBe('once')
  expect(end).toEqual(begin)
  return begin
}

describe('formatInterval()', () => {
  it('is read back to the same bounds', () => {
    fc.assert(
      fc.property(writtenIntervals, (days) => {
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
