import { hintFor, parseEdtf } from '../../time/index.ts'

/** Words that may be a date, at `[start, end)` of a text; `edtf` is what they probably say, where they alone say a date. */
export type FoundDate = {
  readonly start: number
  readonly end: number
  readonly words: string
  readonly edtf?: string
}

const MONTH = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,7}\\.?'
const DAY = '\\d{1,2}(?:st|nd|rd|th)?'
const DIGITS = '[\\d０-９]'

/** Dates that name their year, in the notations of English, Japanese and Vietnamese, and in figures. */
const WITH_YEAR = [
  `${DAY} (?:of )?${MONTH},? \\d{4}`,
  `${MONTH} ${DAY},? \\d{4}`,
  `${MONTH},? \\d{4}`,
  `(?:spring|summer|autumn|fall|winter)(?: of)? \\d{4}`,
  `Q[1-4][ /-]?\\d{4}`,
  `\\d{4}-\\d{2}-\\d{2}`,
  `\\d{4}[./]\\d{1,2}[./]\\d{1,2}`,
  `\\d{1,2}[./-]\\d{1,2}[./-]\\d{4}`,
  `(?:ngày )?\\d{1,2} tháng \\d{1,2} năm \\d{4}`,
  `ngày \\d{1,2}[/-]\\d{1,2}[/-]\\d{4}`,
  `tháng \\d{1,2}(?: năm |/)\\d{4}`,
  `năm \\d{4}`,
  `(?:令和|平成|昭和|大正|明治)(?:${DIGITS}{1,2}|元)年(?:度|${DIGITS}{1,2}月(?:${DIGITS}{1,2}日)?)?`,
  `${DIGITS}{4}年(?:度|${DIGITS}{1,2}月(?:${DIGITS}{1,2}日)?)?`,
  `the \\d{3}0s`,
].join('|')

const BEFORE = 'since|before|after|by|until|from|around|about|circa|in|trước|sau|từ|đến'

/** Words for a date that only the date of the document makes one. */
const RELATIVE = [
  `${DAY} ${MONTH}(?! \\d{4})\\b`,
  `${MONTH} ${DAY}(?!,? \\d{4})\\b`,
  '(?:on |last |next |this )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)\\b',
  '(?:last|next|this|the previous|the coming) (?:week|month|year|quarter|spring|summer|autumn|winter|decade)\\b',
  '(?:yesterday|tomorrow|today)\\b',
  '(?:\\d+|two|three|four|five|ten|a few|several) (?:days|weeks|months|years) (?:ago|later|earlier)\\b',
  'by the end of (?:the|this|next) (?:week|month|year|decade)\\b',
  'in the coming (?:days|weeks|months|years)\\b',
  'fiscal (?:year )?\\d{4}',
  `${DIGITS}{1,2}月${DIGITS}{1,2}日`,
  '(?:昨日|本日|明日|昨年|今年|来年|先月|今月|来月|先週|今週|来週|同日|同年|年末|年内)',
  '(?:ngày |sáng |chiều )\\d{1,2}/\\d{1,2}(?!/)',
  '(?:hôm qua|hôm nay|ngày mai|tuần trước|tuần tới|tháng trước|tháng tới|năm ngoái|năm nay|năm tới|cuối năm)',
].join('|')

const DATES = new RegExp(
  `(?<![\\p{sc=Latin}\\p{N}])(?:(?<lead>${BEFORE})[ ])?(?<date>${WITH_YEAR})(?![\\d])|(?<![\\p{sc=Latin}\\p{N}])(?<year>(?:${BEFORE})[ ](?:1[6-9]|20)\\d{2})(?![\\p{L}\\p{N}–-])|(?<![\\p{sc=Latin}\\p{N}])(?:${RELATIVE})`,
  'giu',
)

/** What may be a date in a text, in order, none within another. */
export function datesIn(text: string): readonly FoundDate[] {
  return [...text.matchAll(DATES)].map((found) => {
    const { 0: whole, index, groups: { lead = '', date, year } = {} } = found
    const words = year?.replace(/^in /i, '') ?? whole
    // "in" and the like say no more than the date alone; "since" and its like bound it.
    const edtf = date === undefined && year === undefined ? undefined : (edtfOf(words) ?? edtfOf(date ?? ''))
    const start = index + (lead === '' || edtf === undefined || edtf === edtfOf(whole) ? 0 : lead.length + 1)
    const end = index + whole.length
    return { start, end, words: text.slice(start, end), ...(edtf !== undefined && { edtf }) }
  })
}

/** A date as EDTF, in whatever notation it is written; undefined where it is in none that is known, or may say several. */
export function edtfOf(words: string): string | undefined {
  if (reads(words)) return words
  // After its word, a date in figures is that of Viet Nam: the day comes first.
  const spelled = words
    .replace(/^ngày (\d{1,2})[/-](\d{1,2})[/-](\d{4})$/i, 'ngày $1 tháng $2 năm $3')
    .replace(/^tháng (\d{1,2})\/(\d{4})$/i, 'tháng $1 năm $2')
  const suggestion = hintFor(spelled)?.suggestion
  return suggestion !== undefined && 'edtf' in suggestion ? suggestion.edtf : undefined
}

function reads(edtf: string): boolean {
  try {
    parseEdtf(edtf)
    return true
  } catch {
    return false
  }
}
