import type { GridDays } from '../../../src/exchange/read-grid.ts'
import { parseIsoDay } from '../days.ts'
import type { Strings } from '../strings.ts'
import { daysInWords } from './mark-words.ts'

const DAY = String.raw`\d{4}-\d{2}-\d{2}`
const MONTH = String.raw`\d{4}-\d{2}`
/** EDTF as a server writes it among words: one of a range, a day, a month; never a part of a longer number or key. */
const WRITTEN = new RegExp(
  String.raw`\[(${DAY})?\.\.(${DAY})?\]|(?<![\w/-])(?:(${DAY})|(${MONTH}))(?![\w/-])`,
  'g',
)

/** A text from the server with its dates as the reader writes them: `announced for [2025-04-28..2025-12-31]`, `Hanoi, 2025-04-28`. */
export function withDatesInWords(text: string, words: Strings): string {
  return text.replace(WRITTEN, (written, from?: string, to?: string, day?: string, month?: string) => {
    if (day !== undefined) return oneDay(day, words) ?? written
    if (month !== undefined) return oneMonth(month, words) ?? written
    const days = rangeOf(from, to)
    return days === undefined ? written : daysInWords(days, words)
  })
}

function oneDay(day: string, words: Strings): string | undefined {
  const number = parseIsoDay(day)
  return number === undefined ? undefined : words.day(number)
}

function rangeOf(from: string | undefined, to: string | undefined): GridDays | undefined {
  const earliest = from === undefined ? -Infinity : parseIsoDay(from)
  const latest = to === undefined ? Infinity : parseIsoDay(to)
  if (earliest === undefined || latest === undefined || (from === undefined && to === undefined))
    return undefined
  return { earliest, latest }
}

function oneMonth(month: string, words: Strings): string | undefined {
  const first = parseIsoDay(`${month}-01`)
  return first === undefined ? undefined : words.month(first)
}
