/** Numbers that look random and are the same for the same seed. */
export type Dice = {
  /** From 0 (in) to 1 (out). */
  fraction(): number
  /** A whole number from 0 (in) to `sides` (out). */
  below(sides: number): number
  /** One of them. */
  pick<T>(faces: readonly [T, ...T[]]): T
  /** Other dice, for a part of their own. */
  fork(): Dice
}

/** Dice by mulberry32: 32 bits of state, enough to choose moments and sizes. */
export function diceOf(seed: number): Dice {
  let state = seed >>> 0
  const bits = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const fraction = () => bits() / 2 ** 32
  const below = (sides: number) => Math.floor(fraction() * sides)
  return {
    fraction,
    below,
    pick: ([first, ...others]) => [first, ...others][below(others.length + 1)] ?? first,
    fork: () => diceOf(bits()),
  }
}
