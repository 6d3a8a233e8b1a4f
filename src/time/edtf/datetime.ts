/** An EDTF date with a time of day: of it only the civil day, as printed, bears on bounds. */

import { dateFault, dayOf } from '../civil-day.ts'
import { offsetFault, timeFault } from '../instant.ts'
import { type Interval, oneDay } from '../interval.ts'
import { type Qualification, UNQUALIFIED } from './qualification.ts'
import { refusal } from './refusal.ts'

export type EdtfDatetime = {
  readonly type: 'datetime'
  readonly text: string
  readonly level: 0
  readonly qualification: Qualification
  /** The day as printed, whatever day it then was in UTC. */
  readonly days: Interval
  /** HH:MM:SS. */
  readonly time: string
  /** As printed: `Z`, an offset such as `+04:30` or `+04`, or nothing for the time of the place. */
  readonly offset: string
}

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(Z|[+-](\d{2})(?::(\d{2}))?)?$/

/** Whether the text is meant as a date with a time, right or wrong. */
export function looksTimed(text: string): boolean {
  return /^-?\d+-\d+-\d+[T ]\d/.test(text)
}

/** The datetime, to the second. Throws E_EDTF, also for 24:00:00 and for a leap second. */
export function parseEdtfDatetime(text: string): EdtfDatetime {
  const shape = SHAPE.exec(text)
  if (shape === null)
    throw refusal(text, 'expected a time of day as 2021-09-21T10:30:00, with Z, an offset or neither')
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = shape.slice(1, 7).map(Number)
  const fault =
    dateFault(year, month, day) ??
    timeFault(hour, minute, second) ??
    offsetFault(Number(shape[8] ?? 0), Number(shape[9] ?? 0))
  if (fault !== undefined) throw refusal(text, fault)
  return {
    type: 'datetime',
    text,
    level: 0,
    qualification: UNQUALIFIED,
    days: oneDay(dayOf(year, month, day)),
    time: text.slice(11, 19),
    offset: shape[7] ?? '',
  }
}
