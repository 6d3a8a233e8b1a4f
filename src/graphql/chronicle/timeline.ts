import type { Snapshot } from '../../engine/index.ts'
import { kindOf } from '../../event/index.ts'
import type { Answer } from '../../time/index.ts'
import type { VisibleEvent } from '../../visibility/index.ts'
import { type Builder, deprecated } from '../builder.ts'
import { Faults } from '../faults.ts'
import type { Filter, FilterApi } from '../lists/filter.ts'
import { ARGUMENT_DESCRIPTIONS, type FilterArgs } from '../lists/filter-args.ts'
import { eventsInOrder, type Order } from '../lists/order.ts'
import { type Page, type PageArgs, pageAt, pagedArray, readPaging } from '../lists/page.ts'
import { atBasisOfPage, type BasisArgs, pinOfBasis } from '../lists/pinned.ts'
import { type AtPoint, atLatest, type EventAtPoint } from '../points/at-point.ts'
import { checkedTypes, checkSubjectKinds } from '../points/names.ts'
import type { PointApi } from '../points/point.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import type { RootApi } from './root.ts'

const DAYS = { since: '2026-11-22', until: '2027-05-31' }

/** The timeline: the visible events of a chronicle, as a Relay connection. */
export function addTimelineField(
  builder: Builder,
  { root }: RootApi,
  point: PointApi,
  { event, connection }: ProvenanceApi,
  { filterArgs, filter, kinds }: FilterApi,
): void {
  const { date: _, ...clocks } = point.args
  builder.objectField(root, 'timeline', (t) =>
    t.connection(
      {
        type: event,
        description:
          'Lists the events that are visible at a point, 20 on a page by default, 100 at most. A cursor keeps the point, so the next page needs no clocks and no trust, and nothing shifts while events arrive.',
        args: {
          ...clocks,
          ...filterArgs.certainty(['definitely', 'possibly']),
          types: t.arg.stringList({ required: false, description: ARGUMENT_DESCRIPTIONS.types }),
          kinds: filterArgs.kinds,
          ...filterArgs.of(kinds),
          ...filterArgs.ordered,
          from: t.arg({
            type: 'Date',
            required: false,
            description: 'Same as `valid.from` (this day is in). Omitted: no first day.',
            ...deprecated({ ...DAYS, instead: 'use `valid: { from }`.' }),
          }),
          to: t.arg({
            type: 'Date',
            required: false,
            description: 'Same as `valid.to` (this day is in). Omitted: no last day.',
            ...deprecated({ ...DAYS, instead: 'use `valid: { to }`.' }),
          }),
        },
        resolve: (chronicle, { from, to, valid, ...args }, { hints }, { path }) => {
          const days = { from: valid?.from ?? from, to: valid?.to ?? to, sure: valid?.sure }
          const { page, at } = timelinePage(chronicle, filter, { ...args, valid: days })
          if (page.edges.length === 0) hints?.add(path, () => filter.hints.hintsFor(at, args))
          return page
        },
      },
      connection,
    ),
  )
}

/** The arguments of a timeline. */
type TimelineArgs = PageArgs &
  BasisArgs &
  FilterArgs & {
    readonly types?: readonly string[] | null | undefined
    readonly kinds?: readonly string[] | null | undefined
    readonly certainty: readonly Answer[]
    readonly order: Order
  }

/**
 * A page of the visible events, and the point that they are visible from. Throws InvalidInput with every fault of the arguments. Cost: O(n) in the visible events,
 * which are sorted once for each view.
 */
function timelinePage(
  chronicle: Snapshot,
  filter: Filter,
  args: TimelineArgs,
): { readonly page: Page<EventAtPoint>; readonly at: AtPoint } {
  const faults = new Faults()
  const paging = readPaging('timeline', args, faults)
  const found = atBasisOfPage(chronicle, paging, args, faults)
  const at = found ?? atLatest(chronicle)
  const isOfType = typeTest(chronicle, args, faults)
  const matches = filter.matcher(at, [...chronicle.vocabulary.kinds.keys()], args, faults)
  if (found === undefined) throw faults.thrown()
  const { view } = at.state
  const all = eventsInOrder(at.state, args.order)
    .filter(isOfType)
    .filter(({ recorded }) => args.certainty.includes(view.exists(recorded.id)))
    .filter((event) => matches?.(filter.entries.ofEvent(at, event)) ?? true)
    .map(({ recorded }): EventAtPoint => ({ ...at, recorded }))
  return { page: pageAt(paging, pagedArray(all, keyOf), [pinOfBasis(at)], keyOf, faults), at }
}

function keyOf({ recorded }: EventAtPoint): string {
  return recorded.id
}

function typeTest(
  chronicle: Snapshot,
  { types, kinds }: TimelineArgs,
  faults: Faults,
): (event: VisibleEvent) => boolean {
  faults.from(() => checkedTypes(chronicle, types ?? []))
  checkSubjectKinds(chronicle, kinds, faults)
  return ({ recorded, subjects }) =>
    (types == null || types.includes(recorded.event.type)) &&
    (kinds == null || subjects.some((subject) => kinds.includes(kindOf(subject))))
}
