import { isoDay } from '../days.ts'
import type { Store } from '../store.ts'

/** The point of the address as the API takes it: to be put beside other variables of an operation. */
export function pointVariables({ address: { at }, point }: Pick<Store, 'address' | 'point'>): {
  readonly date: string
  readonly knownAt: string | undefined
  readonly position: number | undefined
  readonly trusting: Trusting | undefined
} {
  return {
    date: isoDay(point.date),
    knownAt: point.known === undefined ? undefined : isoDay(point.known),
    position: at.position,
    trusting: trustingOf(at),
  }
}

type Trusting = {
  readonly only?: readonly string[]
  readonly without?: readonly string[]
  readonly sides?: readonly string[]
}

function trustingOf({ only, without, sides }: Store['address']['at']): Trusting | undefined {
  const given = {
    ...(only.length > 0 && { only }),
    ...(without.length > 0 && { without }),
    ...(sides.length > 0 && { sides }),
  }
  return Object.keys(given).length === 0 ? undefined : given
}
