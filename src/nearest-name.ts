/**
 * The name that was probably meant by one that is none: the one that is fewest letters added, left out, replaced
 * or swapped away, whatever their case; of several the first. None where that is more than a third of the letters, or than 3.
 */
export function nearestName(written: string, names: Iterable<string>): string | undefined {
  const most = Math.min(3, Math.floor(written.length / 3))
  let found: { readonly name: string; readonly steps: number } | undefined
  for (const name of names) {
    if (Math.abs(name.length - written.length) > most) continue
    const steps = stepsBetween(written.toLowerCase(), name.toLowerCase())
    if (steps <= most && steps < (found?.steps ?? Infinity)) found = { name, steps }
  }
  return found?.name
}

/** Levenshtein's distance, two neighbours swapped being one step, in UTF-16 code units. Cost: the product of the lengths. */
function stepsBetween(a: string, b: string): number {
  let [before, row]: [readonly number[], readonly number[]] = [
    [],
    Array.from({ length: b.length + 1 }, (_, index) => index),
  ]
  for (let at = 1; at <= a.length; at += 1) {
    const next = [at]
    for (let to = 1; to <= b.length; to += 1) {
      const replaced = (row[to - 1] ?? 0) + (a[at - 1] === b[to - 1] ? 0 : 1)
      const swapped =
        at > 1 && to > 1 && a[at - 1] === b[to - 2] && a[at - 2] === b[to - 1]
          ? (before[to - 2] ?? 0) + 1
          : Infinity
      next.push(Math.min(replaced, swapped, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1))
    }
    ;[before, row] = [row, next]
  }
  return row[b.length] ?? 0
}
