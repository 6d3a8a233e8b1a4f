import type { ItemAtPoint } from '../../../graphql/index.ts'
import type { Item, State } from '../../../state/index.ts'
import { undertakingFields } from '../undertaking/index.ts'

const DONE: readonly string[] = ['fulfilled', 'partly-fulfilled']

/** By key, the undertakings that a subject definitely or possibly fulfilled, in the order of their list. */
type Fulfilments = ReadonlyMap<string, readonly Item[]>

const found = new WeakMap<State, Fulfilments>()

/** The undertakings that an item definitely or possibly fulfilled, wholly or in part. */
export function fulfilledBy({ item, chronicle, state }: ItemAtPoint): ItemAtPoint[] {
  const fulfilments = found.get(state) ?? fulfilmentsIn(state)
  found.set(state, fulfilments)
  const done = new Set(item.identity.keys.flatMap((key) => fulfilments.get(key) ?? []))
  return [...done].map((each) => ({ chronicle, state, item: each }))
}

/** Found once for each state. Cost: the undertakings. */
function fulfilmentsIn(state: State): Fulfilments {
  const done = state.list('undertaking').flatMap((item) =>
    item
      .get(undertakingFields.status)
      .values.map(({ value }) => value)
      .filter(({ status, by }) => DONE.includes(status) && by !== undefined)
      .map(({ by = '' }) => ({ by, item })),
  )
  const byKey = Map.groupBy(done, ({ by }) => by)
  return new Map([...byKey].map(([by, all]) => [by, all.map(({ item }) => item)] as const))
}
