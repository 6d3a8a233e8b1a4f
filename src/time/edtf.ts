/** Dates as historians must write them: EDTF, ISO 8601-2 annex A and the Library of Congress, levels 0 to 2. */

import { RegestaError } from '../errors.ts'
import { dateFault, dayOf } from './civil-day.ts'
import {
  combined,
  type EdtfDate,
  edtfRefusal,
  highest,
  type Level,
  parseEdtfDate,
  type Qualification,
  UNQUALIFIED,
} from './edtf-date.ts'
import { type Hint, hintsFor, type Suggestion } from './edtf-hints.ts'
import { offsetFault, timeFault } from './instant.ts'
import { hull, type Interval, oneDay } from './interval.ts'

/** What an EDTF text says; each variant keeps its `text`, the `level` it needs and its `qualification`. */
export type Edtf = EdtfDate | EdtfDatetime | EdtfInterval | EdtfSet

/**
 * The date, datetime, interval or set that the text writes, every date in it one that exists. Throws E_EDTF;
 * of other common notations it says how they are written here, with the {@link Suggestion} as a fact.
 *
 * To the letter: no white space of any kind, ends of one precision about the `..` of a set, no offset -00:00.
 * Refused although ISO 8601 has them: decades and centuries as `201` and `20` (write 201X, 20XX), dates without
 * hyphens, fractions of a second, times within intervals and sets or of years of more than four digits, durations, a mark on the whole of an interval
 * or set, years farther off than 10^13.
 *
 * @example parseEdtf('2021-XX-31').level // 2
 */
export function parseEdtf(text: string): Edtf {
  try {
    return parseStrictly(text)
  } catch (error) {
    const hint = error instanceof RegestaError ? hintFor(text) : undefined
    if (hint === undefined) throw error
    throw edtfRefusal(text, hint.reason, hint.suggestion)
  }
}

/** How a date in another notation is written in EDTF, and why; undefined where that is not known. */
export function hintFor(text: string): Hint | undefined {
  return hintsFor(text).find(({ suggestion }) => reads(suggestion))
}

/** Whether what is suggested can be recorded as it stands. */
function reads(suggestion: Suggestion): boolean {
  try {
    if ('edtf' in suggestion) {
      const { edtf, within } = suggestion
      const bounds = parseStrictly(within ?? edtf)
      return !bounds.qualification.approximate && parseStrictly(edtf).text === edtf
    }
    const [begin, end] = [suggestion.begin, suggestion.end ?? '[..]'].map(parseStrictly).map(daysOfOne)
    return begin !== undefined && end !== undefined && begin.earliest < end.latest
  } catch {
    return false
  }
}

/** The days that a begin or an end may be; undefined if it cannot stand as one. */
function daysOfOne(edtf: Edtf): Interval | undefined {
  if (edtf.qualification.approximate) return undefined
  if (edtf.type === 'date') return edtf.days
  return edtf.type === 'set' && edtf.kind === 'oneOf'
    ? edtf.members.map(daysOfMember).reduce(hull)
    : undefined
}

function parseStrictly(text: string): Edtf {
  if (text.startsWith('[') || text.startsWith('{')) return parseEdtfSet(text)
  if (text.includes('/')) return parseEdtfInterval(text)
  if (looksTimed(text)) return parseEdtfDatetime(text)
  return parseEdtfDate(text)
}

/** A run of dates, both ends in it; where `from` or `to` is not there, it is unbounded on that side. */
export type EdtfRange = { readonly type: 'range'; readonly from?: EdtfDate; readonly to?: EdtfDate }

export type EdtfMember = EdtfDate | EdtfRange

export type EdtfSet = {
  readonly type: 'set'
  readonly text: string
  readonly level: 2
  readonly qualification: Qualification
  readonly kind: 'oneOf' | 'allOf'
  /** In the order written, never empty. */
  readonly members: readonly [EdtfMember, ...EdtfMember[]]
}

/**
 * The set. `[..]`, once on some day that nothing bounds, is this room's own addition to EDTF, so that every
 * interval of days can be written. Throws E_EDTF.
 */
export function parseEdtfSet(text: string): EdtfSet {
  const kind = text.startsWith('[') ? 'oneOf' : 'allOf'
  if (!text.endsWith(kind === 'oneOf' ? ']' : '}'))
    throw edtfRefusal(
      text,
      `a set that begins with ${text.charAt(0)} ends with ${kind === 'oneOf' ? ']' : '}'}`,
    )
  const [first, ...others] = text
    .slice(1, -1)
    .split(',')
    .map((member) => parseMember(text, member))
  if (first === undefined) throw edtfRefusal(text, 'a set has at least one member')
  const members: EdtfSet['members'] = [first, ...others]
  if (kind === 'allOf' && members.some(isUnbounded))
    throw edtfRefusal(text, 'a set of all needs a date in each member')
  return {
    type: 'set',
    text,
    level: 2,
    qualification: combined(members.flatMap(datesOfMember).map((date) => date.qualification)),
    kind,
    members,
  }
}

/** The dates written in a member: one, or the ends of a range. */
export function datesOfMember(member: EdtfMember): readonly EdtfDate[] {
  if (member.type === 'date') return [member]
  return [member.from, member.to].filter((date) => date !== undefined)
}

function parseMember(set: string, text: string): EdtfMember {
  if (text === '') throw edtfRefusal(set, 'a set has a date between its commas and brackets')
  if (!text.includes('..')) return parseEdtfDate(text)
  const [before = '', after = '', ...more] = text.split('..')
  if (more.length > 0) throw edtfRefusal(set, 'a range has one .. between its first and its last date')
  const from = before === '' ? undefined : parseEdtfDate(before)
  const to = after === '' ? undefined : parseEdtfDate(after)
  if (from !== undefined && to !== undefined && to.days.latest <= from.days.earliest)
    throw edtfRefusal(set, `its last date, ${to.text}, is before its first, ${from.text}`)
  if (from !== undefined && to !== undefined && from.precision !== to.precision)
    throw edtfRefusal(
      set,
      `the ends of a range have one precision, but ${from.text} is a ${from.precision} and ${to.text} a ${to.precision}`,
    )
  return { type: 'range', ...(from && { from }), ...(to && { to }) }
}

function isUnbounded(member: EdtfMember): boolean {
  return member.type === 'range' && member.from === undefined && member.to === undefined
}

/** Every day that a member may be, from the first of a range to its last. */
export function daysOfMember(member: EdtfMember): Interval {
  if (member.type === 'date') return member.days
  return { earliest: member.from?.days.earliest ?? -Infinity, latest: member.to?.days.latest ?? Infinity }
}

/** Whether some day between the first and the last of its members is in none of them. */
export function hasGaps(set: EdtfSet): boolean {
  const [first, ...others] = set.members.map(daysOfMember).toSorted((a, b) => a.earliest - b.earliest)
  let reached = first?.latest ?? Infinity
  for (const days of others) {
    if (days.earliest > reached) return true
    reached = Math.max(reached, days.latest)
  }
  return false
}

/** `open` (`..`): there is no such end, or none yet. `unknown` (nothing written): there is one, no one says when. */
export type EdtfEndpoint = EdtfDate | { readonly type: 'open' } | { readonly type: 'unknown' }

export type EdtfInterval = {
  readonly type: 'interval'
  readonly text: string
  readonly level: Level
  readonly qualification: Qualification
  readonly begin: EdtfEndpoint
  readonly end: EdtfEndpoint
}

/** The interval; one of its endpoints at least is a date, and the end can follow the begin. Throws E_EDTF. */
export function parseEdtfInterval(text: string): EdtfInterval {
  const [before = '', after = '', ...more] = text.split('/')
  if (more.length > 0) throw edtfRefusal(text, 'an interval has one / between its begin and its end')
  const begin = parseEndpoint(before)
  const end = parseEndpoint(after)
  const dates = [begin, end].filter((endpoint) => endpoint.type === 'date')
  if (dates.length === 0) throw edtfRefusal(text, 'an interval needs a date at one end')
  if (begin.type === 'date' && end.type === 'date' && end.days.latest <= begin.days.earliest)
    throw edtfRefusal(text, `its end, ${end.text}, is before its begin, ${begin.text}`)
  return {
    type: 'interval',
    text,
    level: highest([levelOfEnds(dates), ...dates.map((date) => date.level)]),
    qualification: combined(dates.map((date) => date.qualification)),
    begin,
    end,
  }
}

/** An end that is not a date takes level 1, one with unspecified digits level 2. */
function levelOfEnds(dates: readonly EdtfDate[]): Level {
  if (dates.some((date) => date.unspecified)) return 2
  return dates.length < 2 ? 1 : 0
}

function parseEndpoint(text: string): EdtfEndpoint {
  if (text === '..') return { type: 'open' }
  if (text === '') return { type: 'unknown' }
  if (text === 'open' || text === 'unknown')
    throw edtfRefusal(text, 'in an interval an open end is written .. and an unknown one is left empty')
  return parseEdtfDate(text)
}

export type EdtfDatetime = {
  readonly type: 'datetime'
  readonly text: string
  /** 1 before year 0. */
  readonly level: 0 | 1
  readonly qualification: Qualification
  /** The day as printed, whatever day it then was in UTC. */
  readonly days: Interval
  /** HH:MM:SS. */
  readonly time: string
  /** As printed: `Z`, an offset such as `+04:30` or `+04`, or nothing for the time of the place. */
  readonly offset: string
}

const SHAPE = /^(-?\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(Z|[+-](\d{2})(?::(\d{2}))?)?$/

/** Whether the text looks like a date with a time, right or wrong. */
export function looksTimed(text: string): boolean {
  return /^-?\d+-\d+-\d+[T ]\d/.test(text)
}

function whyNoTime(text: string): string {
  if (/:\d\d[.,]\d/.test(text)) return 'a time of day is to the second, without a fraction'
  if (/[+-]\d{4}$/.test(text)) return 'an offset has a colon, as +02:30'
  return 'expected a time of day as 2021-09-21T10:30:00, with Z, an offset or neither'
}

/** The datetime, to the second. Throws E_EDTF, also for 24:00:00 and for a leap second. */
export function parseEdtfDatetime(text: string): EdtfDatetime {
  const shape = SHAPE.exec(text)
  if (shape === null) throw edtfRefusal(text, whyNoTime(text))
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = shape.slice(1, 7).map(Number)
  const fault =
    (shape[1] === '-0000' ? 'there is no year -0000, the year before 0001 is 0000' : undefined) ??
    dateFault(year, month, day) ??
    timeFault(hour, minute, second) ??
    offsetFault(Number(shape[8] ?? 0), Number(shape[9] ?? 0)) ??
    (/^-00(:00)?$/.test(shape[7] ?? '') ? 'there is no offset -00:00, that of UTC is written Z' : undefined)
  if (fault !== undefined) throw edtfRefusal(text, fault)
  return {
    type: 'datetime',
    text,
    level: year < 0 ? 1 : 0,
    qualification: UNQUALIFIED,
    days: oneDay(dayOf(year, month, day)),
    time: shape.slice(4, 7).join(':'),
    offset: shape[7] ?? '',
  }
}
