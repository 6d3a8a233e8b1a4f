/** A part of a text: `[start, end)` in UTF-16 code units. */
export type Stretch = { readonly start: number; readonly end: number }

/** What they share; undefined where they only touch or lie apart. */
export function shared(a: Stretch, b: Stretch): Stretch | undefined {
  const start = Math.max(a.start, b.start)
  const end = Math.min(a.end, b.end)
  return start < end ? { start, end } : undefined
}

/** What is left of a stretch once the others are taken out of it, in order. */
export function without(whole: Stretch, others: readonly Stretch[]): readonly Stretch[] {
  const left: Stretch[] = []
  let from = whole.start
  for (const { start, end } of others.toSorted((a, b) => a.start - b.start)) {
    if (start > from) left.push({ start: from, end: Math.min(start, whole.end) })
    from = Math.max(from, end)
    if (from >= whole.end) break
  }
  if (from < whole.end) left.push({ start: from, end: whole.end })
  return left
}

/** How many of its characters (UTF-16 code units) are not white space. */
export function inkOf(text: string, stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { start, end }) => sum + text.slice(start, end).replace(/\s/g, '').length, 0)
}
