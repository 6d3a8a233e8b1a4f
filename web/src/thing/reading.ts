import type { GridAnswer, GridDays } from '../../../src/exchange/read-grid.ts'
import { parseIsoDay } from '../days.ts'
import type { Certainty, WhenReadFragment } from '../operations.ts'
import { daysInWords } from '../parts/mark-words.ts'
import type { Strings } from '../strings.ts'

/*
 * What the API says, as the page reads it: answers, days and names of declarations in words. No kind or field is known here.
 */

const ANSWERS: Readonly<Record<Certainty, GridAnswer>> = {
  DEFINITELY: 'definitely',
  POSSIBLY: 'possibly',
  NO: 'no',
  UNKNOWN: 'unknown',
}

export function answerOf(certainty: Certainty): GridAnswer {
  return ANSWERS[certainty]
}

/** `deliveredSoFar` as `Delivered so far`. */
export function fieldInWords(field: string): string {
  return capital(field.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`))
}

/** `MeetingHeld` as `meeting held`. */
export function typeInWords(type: string): string {
  return type.replace(/[A-Z]/g, (letter, at) => `${at === 0 ? '' : ' '}${letter.toLowerCase()}`)
}

/** The same with a capital at its beginning. */
export function capital(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
}

/** A text cut at its backticks: what stands between two of them is code. One without a partner is left as it is. */
export function codeStretches(text: string): readonly { readonly text: string; readonly isCode: boolean }[] {
  return text
    .split(/(`[^`]+`)/)
    .filter((part) => part !== '')
    .map((part) =>
      /^`[^`]+`$/.test(part) ? { text: part.slice(1, -1), isCode: true } : { text: part, isCode: false },
    )
}

/** A range of days as the API gives it; null is no bound. */
export type DayRange = {
  readonly earliest: string | null
  readonly latest: string | null
}

export function daysOf({ earliest, latest }: DayRange): GridDays {
  return {
    earliest: parseIsoDay(earliest ?? '') ?? -Infinity,
    latest: parseIsoDay(latest ?? '') ?? Infinity,
  }
}

/** When something was: its day, or from when until when; the likely day beside it. */
export function whenInWords(when: WhenReadFragment, words: Strings): string {
  const begin = daysInWords(daysOf(when.begin), words)
  const likely = parseIsoDay(when.likely ?? '')
  const begun = likely === undefined ? begin : words.marks.likely(begin, words.day(likely))
  // An end without a last day is one that is not told.
  if (when.end === null || when.end.latest === null) return begun
  return words.marks.until(begun, daysInWords(daysOf(when.end), words))
}

/** Whether a text is the key of a subject, `kind/name`, of one of these kinds. */
export function isKey(text: unknown, kinds: ReadonlySet<string>): text is string {
  return typeof text === 'string' && kinds.has(text.slice(0, Math.max(0, text.indexOf('/'))))
}

/** The subjects that a value names, in its order, each once: values are what a declaration makes them. */
export function subjectsIn(value: unknown, kinds: ReadonlySet<string>): readonly string[] {
  const found = new Set<string>()
  const look = (part: unknown): void => {
    if (isKey(part, kinds)) found.add(part)
    else if (typeof part === 'object' && part !== null) for (const inner of Object.values(part)) look(inner)
  }
  look(value)
  return [...found]
}
