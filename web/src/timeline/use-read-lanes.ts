import { useMemo, useRef } from 'preact/hooks'
import type { GridItem } from '../../../src/exchange/read-grid.ts'
import type { LanesBy } from '../address.ts'
import { withKnownKinds } from '../filter.ts'
import { AT_ONCE, type Steps, useInSteps } from '../in-steps.ts'
import { usePage } from '../store.ts'
import type { ItemTable } from './item-table.ts'
import { laneWords } from './lane-words.ts'
import { type LaneWords, type ReadLane, readSteps } from './lanes.ts'
import { laneSteps, type Membership, memberSteps } from './lanes-of.ts'

/** Lanes with what they are drawn of, as known by a day. */
export type ReadLanes = {
  readonly table: ItemTable
  readonly knownAt: number
  readonly lanes: readonly ReadLane[]
  readonly words: LaneWords
}

type Sorted = {
  readonly table: ItemTable
  readonly by: LanesBy
  readonly hasKinds: boolean
  readonly membership: Membership
}

/**
 * The lanes of the address, with those items that the search and the filters keep. Of many items they come a little later, and
 * meanwhile are those of before; none at first.
 */
export function useReadLanes(table: ItemTable, items: readonly GridItem[], knownAt: number): ReadLanes {
  const { address } = usePage()
  const by = address.lanes
  const { kinds = [] } = withKnownKinds(address.filters, table.grid).filters.words
  const hasKinds = kinds.length > 0
  const sorted = useRef<Sorted>(undefined)

  function* steps(): Steps<ReadLanes> {
    if (sorted.current?.table !== table || sorted.current.by !== by || sorted.current.hasKinds !== hasKinds) {
      const membership = yield* laneSteps(table, by, ({ lesser }) => hasKinds || !lesser)
      sorted.current = { table, by, hasKinds, membership }
    }
    const { membership } = sorted.current
    const kept = items === table.items ? undefined : new Set<GridItem | undefined>(items)
    const passes = kept && ((nth: number) => kept.has(table.items[nth]))
    yield
    const members = yield* memberSteps(membership, knownAt, passes)
    const lanes = yield* readSteps(table, members, knownAt)
    return { table, knownAt, lanes, words: laneWords(table, knownAt) }
  }

  const read = useInSteps(
    steps,
    [table, by, hasKinds, items, table.knownClass(knownAt)],
    table.items.length > AT_ONCE,
  )
  const none = useMemo(
    (): ReadLanes => ({ table, knownAt, lanes: [], words: laneWords(table, knownAt) }),
    [table],
  )
  return read ?? none
}
