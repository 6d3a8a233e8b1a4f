/** How long things took, ms. */
export type Spread = { readonly p50: number; readonly p99: number; readonly max: number }

export function spreadOf(times: readonly number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0)
  return { p50: at(0.5), p99: at(0.99), max: at(1) }
}

export function spreadText({ p50, p99, max }: Spread): string {
  return `p50 ${p50} ms, p99 ${p99} ms, max ${max} ms`
}

/** The worst of each. */
export function worstOf(spreads: readonly Spread[]): Spread {
  const most = (of: (spread: Spread) => number) => Math.max(0, ...spreads.map(of))
  return { p50: most(({ p50 }) => p50), p99: most(({ p99 }) => p99), max: most(({ max }) => max) }
}
