import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type DateFormat, readCellDate } from '../../../src/exchange/mapped-table/dates.ts'
import { dayOf, formatDay, readValid } from '../../../src/time/index.ts'

const PLAIN: readonly DateFormat[] = ['edtf', 'ymd', 'quarter', 'words']

/** What a text comes to: its EDTF, or why it is refused. */
function read(
  cell: Parameters<typeof readCellDate>[0],
  as: readonly DateFormat[] = PLAIN,
  century?: number,
): string {
  const found = readCellDate(cell, { as, century })
  if ('refused' in found) return found.refused
  return 'edtf' in found.written ? found.written.edtf : JSON.stringify(found.written)
}

describe('readCellDate()', () => {
  test.each<readonly [cell: string | number, as: readonly DateFormat[], edtf: string]>([
    ['2024-03-01', PLAIN, '2024-03-01'],
    ['2024-03', PLAIN, '2024-03'],
    ['2024', PLAIN, '2024'],
    [2024, PLAIN, '2024'],
    ['[2021-09..2021-11]', PLAIN, '[2021-09..2021-11]'],
    ['2024/3/1', PLAIN, '2024-03-01'],
    ['2024.3.1', PLAIN, '2024-03-01'],
    ['20240301', PLAIN, '2024-03-01'],
    ['2024年3月1日', PLAIN, '2024-03-01'],
    ['２０２４年３月', PLAIN, '2024-03'],
    ['13/04/2024', PLAIN, '2024-04-13'],
    ['04/13/2024', PLAIN, '2024-04-13'],
    ['04/04/2024', PLAIN, '2024-04-04'],
    ['03/04/2024', ['dmy'], '2024-04-03'],
    ['03/04/2024', ['mdy'], '2024-03-04'],
    ['3.4.2024', ['dmy'], '2024-04-03'],
    ['3-4-2024', ['words', 'mdy'], '2024-03-04'],
    ['13/04/2024', ['dmy', 'mdy'], '2024-04-13'],
    ['Q1 2024', PLAIN, '2024-33'],
    ['2024-Q4', ['quarter'], '2024-36'],
    ['3 March 2024', PLAIN, '2024-03-03'],
    ['March 3rd, 2024', PLAIN, '2024-03-03'],
    ['3-Mar-2024', PLAIN, '2024-03-03'],
    ['early June 2024', PLAIN, '[2024-06-01..2024-06-10]'],
    ['mid-June 2024', PLAIN, '[2024-06-11..2024-06-20]'],
    ['late February 2024', PLAIN, '[2024-02-21..2024-02-29]'],
    ['2024年6月上旬', PLAIN, '[2024-06-01..2024-06-10]'],
    ['ngày 3 tháng 2 năm 2024', PLAIN, '2024-02-03'],
    ['between March 2024 and May 2024', PLAIN, '[2024-03..2024-05]'],
    ['令和6年3月1日', PLAIN, '2024-03-01'],
    [45352, ['serial-1900'], '2024-03-01'],
    ['45352', ['serial-1900'], '2024-03-01'],
    ['45352.75', ['serial-1900'], '2024-03-01'],
    [43890, ['serial-1904'], '2024-03-01'],
    [1, ['serial-1900'], '1900-01-01'],
    [59, ['serial-1900'], '1900-02-28'],
    [61, ['serial-1900'], '1900-03-01'],
    [0, ['serial-1904'], '1904-01-01'],
    [2024, ['serial-1900'], '1905-07-16'],
  ])('%j as %j is %s', (cell, as, edtf) => {
    expect(read(cell, as)).toBe(edtf)
  })

  test.each<readonly [cell: string | number, as: readonly DateFormat[], reason: RegExp]>([
    ['03/04/2024', PLAIN, /may be 2024-04-03 or 2024-03-04; expected the map to say/],
    ['03/04/2024', ['dmy', 'mdy'], /may be 2024-04-03 or 2024-03-04/],
    ['31/02/2024', ['dmy'], /expected day, month, year, like 31\/12\/2024, and a day that there is/],
    ['13/04/2024', ['mdy'], /expected month, day, year/],
    ['31/12/24', ['dmy'], /a year in four digits, or a century in the map, as century: 20/],
    ['3-Mar-24', PLAIN, /a year in four digits/],
    [45352, PLAIN, /is a number; .*serial-1900 or serial-1904/],
    [2024, ['serial-1900', 'edtf'], /may be a year or the number of a day/],
    [60, ['serial-1900'], /the number of no day/],
    ['FY2024', PLAIN, /expected EDTF/],
    ['2024年度', PLAIN, /expected EDTF/],
    ['24', PLAIN, /is a number/],
    ['202X', PLAIN, /^202X$/],
    ['yesterday', PLAIN, /expected EDTF, like 2024-03, or year, month, day/],
    ['2024-02-30', PLAIN, /expected EDTF/],
    ['', PLAIN, /expected EDTF/],
  ])('%j as %j is refused, or read as it is written', (cell, as, reason) => {
    expect(read(cell, as)).toMatch(reason)
  })

  test('takes two digits as a year of the century that the map names', () => {
    expect(read('31/12/24', ['dmy'], 20)).toBe('2024-12-31')
    expect(read('3-Mar-98', PLAIN, 19)).toBe('1998-03-03')
  })

  test('takes a cell that its program holds as a date for that day, whatever its format', () => {
    expect(readCellDate({ date: '2024-03-01', time: '09:30' }, { as: ['dmy'], century: undefined })).toEqual({
      written: { edtf: '2024-03-01' },
      reading: 'the cell has the time 09:30 too',
    })
  })

  test('says how a date became what it is, where it is not written in EDTF', () => {
    expect(readCellDate('early June 2024', { as: PLAIN, century: undefined })).toMatchObject({
      reading: expect.stringMatching(/^written “early June 2024”: early in a month is its days 1 to 10/),
    })
    expect(readCellDate('2024-06', { as: PLAIN, century: undefined })).toEqual({
      written: { edtf: '2024-06' },
    })
  })

  test('reads each day of the calendar by its number, in the order of days', () => {
    const days = fc.integer({ min: dayOf(1904, 1, 1), max: dayOf(9999, 12, 31) })
    fc.assert(
      fc.property(days, (day) => {
        expect(read(day - dayOf(1899, 12, 30), ['serial-1900'])).toBe(formatDay(day))
        expect(read(day - dayOf(1904, 1, 1), ['serial-1904'])).toBe(formatDay(day))
      }),
    )
  })

  test('gives only what can be recorded', () => {
    const parts = fc.constantFrom(
      'early ',
      'March ',
      '3 ',
      '2024',
      '/',
      '-',
      'Q1 ',
      '03',
      '13',
      'about ',
      'before ',
      '年',
      '月',
      ' to ',
    )
    const written = fc.array(parts, { maxLength: 6 }).map((words) => words.join(''))
    fc.assert(
      fc.property(
        written,
        fc.subarray([...PLAIN, 'dmy', 'mdy'] as DateFormat[], { minLength: 1 }),
        (text, as) => {
          const found = readCellDate(text, { as, century: undefined })
          if ('refused' in found || !('edtf' in found.written)) return
          expect(() =>
            readValid({ basis: 'stated', ...('edtf' in found.written ? found.written : { edtf: '' }) }),
          ).not.toThrow()
        },
      ),
    )
  })
})
