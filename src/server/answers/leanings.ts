import type { Snapshots } from '../../graphql/index.ts'
import type { CivilDay } from '../../time/index.ts'
import { formatAt } from './at.ts'

/** What of its surroundings an answer leant on: with what it did not, it is the same wherever and whenever asked. */
export type Leant = {
  readonly position: boolean
  readonly today: boolean
  /** The one chronicle that it is about: where the others stand, and which there are, is nothing to it. */
  readonly alone?: string
}

/** Where a request stood. */
export type Whereabouts = {
  readonly today: CivilDay | undefined
  /** The chronicles that were there, each with its position. */
  readonly positions: ReadonlyMap<string, number>
}

export function whereaboutsOf({ pins }: Snapshots): Whereabouts {
  const [first] = pins.values()
  return {
    today: first?.today,
    positions: new Map([...pins].map(([name, { position = 0 }]) => [name, position] as const)),
  }
}

/** Where the chronicles stood that an answer is about: one alone, or all that there were. */
export function placesOf({ alone }: Leant, { positions }: Whereabouts): ReadonlyMap<string, number> {
  const position = alone === undefined ? undefined : positions.get(alone)
  return alone === undefined || position === undefined ? positions : new Map([[alone, position]])
}

/** The `at` of an answer's own address: as much of where it stood as it leant on. Empty where that is nothing. */
export function leantOn(leant: Leant, whereabouts: Whereabouts): string {
  const { today } = whereabouts
  return formatAt({
    ...(leant.today && today !== undefined && { today }),
    positions: leant.position ? placesOf(leant, whereabouts) : new Map(),
  })
}
