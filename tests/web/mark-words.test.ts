import fc from 'fast-check'
import { expect, test } from 'vitest'
import { windowInWords } from '../../src/domain/index.ts'
import type { GridMark } from '../../src/exchange/read-grid.ts'
import { parseIsoDay } from '../../web/src/days.ts'
import { daysInWords, markInWords, onDaysInWords } from '../../web/src/parts/mark-words.ts'
import { en } from '../../web/src/strings.ts'

const day = (text: string) => parseIsoDay(text) ?? Number.NaN
const days = (from: string, to: string) => ({
  earliest: from === '' ? -Infinity : day(from),
  latest: to === '' ? Infinity : day(to),
})
const mark = (
  aspect: GridMark['aspect'],
  begin: GridMark['begin'],
  more: Partial<GridMark> = {},
): GridMark => ({
  aspect,
  isCertain: true,
  begin,
  end: begin,
  ...more,
})

test.each([
  ['2025-04-28', '2025-04-28', '28 April 2025'],
  ['2021-09-01', '2021-09-30', 'one day in September 2021'],
  ['2024-02-01', '2024-02-29', 'one day in February 2024'],
  ['2023-02-01', '2023-02-27', 'some day from 1 February 2023 to 27 February 2023'],
  ['2021-01-01', '2021-12-31', 'one day in 2021'],
  ['', '2025-02-09', 'by 9 February 2025'],
  ['2025-12-04', '', 'not before 4 December 2025'],
  ['', '', 'no date is given'],
])('daysInWords() of %s..%s says "%s"', (from, to, words) => {
  expect(daysInWords(days(from, to), en)).toBe(words)
})

test.each([
  ['2025-04-28', '2025-04-28', 'on 28 April 2025'],
  ['2021-09-01', '2021-09-30', 'on a day in September 2021'],
  ['2023-02-01', '2023-02-27', 'on a day from 1 February 2023 to 27 February 2023'],
  ['', '2025-02-09', 'by 9 February 2025'],
  ['2025-12-04', '', 'not before 4 December 2025'],
  ['', '', 'on an unknown day'],
])('onDaysInWords() of %s..%s says "%s"', (from, to, words) => {
  expect(onDaysInWords(days(from, to), en)).toBe(words)
})

test.each<[string, GridMark, string]>([
  [
    'a possible begin, a likely day and how long it held',
    mark('lasting', days('2022-12-05', '2024-06-04'), {
      end: days('2025-12-04', ''),
      likely: day('2023-12-04'),
    }),
    'begun some day from 5 December 2022 to 4 June 2024, likely 4 December 2023; held until 4 December 2025 at least',
  ],
  [
    'a known begin with an unknown end',
    mark('lasting', days('2020-01-01', '2020-01-01'), { end: undefined }),
    'since 1 January 2020',
  ],
  [
    'a stretch that ended',
    mark('lasting', days('2020-01-01', '2020-01-01'), { end: days('2021-03-01', '2021-03-31') }),
    'since 1 January 2020, until one day in March 2021',
  ],
  ['one day', mark('attested', days('2021-11-23', '2021-11-23')), 'mentioned on 23 November 2021 only'],
  ['the day in question', mark('attested', days('2025-05-01', '2025-05-01')), 'mentioned on this day only'],
  [
    'a source without a date',
    mark('happened', days('2025-12-04', '2025-12-04'), { isCertain: false }),
    '4 December 2025, by a source that may have come out later',
  ],
])('markInWords() of %s', (_, given, words) => {
  expect(markInWords(given, en, day('2025-05-01'))).toBe(words)
})

test('daysInWords() says of any days what briefs say of them', () => {
  const some = fc.integer({ min: day('1600-01-01'), max: day('2300-12-31') })
  const months = fc
    .tuple(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: 0, max: 11 }))
    .map(([year, month]) => ({
      earliest: Date.UTC(year, month, 1) / 86_400_000,
      latest: Date.UTC(year, month + 1, 0) / 86_400_000,
    }))
  const years = fc.integer({ min: 1900, max: 2100 }).map((year) => days(`${year}-01-01`, `${year}-12-31`))
  const ranges = fc
    .tuple(some, fc.nat(900), fc.constantFrom('both', 'by', 'from'))
    .map(([from, length, bound]) => ({
      earliest: bound === 'by' ? -Infinity : from,
      latest: bound === 'from' ? Infinity : from + length,
    }))
  fc.assert(
    fc.property(fc.oneof(ranges, months, years), ({ earliest, latest }) => {
      expect(daysInWords({ earliest, latest }, en)).toBe(windowInWords({ earliest, latest: latest + 1 }))
    }),
  )
})
