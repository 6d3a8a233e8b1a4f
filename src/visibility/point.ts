import type { CivilDay } from '../time/index.ts'

/**
 * Which sources are trusted. Nothing named means all. `only` and `sides` widen each other (a source is trusted
 * if either names it), and an empty list names no one; `without` takes away from what they leave.
 */
export type Trust = {
  readonly only?: readonly string[]
  readonly sides?: readonly string[]
  readonly without?: readonly string[]
}

/** What decides whether an event is visible: a point without its date (rule 1). */
export type Basis = {
  /** Known time: what the public could know by the end of this day; absent, the clock filters nothing. */
  readonly knownAt?: CivilDay
  /** Recorded time (transaction time): the events at positions 1 to this one, both included. */
  readonly position: number
  readonly trusting: Trust
}

/** A place on the three clocks, and a trust: every clock resolved. */
export type Point = Basis & {
  /** Valid time: the end of this civil day. */
  readonly date: CivilDay
}

export const TRUST_ALL: Trust = {}

/** Whether a source is trusted that speaks for that side, if for any. */
export function trusts({ only, sides, without }: Trust, source: string, side: unknown): boolean {
  if (without !== undefined && isNamed(without, source)) return false
  if (only === undefined && sides === undefined) return true
  if (only !== undefined && isNamed(only, source)) return true
  return typeof side === 'string' && (sides?.includes(side) ?? false)
}

/** From so many names on, they are looked up in a set. */
const MANY = 16

const sets = new WeakMap<readonly string[], ReadonlySet<string>>()

function isNamed(names: readonly string[], name: string): boolean {
  if (names.length < MANY) return names.includes(name)
  return sets.getOrInsertComputed(names, () => new Set(names)).has(name)
}

/** The point's basis: all points that differ in their date alone see the same events. */
export function basisOf({ knownAt, position, trusting }: Point): Basis {
  return { ...(knownAt === undefined ? {} : { knownAt }), position, trusting }
}
