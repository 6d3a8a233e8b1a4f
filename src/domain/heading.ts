/*
 * The sentence that says where one stands, without anything else: the page takes this file as it is.
 */

/** The words of the sentence, in English. */
export const HEADING_WORDS = {
  on: 'on',
  asKnownBy: 'as known by',
  byAllSources: 'by all sources',
  asRecorded: 'as recorded up to event',
  and: 'and',
} as const

/** The same words of any language. */
export type HeadingWords = Readonly<Record<keyof typeof HEADING_WORDS, string>>

/** A point as its sentence names it: days in words; without a known day, all sources count; the position only where it is pinned. */
export type PointNames = {
  readonly date: string
  readonly knownAt?: string | undefined
  readonly position?: number | undefined
}

/**
 * Where one stands, behind a question: `What stood between Japan and Viet Nam on 1 May 2025, as known by 31 December 2025`,
 * and `as recorded up to event 471` where that is pinned.
 */
export function headingAt(question: string, point: PointNames, words: HeadingWords = HEADING_WORDS): string {
  return `${question} ${placeInWords(point, words)}`
}

/** Two points behind one question: `What stood in Arland on 1 May 2025, by all sources, and on 1 May 2026, by all sources`. */
export function headingOfTwo(
  question: string,
  [one, other]: readonly [PointNames, PointNames],
  words: HeadingWords = HEADING_WORDS,
): string {
  return `${headingAt(question, one, words)}, ${words.and} ${placeInWords(other, words)}`
}

/** `on 1 May 2025, as known by 31 December 2025`. */
export function placeInWords(
  { date, knownAt, position }: PointNames,
  words: HeadingWords = HEADING_WORDS,
): string {
  return [
    `${words.on} ${date}`,
    knownAt === undefined ? words.byAllSources : `${words.asKnownBy} ${knownAt}`,
    ...(position === undefined ? [] : [`${words.asRecorded} ${position}`]),
  ].join(', ')
}
