/*
 * The sentence that says where one stands, without anything else: the page takes this file as it is.
 */

/** A point as its sentence names it: days in words, and the position only where that is to be said. */
export type PointNames = {
  readonly date: string
  readonly knownAt?: string | undefined
  readonly position?: number | undefined
}

/**
 * Where one stands, behind a question: `What stood between Japan and Viet Nam on 1 May 2025, as known by 31 December 2025`,
 * and `as recorded at position 471` where the point names one.
 */
export function headingAt(question: string, point: PointNames): string {
  return `${question} ${placeInWords(point)}`
}

/** Two points behind one question: `What stood in Arland on 1 May 2025, and on 1 May 2026, as known by 2 May 2026`. */
export function headingOfTwo(question: string, one: PointNames, other: PointNames): string {
  return `${headingAt(question, one)}, and ${placeInWords(other)}`
}

/** `on 1 May 2025, as known by 31 December 2025`. */
export function placeInWords({ date, knownAt, position }: PointNames): string {
  return [
    `on ${date}`,
    ...(knownAt === undefined ? [] : [`as known by ${knownAt}`]),
    ...(position === undefined ? [] : [`as recorded at position ${position}`]),
  ].join(', ')
}
