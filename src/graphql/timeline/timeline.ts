import type { Snapshot } from '../../engine/index.ts'
import { kindOf } from '../../event/index.ts'
import type { Answer } from '../../time/index.ts'
import { checkedTypes, subjectKinds } from '../checked-names.ts'
import { atHead, type StandingEvent } from '../context.ts'
import { Faults, noneOf } from '../errors/faults.ts'
import type { Filter } from '../lists/filter.ts'
import type { FilterArgs } from '../lists/filter-args.ts'
import type { Order } from '../lists/order.ts'
import type { PageArgs } from '../pages/page.ts'
import { type Page, pageAt, readPaging } from '../pages/paging.ts'
import { pinOfSight, type SightArgs, standOfSight } from '../pages/pinned.ts'
import { eventsInOrder, type VisibleEvent } from '../provenance/visible-events.ts'

/** What of a timeline one wants to see. */
export type TimelineArgs = PageArgs &
  SightArgs &
  FilterArgs & {
    readonly types?: readonly string[] | null | undefined
    readonly kinds?: readonly string[] | null | undefined
    readonly certainty: readonly Answer[]
    readonly order: Order
  }

/**
 * A page of the events that can be seen. Throws InvalidInput with every fault of the arguments. Cost: a look at each
 * event that can be seen from there, and that of putting them in order the first time.
 */
export function timelinePage(chronicle: Snapshot, filter: Filter, args: TimelineArgs): Page<StandingEvent> {
  const faults = new Faults()
  const paging = readPaging('timeline', args, faults)
  const stand = standOfSight(chronicle, paging, args, faults)
  const at = stand ?? atHead(chronicle)
  const isOfType = typeTest(chronicle, args, faults)
  const wanted = filter.wantedBy(at, [...chronicle.vocabulary.kinds.keys()], args, faults)
  if (stand === undefined) throw faults.thrown()
  const { view } = stand.state
  const all = eventsInOrder(stand.state, args.order)
    .filter(isOfType)
    .filter(({ recorded }) => args.certainty.includes(view.exists(recorded.id)))
    .filter((event) => wanted(filter.telling.byEvent(stand, event)))
    .map(({ recorded }): StandingEvent => ({ ...stand, recorded }))
  return pageAt(paging, all, [pinOfSight(stand)], ({ recorded }) => recorded.id, faults)
}

function typeTest(
  chronicle: Snapshot,
  { types, kinds }: TimelineArgs,
  faults: Faults,
): (event: VisibleEvent) => boolean {
  const allKinds = subjectKinds(chronicle)
  faults.from(() => checkedTypes(chronicle, types ?? []))
  for (const kind of kinds ?? [])
    if (!allKinds.has(kind)) faults.add('E_KIND', 'kinds', noneOf(kind, allKinds))
  return ({ recorded, subjects }) =>
    (types == null || types.includes(recorded.event.type)) &&
    (kinds == null || subjects.some((subject) => kinds.includes(kindOf(subject))))
}
