/** The year of an EDTF date, in each way that one can be written. */

import { isMasked, matches } from './mask.ts'

/**
 * `years`: of four digits, some perhaps unspecified: all that it can be, ascending. `long`: of more digits,
 * or with only some significant: the first and the last that it can be; such a year takes no month.
 */
export type YearPart =
  | { readonly form: 'years'; readonly years: readonly [number, ...number[]] }
  | { readonly form: 'long'; readonly first: number; readonly last: number; readonly level: 1 | 2 }

/** The pattern that {@link readYear} understands, to be built into a larger one. */
export const YEAR_PATTERN = String.raw`Y-?\d+(?:E\d+)?(?:S\d+)?|-?[\dX]{4}(?:S\d+)?`

const FARTHEST = 1e13 // beyond it a day is no longer an exact number

const PARTS = /^Y?(?<sign>-?)(?<digits>[\dX]+)(?:E(?<zeros>\d+))?(?:S(?<significant>\d+))?$/

/** The year, or in a sentence why there is none such. `text` matches {@link YEAR_PATTERN}. */
export function readYear(text: string): YearPart | string {
  const { sign = '', digits = '', zeros, significant } = PARTS.exec(text)?.groups ?? {}
  if (text.startsWith('Y') || significant !== undefined) {
    if (isMasked(digits)) return 'a year has unspecified digits or significant ones, not both'
    return readLong(text, sign === '-', digits, zeros, significant)
  }
  const [first, ...more] = sign === '-' ? negatives(matches(digits)) : matches(digits)
  if (first === undefined) return 'there is no year -0000, the year before 0001 is 0000'
  return { form: 'years', years: [first, ...more] }
}

/** The years before 0 of these sizes, ascending. */
function negatives(sizes: readonly number[]): number[] {
  return sizes
    .filter((size) => size > 0)
    .map((size) => -size)
    .reverse()
}

function readLong(
  text: string,
  negative: boolean,
  digits: string,
  zeros: string | undefined,
  significant: string | undefined,
): YearPart | string {
  const size = Number(digits) * 10 ** Number(zeros ?? 0)
  if (!(size <= FARTHEST)) return 'a year farther off than ten million million is not supported'
  if (text.startsWith('Y') && size < 10_000) return 'Y is for a year of more than four digits'
  if (text.startsWith('Y') && digits.startsWith('0')) return 'a year after Y does not begin with 0'
  const unit = roundness(size, significant)
  if (typeof unit === 'string') return unit
  const low = Math.floor(size / unit) * unit
  const high = low + unit - 1
  const level = zeros === undefined && significant === undefined ? 1 : 2
  return negative
    ? { form: 'long', first: -high, last: -low, level }
    : { form: 'long', first: low, last: high, level }
}

/** What the last significant digit counts: of 1950S2, hundreds. */
function roundness(size: number, significant: string | undefined): number | string {
  if (significant === undefined) return 1
  const insignificant = Math.max(4, String(size).length) - Number(significant)
  if (Number(significant) < 1 || insignificant < 0)
    return `${significant} significant digits of ${size}, expected between 1 and all of them`
  return 10 ** insignificant
}
