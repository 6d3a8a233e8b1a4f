/** One limit: what it counts, its default, and the error beyond it. */
export type Limit = {
  /** What is counted, to follow "the maximum". */
  readonly counts: string
  readonly unit: string
  /** The default; that much is still allowed. */
  readonly most: number
  /** The code of the error. */
  readonly code: string
  /** How to stay below it, to follow a colon. */
  readonly remedy: string
}

/** The default of each limit. */
export function mostOf<Name extends string>(
  limits: Readonly<Record<Name, Limit>>,
): Readonly<Record<Name, number>> {
  const pairs = Object.entries<Limit>(limits).map(([name, { most }]) => [name, most])
  // The keys are those of `limits`; `fromEntries` forgets that.
  return Object.fromEntries(pairs) as Record<Name, number>
}
