import { dayInWords, monthInWords, shortDay } from './days.ts'

/*
 * Every word that the page says by itself. What it says of a chronicle comes from the server. Another language is another
 * object of this shape.
 */

export const en = {
  language: 'en-GB',
  program: 'Regesta',
  day: (day: number) => dayInWords(day, 'en-GB'),
  shortDay: (day: number) => shortDay(day, 'en-GB'),
  month: (day: number) => monthInWords(day, 'en-GB'),
  /** The heading: what stood on one day, as known by another. */
  heading: {
    on: 'on',
    asKnownBy: 'as known by',
    byAllSources: 'by all sources',
  },
  views: { state: 'State', compare: 'Compare', sources: 'Sources', thing: 'Thing' },
  loading: 'Reading the chronicle …',
  answer: { definitely: 'definitely', possibly: 'possibly', no: 'no', unknown: 'unknown' },
  none: 'none',
  sourceOf: (label: string) => `source ${label}`,
  /** When something was, by the words of its sources. */
  marks: {
    untold: 'no day is told',
    by: (day: string) => `by ${day}`,
    notBefore: (day: string) => `not before ${day}`,
    within: (period: string) => `one day in ${period}`,
    between: (from: string, to: string) => `some day from ${from} to ${to}`,
    since: (day: string) => `since ${day}`,
    begun: (when: string) => `begun ${when}`,
    begunUntold: 'begun on a day that is not told',
    heldUntil: (begun: string, day: string) => `${begun}; held until ${day} at least`,
    until: (begun: string, end: string) => `${begun}, until ${end}`,
    likely: (when: string, day: string) => `${when}, likely ${day}`,
    thisDayOnly: 'told of this day only',
    ofOneDayOnly: (when: string) => `told of ${when} only`,
    uncertain: (when: string) => `${when}, by a source that may have come out later`,
  },
} as const

/** The words of the page in the language of the reader, as far as there are any. */
export const strings: Strings = en

export type Strings = typeof en
