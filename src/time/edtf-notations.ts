/** One date in notations other than EDTF: `21 SEP 1973`, `Q4 2024`, `令和6年`, `tháng 6 năm 2024`. */

import { type CivilDay, civilOf, dayOf, formatDay, formatYear } from './civil-day.ts'
import { type EdtfDate, parseEdtfDate } from './edtf-date.ts'

/** The Monday with which that week of ISO 8601 begins; undefined if the year has none such. */
export function mondayOf(year: number, week: number): CivilDay | undefined {
  const fourth = dayOf(year, 1, 4) // always in week 1; 1970-01-01 was a Thursday
  const monday = fourth - ((((fourth + 3) % 7) + 7) % 7) + (week - 1) * 7
  return week >= 1 && civilOf(monday + 3).year === year ? monday : undefined
}

type Shape = readonly [RegExp, (...groups: string[]) => string | undefined]

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const SEASONS = ['spring', 'summer', 'autumn', 'winter']
const MONTH = String.raw`(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?`
/** The year before the first of each era of Japan. Before 1873, Meiji 6, its months were not those of this calendar. */
const ERAS: ReadonlyMap<string, number> = new Map([
  ['令和', 2018],
  ['平成', 1988],
  ['昭和', 1925],
  ['大正', 1911],
  ['明治', 1867],
])

/** Other ways to write one date. */
const SHAPES: readonly Shape[] = [
  [/^(\d{4})[./-](\d{1,2})[./-](\d{1,2})$/, joined],
  [/^(\d{1,2})\.(\d{1,2})\.(\d{4})$/, (day, month, year) => joined(year, month, day)],
  [
    /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/,
    (one, other, year) => {
      if (Number(one) > 12) return joined(year, other, one)
      return Number(other) > 12 ? joined(year, one, other) : undefined // else it may be either
    },
  ],
  [
    new RegExp(`^(?:(\\d{1,2})(?:st|nd|rd|th)? )?(?:of )?${MONTH},? (\\d{4})$`, 'i'),
    (day, month, year) => joined(year, monthOf(month), day),
  ],
  [
    new RegExp(`^${MONTH} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})$`, 'i'),
    (month, day, year) => joined(year, monthOf(month), day),
  ],
  [/^(\d{4})[年년](?: ?(\d{1,2})[月월](?: ?(\d{1,2})[日일])?)?$/, joined],
  [
    /^(令和|平成|昭和|大正|明治)(\d{1,2}|元)年(?:(\d{1,2})月(?:(\d{1,2})日)?)?$/,
    (era = '', count = '', month, day) => {
      const year = (ERAS.get(era) ?? 0) + (count === '元' ? 1 : Number(count))
      return year < 1873 && month !== '' ? undefined : joined(String(year), month, day)
    },
  ],
  [/^(?:(?:ngày )?(\d{1,2}) )?tháng (\d{1,2}) năm (\d{4})$/i, (day, month, year) => joined(year, month, day)],
  [/^năm (\d{4})$/i, joined],
  [/^(\d{4})[ -]?Q([1-4])$/i, (year, quarter) => `${year}-${32 + Number(quarter)}`],
  [/^Q([1-4])[ /-]?(\d{4})$/i, (quarter, year) => `${year}-${32 + Number(quarter)}`],
  [/^(\d{4})[ -]?H([12])$/i, (year, half) => `${year}-${39 + Number(half)}`],
  [/^H([12])[ /-]?(\d{4})$/i, (half, year) => `${year}-${39 + Number(half)}`],
  [
    /^(spring|summer|autumn|fall|winter)(?: of)? (\d{4})$/i,
    (name = '', year) => {
      const season = name.toLowerCase().replace('fall', 'autumn')
      return `${year}-${21 + SEASONS.indexOf(season)}`
    },
  ],
  [/^(?:the )?(\d{3})0s$/i, (decade) => `${decade}X`],
  [
    /^(?:the )?(\d{1,2})(?:st|nd|rd|th) century$/i,
    (century) => `${String(Number(century) - 1).padStart(2, '0')}XX`,
  ],
  [/^(\d{1,4}) ?(?:BCE?|B\.C\.)$/i, (year) => formatYear(1 - Number(year))],
  [/^(?:AD|A\.D\.) ?(\d{1,4})$/i, (year = '') => year.padStart(4, '0')],
  [/^(\d{1,4}) ?(?:AD|CE|A\.D\.)$/i, (year = '') => year.padStart(4, '0')],
  [
    /^(\d{4})-(\d{3})$/,
    (year, ordinal) => {
      const day = dayOf(Number(year), 1, 1) + Number(ordinal) - 1
      return civilOf(day).year === Number(year) ? formatDay(day) : undefined
    },
  ],
  [
    /^(\d{4})-?W(\d{2})-?([1-7])$/i,
    (year, week, weekday) => {
      const monday = mondayOf(Number(year), Number(week))
      return monday === undefined ? undefined : formatDay(monday + Number(weekday) - 1)
    },
  ],
]

/** The date as EDTF; undefined if it is in no known notation, or does not exist. */
export function dateOf(written: string): string | undefined {
  return readDate(written)?.text
}

/** The same with its days. */
export function readDate(written: string): EdtfDate | undefined {
  const plain = written.trim()
  const candidates = SHAPES.flatMap(([shape, write]) => {
    const found = shape.exec(plain)
    return found === null ? [] : [write(...found.slice(1).map((group) => group ?? ''))]
  })
  for (const candidate of [plain, ...candidates]) {
    const date = candidate === undefined ? undefined : tryDate(candidate)
    if (date !== undefined && !date.qualification.approximate) return date
  }
  return undefined
}

function tryDate(text: string): EdtfDate | undefined {
  try {
    return parseEdtfDate(text)
  } catch {
    return undefined
  }
}

/** Year, month and day with hyphens, months and days of two digits; those that are empty are left out. */
export function joined(year = '', month = '', day = ''): string {
  return [year, ...[month, day].filter((part) => part !== '').map((part) => part.padStart(2, '0'))].join('-')
}

function monthOf(name = ''): string {
  return String(MONTHS.indexOf(name.toLowerCase().slice(0, 3)) + 1)
}
