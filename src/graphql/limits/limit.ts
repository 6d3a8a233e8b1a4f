/** One limit: what it counts, how much of it may be, and what is said of more. */
export type Limit = {
  /** What is counted, to go on from "the most" with. */
  readonly counts: string
  readonly unit: string
  /** How much may be where nothing else is said; that much is still allowed. */
  readonly most: number
  /** The code of a refusal. */
  readonly code: string
  /** How to get under it, to follow a colon. */
  readonly remedy: string
}

/** How much each of them allows where nothing else is said. */
export function mostOf<Name extends string>(
  limits: Readonly<Record<Name, Limit>>,
): Readonly<Record<Name, number>> {
  const pairs = Object.entries<Limit>(limits).map(([name, { most }]) => [name, most])
  // The entries are those of `limits`, which is what the type says and `fromEntries` forgets.
  return Object.fromEntries(pairs) as Record<Name, number>
}
