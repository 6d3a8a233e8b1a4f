import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addMonths,
  addYears,
  civilOf,
  dayOf,
  daysInMonth,
  FIRST_DAY,
  formatDay,
  isLeap,
  LAST_DAY,
  parseDay,
} from '../../src/time/index.ts'

const DAY = 86_400_000
const fourDigitDays = fc.integer({ min: parseDay('0001-01-01'), max: parseDay('9999-12-31') })
const months = fc.integer({ min: -5000, max: 5000 })

/** What Date.UTC makes of it; setUTCFullYear because Date.UTC takes the years 0…99 for 19xx. */
function dateDay(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / DAY
}

describe('dayOf() and civilOf()', () => {
  it('agree with JavaScript’s Date on each day of the years 0001…9999', () => {
    let day = dateDay(1, 1, 1)
    let wrong = 0
    for (let year = 1; year <= 9999; year++)
      for (let month = 1; month <= 12; month++)
        for (let date = 1; date <= daysInMonth(year, month); date++) {
          const civil = civilOf(day)
          const back = civil.year === year && civil.month === month && civil.day === date
          if (!back || dayOf(year, month, date) !== day) wrong++
          day++
        }
    expect(wrong).toBe(0)
    expect(day - 1).toBe(dateDay(9999, 12, 31))
  })

  it('agree with it in years before 1 and far off too', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999, max: 99_999_999 }), (day) => {
        const date = new Date(day * DAY)
        const civil = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
        expect(civilOf(day)).toEqual(civil)
        expect(dayOf(civil.year, civil.month, civil.day)).toBe(day)
      }),
    )
  })

  it('stay exact ten million million years away', () => {
    const day = dayOf(-1e13, 12, 31)
    expect(civilOf(day)).toEqual({ year: -1e13, month: 12, day: 31 })
    expect(civilOf(day + 1)).toEqual({ year: -1e13 + 1, month: 1, day: 1 })
  })
})

describe('daysInMonth()', () => {
  it('is the distance to the first of the next month', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -20_000, max: 20_000 }),
        fc.integer({ min: 1, max: 12 }),
        (year, month) => {
          const next = month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1)
          expect(daysInMonth(year, month)).toBe(next - dayOf(year, month, 1))
        },
      ),
    )
  })

  it.each([
    [2000, true],
    [1900, false],
    [2024, true],
    [2021, false],
    [0, true],
    [-4, true],
    [-100, false],
  ])('takes %i as a leap year: %s', (year, leap) => {
    expect(isLeap(year)).toBe(leap)
    expect(daysInMonth(year, 2)).toBe(leap ? 29 : 28)
  })
})

describe('parseDay() and formatDay()', () => {
  it('undo one another on the years 0001…9999', () => {
    fc.assert(fc.property(fourDigitDays, (day) => parseDay(formatDay(day)) === day))
  })

  it('undo one another on each day before, after and far off', () => {
    const far = fc.integer({ min: FIRST_DAY, max: LAST_DAY })
    const near = fc.integer({ min: dayOf(-12_000, 1, 1), max: dayOf(12_000, 1, 1) })
    fc.assert(fc.property(fc.oneof(near, far), (day) => parseDay(formatDay(day)) === day))
  })

  it.each([
    ['0000-01-01', 0, 1, 1],
    ['0000-02-29', 0, 2, 29],
    ['-0001-12-31', -1, 12, 31],
    ['-0043-03-15', -43, 3, 15],
    ['-9999-01-01', -9999, 1, 1],
    ['Y10000-01-01', 10_000, 1, 1],
    ['Y-10000-12-31', -10_000, 12, 31],
    ['Y170000002-06-07', 170_000_002, 6, 7],
    ['Y10000000000001-01-01', 1e13 + 1, 1, 1],
  ])('parseDay() reads %s', (text, year, month, day) => {
    expect(parseDay(text)).toBe(dayOf(year, month, day))
    expect(formatDay(dayOf(year, month, day))).toBe(text)
  })

  it('parseDay() counts from 1970-01-01', () => {
    expect(parseDay('1970-01-01')).toBe(0)
    expect(parseDay('1973-09-21')).toBe(1359)
  })

  it.each([
    ['2021-13-01', 'month 13 is not 01…12'],
    ['2021-00-01', 'month 00 is not 01…12'],
    ['2021-01-00', 'day 00 is not 01…31'],
    ['2021-01-32', 'day 32 is not 01…31'],
    ['2021-04-31', 'day 31 is not 01…30, the days of April'],
    ['2021-02-30', 'day 30 is not 01…28, the days of February'],
    ['2021-02-29', '2021 is not a leap year, its February has 28 days'],
    ['1900-02-29', '1900 is not a leap year, its February has 28 days'],
    ['-0000-12-31', 'there is no year -0000, the year before 0001 is 0000'],
    ['-0001-02-29', '-0001 is not a leap year, its February has 28 days'],
    ['Y99999999999999-01-01', 'a year farther off than twenty million million is not supported'],
    ['Y9999-01-01', 'expected a date as YYYY-MM-DD'],
    ['Y012345-01-01', 'expected a date as YYYY-MM-DD'],
    ['+2021-02-28', 'expected a date as YYYY-MM-DD'],
    ['2021-02-28T10:00:00Z', 'a date has no time in it, expected YYYY-MM-DD'],
    ['2021-02-28 10:00', 'a date has no time in it, expected YYYY-MM-DD'],
    ['2021-02', 'expected a date as YYYY-MM-DD'],
    ['2021-2-8', 'expected a date as YYYY-MM-DD'],
    ['-202-02-28', 'expected a date as YYYY-MM-DD'],
    ['10000-01-01', 'a year of more than four digits is written Y, as Y10000-01-01'],
    ['-10000-01-01', 'a year of more than four digits is written Y, as Y-10000-01-01'],
    [' 2021-02-28', 'expected a date as YYYY-MM-DD'],
    ['2021-02-28\n', 'expected a date as YYYY-MM-DD'],
    ['２０２１-02-28', 'expected a date as YYYY-MM-DD'],
    ['', 'expected a date as YYYY-MM-DD'],
  ])('parseDay(%j) is refused: %s', (text, reason) => {
    expect(() => parseDay(text)).toThrow(
      expect.objectContaining({
        code: 'E_DATE',
        category: 'invalid',
        message: `"${text}": ${reason}`,
        facts: { text },
      }),
    )
  })

  it.each([
    [dayOf(0, 1, 1), '0000-01-01'],
    [dayOf(-43, 3, 15), '-0043-03-15'],
    [dayOf(12_345, 6, 7), 'Y12345-06-07'],
    [dayOf(-12_345, 6, 7), 'Y-12345-06-07'],
  ])('formatDay(%i) is %s', (day, text) => expect(formatDay(day)).toBe(text))

  it.each([Infinity, -Infinity, Number.NaN])('formatDay(%d) is refused', (day) => {
    expect(() => formatDay(day)).toThrow(expect.objectContaining({ code: 'E_DATE' }))
  })
})

describe('addMonths() and addYears()', () => {
  it.each([
    ['2021-01-31', 1, '2021-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2021-03-31', -1, '2021-02-28'],
    ['2021-12-15', 1, '2022-01-15'],
    ['2021-01-15', -1, '2020-12-15'],
    ['2021-08-31', 18, '2023-02-28'],
    ['2021-05-05', 0, '2021-05-05'],
  ])('%s and %i months is %s', (day, count, result) => {
    expect(formatDay(addMonths(parseDay(day), count))).toBe(result)
  })

  it('of 29 February, a year on is 28 February', () => {
    expect(formatDay(addYears(parseDay('2024-02-29'), 1))).toBe('2025-02-28')
    expect(formatDay(addYears(parseDay('2024-02-29'), 4))).toBe('2028-02-29')
  })

  it('land in that month, on that day or on its last', () => {
    fc.assert(
      fc.property(fourDigitDays, months, (day, count) => {
        const [before, after] = [civilOf(day), civilOf(addMonths(day, count))]
        expect(after.year * 12 + after.month).toBe(before.year * 12 + before.month + count)
        expect(after.day).toBe(Math.min(before.day, daysInMonth(after.year, after.month)))
      }),
    )
  })

  it('leave what is unbounded unbounded', () => {
    expect(addMonths(Infinity, -3)).toBe(Infinity)
    expect(addYears(-Infinity, 3)).toBe(-Infinity)
  })
})
