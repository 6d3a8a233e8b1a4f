import { dayInWords } from './days.ts'

/*
 * Every word that the page says by itself. What it says of a chronicle comes from the server. Another language is another
 * object of this shape.
 */

export const en = {
  language: 'en-GB',
  program: 'Regesta',
  day: (day: number) => dayInWords(day, 'en-GB'),
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
} as const

/** The words of the page in the language of the reader, as far as there are any. */
export const strings: Strings = en

export type Strings = typeof en
