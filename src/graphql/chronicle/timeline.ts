import type { Snapshot } from '../../engine/index.ts'
import { kindOf } from '../../event/index.ts'
import type { Answer } from '../../time/index.ts'
import { type Builder, deprecated } from '../builder.ts'
import { Faults, notOneOf } from '../faults.ts'
import type { Filter, FilterApi } from '../lists/filter.ts'
import { ARGUMENT_DESCRIPTIONS, type FilterArgs } from '../lists/filter-args.ts'
import { eventsInOrder, type Order, type VisibleEvent } from '../lists/order.ts'
import { type Page, type PageArgs, pageAt, readPaging } from '../lists/page.ts'
import { atBasisOfPage, type BasisArgs, pinOfBasis } from '../lists/pinned.ts'
import { atLatest, type EventAtPoint } from '../points/at-point.ts'
import { checkedTypes, subjectKinds } from '../points/names.ts'
import type { PointApi } from '../points/point.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import type { RootApi } from './root.ts'

const DAYS = { since: '2026-11-22', until: '2027-05-31' }

/** The timeline of a chronicle, as a Relay connection. */
export function addTimeline(
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
          'The events that can be seen from a point, 20 a page unless told, 100 at most. A cursor keeps the point: clocks and trust need not be said again, and nothing shifts while events arrive.',
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
            description: 'What `valid.from` is, where that is left out (this day is in). Omitted: from ever.',
            ...deprecated({ ...DAYS, instead: 'use `valid: { from }`.' }),
          }),
          to: t.arg({
            type: 'Date',
            required: false,
            description: 'What `valid.to` is, where that is left out (this day is in). Omitted: for ever.',
            ...deprecated({ ...DAYS, instead: 'use `valid: { to }`.' }),
          }),
        },
        resolve: (chronicle, { from, to, valid, ...args }) =>
          timelinePage(chronicle, filter, {
            ...args,
            valid: { from: valid?.from ?? from, to: valid?.to ?? to, sure: valid?.sure },
          }),
      },
      connection,
    ),
  )
}

/** What of a timeline one wants to see. */
export type TimelineArgs = PageArgs &
  BasisArgs &
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
export function timelinePage(chronicle: Snapshot, filter: Filter, args: TimelineArgs): Page<EventAtPoint> {
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
    .filter((event) => matches(filter.entries.ofEvent(at, event)))
    .map(({ recorded }): EventAtPoint => ({ ...at, recorded }))
  return pageAt(paging, all, [pinOfBasis(at)], ({ recorded }) => recorded.id, faults)
}

function typeTest(
  chronicle: Snapshot,
  { types, kinds }: TimelineArgs,
  faults: Faults,
): (event: VisibleEvent) => boolean {
  const allKinds = subjectKinds(chronicle)
  faults.from(() => checkedTypes(chronicle, types ?? []))
  for (const kind of kinds ?? [])
    if (!allKinds.has(kind)) faults.add('E_KIND', 'kinds', notOneOf(kind, allKinds))
  return ({ recorded, subjects }) =>
    (types == null || types.includes(recorded.event.type)) &&
    (kinds == null || subjects.some((subject) => kinds.includes(kindOf(subject))))
}
