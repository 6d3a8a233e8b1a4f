/** An EDTF interval, `a/b`: throughout, from some day of `a` to some day of `b`. */

import { type EdtfDate, parseEdtfDate } from './date.ts'
import { highest, type Level } from './level.ts'
import { combined, type Qualification } from './qualification.ts'
import { refusal } from './refusal.ts'

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
  if (more.length > 0) throw refusal(text, 'an interval has one / between its begin and its end')
  const begin = parseEndpoint(before)
  const end = parseEndpoint(after)
  const dates = [begin, end].filter((endpoint) => endpoint.type === 'date')
  if (dates.length === 0) throw refusal(text, 'an interval needs a date at one end')
  if (begin.type === 'date' && end.type === 'date' && end.days.latest <= begin.days.earliest)
    throw refusal(text, `its end, ${end.text}, is before its begin, ${begin.text}`)
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
    throw refusal(text, 'in an interval an open end is written .. and an unknown one is left empty')
  return parseEdtfDate(text)
}
