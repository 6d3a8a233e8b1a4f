import type { Snapshot } from '../../engine/index.ts'
import { kindOf } from '../../event/index.ts'
import type { Steps } from '../../state/index.ts'
import type { Answer } from '../../time/index.ts'
import type { VisibleEvent } from '../../visibility/index.ts'
import { type Builder, deprecated } from '../builder.ts'
import { Faults } from '../faults.ts'
import type { Hints, ListPath } from '../hints.ts'
import { nowOrInSteps } from '../limits/budget.ts'
import type { Filter, FilterApi } from '../lists/filter.ts'
import { ARGUMENT_DESCRIPTIONS, type FilterArgs } from '../lists/filter-args.ts'
import { keyOfEvent, pagedEvents } from '../lists/list-events.ts'
import type { Order } from '../lists/order.ts'
import { type Page, type PageArgs, pageAt, readPaging } from '../lists/page.ts'
import { atBasisOfPage, type BasisArgs, pinOfBasis } from '../lists/pinned.ts'
import { atLatest, type EventAtPoint } from '../points/at-point.ts'
import { checkedSubjectKinds, checkedTypes } from '../points/names.ts'
import type { PointApi } from '../points/point.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import type { RootApi } from './root.ts'

const DAYS = { since: '2026-11-22', until: '2027-05-31' }

/** The timeline: the visible events of a chronicle, as a Relay connection. */
export function addTimelineField(
  builder: Builder,
  { root, anyChronicle }: RootApi,
  point: PointApi,
  { event, connection }: ProvenanceApi,
  { filterArgs, filter, kinds }: FilterApi,
): void {
  const { date: _, ...clocks } = point.args
  const description =
    'Lists the events that are visible at a point, 20 on a page by default, 100 at most. A cursor keeps the point, so the next page needs no clocks and no trust, and nothing shifts while events arrive. Null only with an error.'
  const args = {
    ...clocks,
    ...filterArgs.certainty(['definitely', 'possibly']),
    ...builder.args((t) => ({
      types: t.stringList({ required: false, description: ARGUMENT_DESCRIPTIONS.types }),
    })),
    kinds: filterArgs.kinds,
    ...filterArgs.ordered,
  }
  builder.interfaceField(anyChronicle, 'timeline', (t) =>
    t.field({
      type: connection,
      nullable: true,
      description,
      args: { ...args, ...filterArgs.common, ...t.arg.connectionArgs() },
    }),
  )
  builder.objectField(root, 'timeline', (t) =>
    t.connection(
      {
        type: event,
        nullable: true,
        description,
        args: {
          ...args,
          ...filterArgs.of(kinds),
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
        resolve: (chronicle, args, { budget, hints, texts }, { path }) => {
          const { from, to, valid } = args
          // Every event may have been on some day: without a range the list is cut without looking at all of it.
          const isOpen = [valid, from, to].every((given) => given == null)
          const days = isOpen
            ? undefined
            : { from: valid?.from ?? from, to: valid?.to ?? to, sure: valid?.sure }
          const page = timelinePage(chronicle, filter, { ...args, texts, valid: days }, { hints, path })
          return nowOrInSteps(budget, page, () => atLatest(chronicle).state.isIndexing)
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
 * A page of the visible events, in steps. Throws InvalidInput with every fault of the arguments. Cost: what lies on the page;
 * with filters, every visible event; of a search, a source or a subject those alone that may match it.
 */
function* timelinePage(
  chronicle: Snapshot,
  filter: Filter,
  args: TimelineArgs,
  { hints, path }: { readonly hints: Hints | undefined; readonly path: ListPath },
): Steps<Page<EventAtPoint>> {
  const faults = new Faults()
  const paging = readPaging('timeline', args, faults)
  const found = atBasisOfPage(chronicle, paging, args, faults)
  const at = found ?? atLatest(chronicle)
  const isKept = typeTest(chronicle, args, faults)
  // Where there is no point, there are faults: all of them are thrown here.
  const list = yield* pagedEvents({ at, filter, args, isKept }, faults)
  const nodeOf = ({ recorded }: VisibleEvent) => ({ ...at, recorded })
  const page = pageAt(paging, list, { pins: [pinOfBasis(at)], keyOf: keyOfEvent, nodeOf }, faults)
  if (page.edges.length === 0 && hints !== undefined) yield* hints.add(path, filter.hints.hintsFor(at, args))
  return page
}

function typeTest(
  chronicle: Snapshot,
  { types, kinds: given }: TimelineArgs,
  faults: Faults,
): ((event: VisibleEvent) => boolean) | undefined {
  faults.from(() => checkedTypes(chronicle, types ?? []))
  const kinds = checkedSubjectKinds(chronicle, given, faults)
  if (types == null && kinds == null) return undefined
  return ({ recorded, subjects }) =>
    (types == null || types.includes(recorded.event.type)) &&
    (kinds == null || subjects.some((subject) => kinds.includes(kindOf(subject))))
}
