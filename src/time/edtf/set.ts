/** An EDTF set: `[a, b..c]`, one of these; `{a, b..c}`, all of them. */

import type { Interval } from '../interval.ts'
import { type EdtfDate, parseEdtfDate } from './date.ts'
import { combined, type Qualification } from './qualification.ts'
import { refusal } from './refusal.ts'

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
    throw refusal(text, `a set that begins with ${text.charAt(0)} ends with ${kind === 'oneOf' ? ']' : '}'}`)
  const [first, ...others] = text
    .slice(1, -1)
    .split(',')
    .map((member) => parseMember(text, member.trim()))
  if (first === undefined) throw refusal(text, 'a set has at least one member')
  const members: EdtfSet['members'] = [first, ...others]
  if (kind === 'allOf' && members.some(isUnbounded))
    throw refusal(text, 'a set of all needs a date in each member')
  return {
    type: 'set',
    text,
    level: 2,
    qualification: combined(members.flatMap(datesOf).map((date) => date.qualification)),
    kind,
    members,
  }
}

/** The dates written in a member: one, or the ends of a range. */
export function datesOf(member: EdtfMember): readonly EdtfDate[] {
  if (member.type === 'date') return [member]
  return [member.from, member.to].filter((date) => date !== undefined)
}

function parseMember(set: string, text: string): EdtfMember {
  if (text === '') throw refusal(set, 'a set has a date between its commas and brackets')
  if (!text.includes('..')) return parseEdtfDate(text)
  const [before = '', after = '', ...more] = text.split('..')
  if (more.length > 0) throw refusal(set, 'a range has one .. between its first and its last date')
  const from = before === '' ? undefined : parseEdtfDate(before)
  const to = after === '' ? undefined : parseEdtfDate(after)
  if (from !== undefined && to !== undefined && to.days.latest <= from.days.earliest)
    throw refusal(set, `its last date, ${to.text}, is before its first, ${from.text}`)
  return { type: 'range', ...(from && { from }), ...(to && { to }) }
}

function isUnbounded(member: EdtfMember): boolean {
  return member.type === 'range' && member.from === undefined && member.to === undefined
}

/** Every day that a member may be, from the first of a range to its last. */
export function daysOf(member: EdtfMember): Interval {
  if (member.type === 'date') return member.days
  return { earliest: member.from?.days.earliest ?? -Infinity, latest: member.to?.days.latest ?? Infinity }
}

/** Whether some day between the first and the last of its members is in none of them. */
export function hasGaps(set: EdtfSet): boolean {
  const [first, ...others] = set.members.map(daysOf).toSorted((a, b) => a.earliest - b.earliest)
  let reached = first?.latest ?? Infinity
  for (const days of others) {
    if (days.earliest > reached) return true
    reached = Math.max(reached, days.latest)
  }
  return false
}
