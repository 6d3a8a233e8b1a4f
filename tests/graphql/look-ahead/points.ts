import type { Envelope } from '../../../src/event/index.ts'
import { sourceRegistered } from '../../../src/event/index.ts'
import { parseDay } from '../../../src/time/index.ts'
import type { Point } from '../../../src/visibility/index.ts'
import type { Dice } from './dice.ts'

/**
 * A point about a chronicle of January 2020. It trusts or leaves only sources that are registered by then, since what
 * may be named in an argument is checked against the whole ledger.
 */
export function pointOver(events: readonly Envelope[], dice: Dice): Point {
  const position = dice.oneIn(2) ? events.length : dice.upTo(events.length + 1)
  const registered = events.slice(0, position).filter(({ type }) => type === sourceRegistered.type)
  const sources = registered.map(({ subject }) => subject)
  const sides = [
    ...new Set(registered.flatMap(({ payload: { side } }) => (typeof side === 'string' ? side : []))),
  ]
  const first = parseDay('2020-01-01')
  return {
    date: first + dice.upTo(15),
    ...(dice.oneIn(4) ? {} : { knownAt: first + dice.upTo(13) }),
    position,
    trusting: dice.of([
      {},
      {},
      { without: dice.some(sources, 1) },
      { only: dice.some(sources, 2) },
      { sides: dice.some(sides, 1) },
      { sides: dice.some(sides, 1), only: dice.some(sources, 1), without: dice.some(sources, 1) },
    ]),
  }
}
