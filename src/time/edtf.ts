/** Dates as historians must write them: EDTF, ISO 8601-2 annex A and the Library of Congress, levels 0 to 2. */

import { type EdtfDate, parseEdtfDate } from './edtf/date.ts'
import { type EdtfDatetime, looksTimed, parseEdtfDatetime } from './edtf/datetime.ts'
import { type EdtfInterval, parseEdtfInterval } from './edtf/interval.ts'
import { type EdtfSet, parseEdtfSet } from './edtf/set.ts'

/** What an EDTF text says; each variant keeps its `text`, the `level` it needs and its `qualification`. */
export type Edtf = EdtfDate | EdtfDatetime | EdtfInterval | EdtfSet

/**
 * The date, datetime, interval or set that the text writes, every date in it one that exists. Throws E_EDTF.
 *
 * Refused although ISO 8601 has them: decades and centuries as `201` and `20` (write 201X, 20XX), dates without
 * hyphens, fractions of a second, times within intervals and sets, durations, a mark on the whole of an interval
 * or set, years farther off than 10^13.
 *
 * @example parseEdtf('2021-XX-31').level // 2
 */
export function parseEdtf(text: string): Edtf {
  if (text.startsWith('[') || text.startsWith('{')) return parseEdtfSet(text)
  if (text.includes('/')) return parseEdtfInterval(text)
  if (looksTimed(text)) return parseEdtfDatetime(text)
  return parseEdtfDate(text)
}
