import type { CivilDay } from '../time/index.ts'

/**
 * Whom one trusts. Nothing named means everyone. `only` and `sides` widen each other (a source is trusted
 * if either names it); `without` takes away from what they leave.
 */
export type Trust = {
  readonly only?: readonly string[]
  readonly sides?: readonly string[]
  readonly without?: readonly string[]
}

/** Where one stands on the three clocks, and whom one trusts: every clock resolved. */
export type Point = {
  /** Valid time: the end of this civil day. */
  readonly date: CivilDay
  /** Known time: what the public could know by the end of this day; absent, the clock filters nothing. */
  readonly knownAt?: CivilDay
  /** Recorded time: the events at positions 1 to this one, both included. */
  readonly position: number
  readonly trusting: Trust
}

export const TRUST_ALL: Trust = {}
