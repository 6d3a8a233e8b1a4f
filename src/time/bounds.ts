/** The four bounds of valid time: between which days something begins, and between which lies its last day. */

import { unreachable } from '../errors.ts'
import type { CivilDay } from './civil-day.ts'
import {
  daysOfMember,
  type Edtf,
  type EdtfEndpoint,
  type EdtfInterval,
  type EdtfMember,
  type EdtfSet,
} from './edtf.ts'
import { ANY, formatInterval, hull, type Interval } from './interval.ts'
import { type Choice, choiceOf } from './left-out.ts'

/**
 * How the end is known. `once`: it is the day of the begin, whichever that is; `stated`: it lies within the
 * bounds; `open`: there is none, or none yet; `unknown`: there may be one, and it held at least until then.
 */
export type EndStatus = 'once' | 'stated' | 'open' | 'unknown'

export type Span = {
  /** Where the day lies on which it begins. */
  readonly begin: Interval
  /** Where its last day lies, which is never certain to precede the begin. */
  readonly end: Interval
  readonly endStatus: EndStatus
  /** What leaves out some of the days of `begin`, which is a day of each of these. */
  readonly choices?: readonly Choice[]
}

/** A span of valid time; of the days that `begin` may be, its source or its reader may hold one `likely`. */
export type ValidBounds = Span & { readonly likely?: CivilDay }

/** Valid time in EDTF: a date or a set that one of its days is in, or begin and end where they are two. */
export function formatBounds({ begin, end, endStatus }: Span): string {
  switch (endStatus) {
    case 'once':
      return formatInterval(begin)
    case 'stated':
      return `${formatInterval(begin)}/${formatInterval(end)}`
    case 'open':
      return `${formatInterval(begin)}/..`
    case 'unknown':
      return `${formatInterval(begin)}/`
  }
}

/** Whether two have the same bounds, leave out the same days and have the same likely day. */
export function sameBounds(one: ValidBounds, other: ValidBounds): boolean {
  return (
    one.endStatus === other.endStatus &&
    one.likely === other.likely &&
    textsOf(one) === textsOf(other) &&
    one.begin.earliest === other.begin.earliest &&
    one.begin.latest === other.begin.latest &&
    one.end.earliest === other.end.earliest &&
    one.end.latest === other.end.latest
  )
}

function textsOf({ choices = [] }: ValidBounds): string {
  return choices.map(({ text }) => text).join(' ')
}

/** The days that one day may be; `choices` leave some of them out. */
export type Days = Interval & { readonly choices?: readonly Choice[] }

/** When what happens once happens, on a day within these, and of `choice` where that leaves some of them out. */
export function once(days: Interval, choice?: Choice): Span {
  return { begin: days, end: days, endStatus: 'once', ...(choice && { choices: [choice] }) }
}

/**
 * From a day of `begin` to a day of `end`, each cut to what the other allows: what begins cannot begin after the
 * last day it can have, nor end before it can begin. Undefined if no day of `end` is on or after one of `begin`.
 */
export function span(
  begin: Interval,
  end: Interval,
  endStatus: Exclude<EndStatus, 'once'>,
): Span | undefined {
  if (end.latest <= begin.earliest) return undefined
  return {
    begin: { earliest: begin.earliest, latest: Math.min(begin.latest, end.latest) },
    end: { earliest: Math.max(end.earliest, begin.earliest), latest: end.latest },
    endStatus,
  }
}

/**
 * What the text bounds. A date, a datetime (its day as printed) or a set of which it is one: once, somewhere
 * from the first day that fits to the last, with what leaves out days between them. An interval or a set of
 * all: throughout, from the first to the last of it. Marks of uncertainty move no bound.
 */
export function boundsOfEdtf(edtf: Edtf): Span {
  switch (edtf.type) {
    case 'date':
    case 'datetime':
      return once(edtf.days, choiceOf(edtf))
    case 'interval':
      return boundsOfInterval(edtf)
    case 'set':
      return edtf.kind === 'oneOf'
        ? once(edtf.members.map(daysOfMember).reduce(hull), choiceOf(edtf))
        : boundsOfAll(edtf)
    default:
      return unreachable(edtf)
  }
}

function boundsOfInterval({ begin, end }: EdtfInterval): Span {
  const status = end.type === 'date' ? 'stated' : end.type
  return throughout(endpointDays(begin), endpointDays(end), status)
}

/** All of them hold: it begins on the first of their days and ends on the last. */
function boundsOfAll(edtf: EdtfSet): Span {
  const { members } = edtf
  const [only, ...others] = members
  if (others.length === 0 && only.type === 'date') return once(only.days, choiceOf(edtf))
  const spans = members.map(spanOf)
  const begin = {
    earliest: Math.min(...spans.map((each) => each.begin.earliest)),
    latest: Math.min(...spans.map((each) => each.begin.latest)),
  }
  const end = {
    earliest: Math.max(...spans.map((each) => each.end.earliest)),
    latest: Math.max(...spans.map((each) => each.end.latest)),
  }
  return throughout(begin, end, end.latest === Infinity ? 'open' : 'stated')
}

function spanOf(member: EdtfMember): Span {
  if (member.type === 'date') return once(member.days)
  return throughout(member.from?.days ?? ANY, member.to?.days ?? ANY, 'stated')
}

/** {@link span} of two ends that a parsed text is known to have in order. */
function throughout(begin: Interval, end: Interval, status: Exclude<EndStatus, 'once'>): Span {
  return span(begin, end, status) ?? { begin, end, endStatus: status }
}

function endpointDays(endpoint: EdtfEndpoint): Interval {
  return endpoint.type === 'date' ? endpoint.days : ANY
}
