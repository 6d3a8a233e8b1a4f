import { RegestaError } from '../../errors.ts'
import {
  type Bound,
  type Edtf,
  formatDay,
  formatInterval,
  parseEdtf,
  readBound,
  readValid,
} from '../../time/index.ts'
import { PLAIN_FORMATS, readCellDate } from '../mapped-table/index.ts'
import type { CslDateRead } from '../reading/index.ts'

/** When a source came out, or in words why that is not known. */
export type Published = { readonly bound: Bound; readonly remark?: string }

const UNDATED: Bound = { edtf: '[..]', basis: 'stated', reading: 'the library gives no date' }

/**
 * The date of a library as a source has it: one day of those that it may be. A span is one of its days; about a year is one of
 * that year and those beside it, unless `isBounds`, where the date itself is what is meant by about. What cannot be read is
 * open, with a remark.
 */
export function publishedIn(
  { issued, date }: { readonly issued?: CslDateRead; readonly date?: string },
  isBounds: boolean,
): Published {
  const written = date ?? (issued === undefined ? undefined : writtenIn(issued))
  if (written === undefined) return { bound: UNDATED }
  const bound = boundOfText(written.trim(), isBounds)
  if (bound !== undefined) return { bound }
  return {
    bound: { ...UNDATED, reading: 'the library gives a date that is not read' },
    remark: `issued: ${written}`,
  }
}

/** The day on which it was read, if it is one; else undefined. */
export function dayIn(date: CslDateRead): string | undefined {
  const written = writtenIn(date)
  return written !== undefined &&
    /^\d{4}-\d{2}-\d{2}$/.test(written) &&
    boundOfText(written, false) !== undefined
    ? written
    : undefined
}

/** A date of CSL as EDTF, or else in its own words. */
function writtenIn(date: CslDateRead): string | undefined {
  const { season, circa, literal, raw } = date
  const [first, last] = (date['date-parts'] ?? []).map(joined)
  if (first === undefined) return literal ?? raw
  const isSeason = season !== undefined && /^\d{4}$/.test(first) && /^[1-4]$/.test(String(season))
  const one = isSeason ? `${first}-2${season}` : first
  if (last !== undefined) return `${one}/${last}`
  const isAbout = circa !== undefined && circa !== false && circa !== 0 && circa !== '' && circa !== 'false'
  return isAbout ? `${one}~` : one
}

function joined(parts: readonly (string | number)[]): string {
  const [year = '', ...rest] = parts.filter((part) => part !== '').map(String)
  const [, sign = '', digits = year] = /^(-?)(\d+)$/.exec(year) ?? []
  return [`${sign}${digits.padStart(4, '0')}`, ...rest.map((part) => part.padStart(2, '0'))].join('-')
}

function boundOfText(text: string, isBounds: boolean): Bound | undefined {
  const edtf = edtfOf(text)
  if (edtf === undefined) return boundInWords(text)
  if (edtf.qualification.approximate) {
    const plain = text.replace(/[~?%]/g, '')
    const bound = {
      edtf: text,
      within: isBounds ? plain : (suggestedWithin(text) ?? plain),
      basis: 'stated',
    } as const
    return isRead({ ...bound }) ? bound : undefined
  }
  if (isRead({ edtf: text, basis: 'stated' })) return { edtf: text, basis: 'stated' }
  return onceWithin(text)
}

/** A span as one of its days; undefined where it has no end. */
function onceWithin(text: string): Bound | undefined {
  const { begin, end, endStatus } = readValid({ edtf: text, basis: 'stated' })
  if (endStatus !== 'stated') return undefined
  const edtf = formatInterval({ earliest: begin.earliest, latest: end.latest })
  const bound = { edtf, basis: 'stated', reading: `the library gives ${text}` } as const
  return isRead(bound) ? bound : undefined
}

function boundInWords(text: string): Bound | undefined {
  const by = /^not after (.+)$/i.exec(text)?.[1]
  const found = readCellDate(by ?? text, { as: PLAIN_FORMATS, century: undefined })
  if ('refused' in found || !('edtf' in found.written)) return undefined
  const reading = `written “${text}”`
  if (by !== undefined) {
    const { latest } = readBound({ ...found.written, basis: 'stated' })
    return { edtf: `[..${formatDay(latest - 1)}]`, basis: 'stated', reading }
  }
  const bound = { ...found.written, basis: 'stated', reading } as const
  return isRead(bound) ? bound : onceWithin(found.written.edtf)
}

/** The bounds that an approximate date is suggested to have. */
function suggestedWithin(text: string): string | undefined {
  try {
    readBound({ edtf: text, basis: 'stated' })
    return undefined
  } catch (error) {
    if (!(error instanceof RegestaError)) throw error
    const { suggestion } = error.facts
    return typeof suggestion === 'object' && suggestion !== null && 'within' in suggestion
      ? String(suggestion.within)
      : undefined
  }
}

function edtfOf(text: string): Edtf | undefined {
  try {
    return parseEdtf(text)
  } catch (error) {
    if (error instanceof RegestaError) return undefined
    throw error
  }
}

function isRead(bound: Bound): boolean {
  try {
    readBound(bound)
    return true
  } catch (error) {
    if (error instanceof RegestaError) return false
    throw error
  }
}
