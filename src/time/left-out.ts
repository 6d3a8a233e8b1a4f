/** Days that a date leaves out between its first and its last, as `[1667,1669]` and `198X-12-25` do. */

import { type CivilDay, civilOf, dayOf, daysInMonth } from './civil-day.ts'
import { daysOfMember, type Edtf, type EdtfMember, hasGaps } from './edtf.ts'
import { isSeason, seasonOf } from './edtf-days.ts'
import { type Interval, intersect } from './interval.ts'

/** A date or a set of which one day is meant, where not every day between its first and its last can be it. */
export type Choice = { readonly text: string; readonly members: readonly EdtfMember[] }

/** What it can be, if that leaves out a day between its first and its last. */
export function choiceOf(edtf: Edtf): Choice | undefined {
  const { type, text } = edtf
  if (type === 'date') return isBroken(edtf) ? { text, members: [edtf] } : undefined
  if (type !== 'set' || (edtf.kind === 'allOf' && edtf.members.length > 1)) return undefined
  return hasGaps(edtf) || edtf.members.some(isBroken) ? { text, members: edtf.members } : undefined
}

/**
 * From the first to the last of these days that each of the choices can be; undefined if there is none. Cost: the years
 * of a mask that no choice can be are passed over one by one.
 */
export function fitting(choices: readonly Choice[], days: Interval): Interval | undefined {
  const first = agreed(choices, days, false)
  const last = first === undefined ? undefined : agreed(choices, days, true)
  return first === undefined || last === undefined ? undefined : { earliest: first, latest: last + 1 }
}

/** The first (or the last) day on which all choices agree, asked in turn until none moves it on. */
function agreed(choices: readonly Choice[], days: Interval, last: boolean): CivilDay | undefined {
  let left = days
  for (let index = 0, unmoved = 0; unmoved < choices.length; index = (index + 1) % choices.length) {
    const day = dayOfChoice(choices[index]?.members ?? [], left, last)
    if (day === undefined) return undefined
    const cut = last ? { ...left, latest: day + 1 } : { ...left, earliest: day }
    unmoved = cut.earliest === left.earliest && cut.latest === left.latest ? unmoved + 1 : 1
    left = cut
  }
  return last ? left.latest - 1 : left.earliest
}

function dayOfChoice(members: readonly EdtfMember[], days: Interval, last: boolean): CivilDay | undefined {
  const found = members.flatMap((member) => {
    const within = intersect(daysOfMember(member), days)
    if (within === undefined) return []
    if (!isBroken(member)) return [last ? within.latest - 1 : within.earliest]
    return dayOfMask(member.text, within, last) ?? []
  })
  return found.length === 0 ? undefined : last ? Math.max(...found) : Math.min(...found)
}

/** Whether an X stands left of a digit, so that days between its first and its last do not fit. */
function isBroken(member: EdtfMember): member is Extract<EdtfMember, { type: 'date' }> {
  return member.type === 'date' && member.unspecified && !/^[^X]*X*(-XX)*$/.test(plain(member.text))
}

function plain(text: string): string {
  return text.replace(/[?~%]/g, '')
}

const PARTS = /^(-?)([\dX]{4})(?:-([\dX]{2}))?(?:-([\dX]{2}))?$/

/** The first (or the last) of the days, neither end open, that fits the mask. */
function dayOfMask(text: string, days: Interval, last: boolean): CivilDay | undefined {
  const [, sign = '', year = '', month, day] = PARTS.exec(plain(text)) ?? []
  const isYear = maskOf(year)
  for (const each of between(civilOf(days.earliest).year, civilOf(days.latest - 1).year, last)) {
    if ((sign === '-') !== each < 0 || !isYear(Math.abs(each))) continue
    for (const stretch of stretchesOf(each, month, day, last)) {
      const within = intersect(stretch, days)
      if (within !== undefined) return last ? within.latest - 1 : within.earliest
    }
  }
  return undefined
}

/** The whole year, season, months or days of that year that fit, in order or backwards. */
function* stretchesOf(year: number, month = '', day: string | undefined, last: boolean): Iterable<Interval> {
  if (month === '') yield { earliest: dayOf(year, 1, 1), latest: dayOf(year + 1, 1, 1) }
  const season = isSeason(Number(month)) ? seasonOf(year, Number(month)) : undefined
  if (season !== undefined) yield season
  for (const m of between(1, 12, last).filter(maskOf(month))) {
    const length = daysInMonth(year, m)
    const first = dayOf(year, m, 1)
    if (day === undefined) yield { earliest: first, latest: first + length }
    else
      for (const d of between(1, length, last).filter(maskOf(day)))
        yield { earliest: first + d - 1, latest: first + d }
  }
}

/** Whether a number has these digits, `X` being any. */
function maskOf(digits: string): (number: number) => boolean {
  return (number) => {
    const written = String(number).padStart(digits.length, '0')
    return (
      written.length === digits.length &&
      [...digits].every((digit, at) => digit === 'X' || digit === written[at])
    )
  }
}

function* between(first: number, last: number, backwards: boolean): Generator<number, undefined> {
  if (backwards) for (let number = last; number >= first; number -= 1) yield number
  else for (let number = first; number <= last; number += 1) yield number
  return undefined
}
