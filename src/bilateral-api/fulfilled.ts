import { itemsOf, type Stand, type StandingItem } from '../api/index.ts'
import { undertakingFields } from '../bilateral/index.ts'
import type { State } from '../projection/index.ts'
import { many } from './values.ts'

const DONE: readonly string[] = ['fulfilled', 'partly-fulfilled']

/** By key, the undertakings that a subject definitely or possibly fulfilled, in the order of their list. */
type Fulfilments = ReadonlyMap<string, readonly StandingItem[]>

const found = new WeakMap<State, Fulfilments>()

/** The undertakings that an item definitely or possibly fulfilled, wholly or in part. */
export function fulfilledBy({ item, ...stand }: StandingItem): StandingItem[] {
  const fulfilments = found.get(stand.state) ?? fulfilmentsIn(stand)
  found.set(stand.state, fulfilments)
  return [...new Set(item.identity.keys.flatMap((key) => fulfilments.get(key) ?? []))]
}

/** Found once for each state. Cost: the undertakings. */
function fulfilmentsIn(stand: Stand): Fulfilments {
  const done = itemsOf(stand, 'undertaking').flatMap((each) =>
    many(each, undertakingFields.status)
      .filter(({ status, by }) => DONE.includes(status) && by !== undefined)
      .map(({ by = '' }) => ({ by, each })),
  )
  return new Map(
    [...Map.groupBy(done, ({ by }) => by)].map(([by, all]) => [by, all.map(({ each }) => each)] as const),
  )
}
