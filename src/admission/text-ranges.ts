import type { TextRange } from './folded-text.ts'

/** The intersection of two ranges; undefined where they only touch or are apart. */
export function intersectRanges(a: TextRange, b: TextRange): TextRange | undefined {
  const start = Math.max(a.start, b.start)
  const end = Math.min(a.end, b.end)
  return start < end ? { start, end } : undefined
}

/** The parts of a range that no other range covers, in order. */
export function subtractRanges(whole: TextRange, others: readonly TextRange[]): readonly TextRange[] {
  const left: TextRange[] = []
  let from = whole.start
  for (const { start, end } of others.toSorted((a, b) => a.start - b.start)) {
    if (start > from) left.push({ start: from, end: Math.min(start, whole.end) })
    from = Math.max(from, end)
    if (from >= whole.end) break
  }
  if (from < whole.end) left.push({ start: from, end: whole.end })
  return left
}

/** The number of characters (UTF-16 code units) in these ranges that are not white space. */
export function charactersIn(text: string, stretches: readonly TextRange[]): number {
  return stretches.reduce((sum, { start, end }) => sum + text.slice(start, end).replace(/\s/g, '').length, 0)
}

/** Whether there is a letter or a figure in a range. */
export function hasWords(text: string, { start, end }: TextRange): boolean {
  return /[\p{L}\p{N}]/u.test(text.slice(start, end))
}

/** From the first letter or figure of a range to the last. */
export function wordsWithin(text: string, { start, end }: TextRange): TextRange {
  const words = text.slice(start, end)
  const lead = words.search(/[\p{L}\p{N}]/u)
  return { start: start + lead, end: start + words.replace(/[^\p{L}\p{N}]+$/u, '').length }
}
