import type { Snapshot } from '../../engine/index.ts'
import { kindOf } from '../../event/index.ts'
import { eventListing, type Listing, type Steps, searchedEvents } from '../../state/index.ts'
import type { Answer } from '../../time/index.ts'
import type { VisibleEvent } from '../../visibility/index.ts'
import { type Builder, deprecated } from '../builder.ts'
import { Faults } from '../faults.ts'
import { type Budget, inSteps } from '../limits/budget.ts'
import type { Filter, FilterApi } from '../lists/filter.ts'
import { ARGUMENT_DESCRIPTIONS, type FilterArgs } from '../lists/filter-args.ts'
import { isIndexing, matchingOf, pagedListing } from '../lists/list-items.ts'
import { listOrder, type Order } from '../lists/order.ts'
import { type Page, type PageArgs, type PagedList, pageAt, pagedArray, readPaging } from '../lists/page.ts'
import { atBasisOfPage, type BasisArgs, pinOfBasis } from '../lists/pinned.ts'
import { type AtPoint, atLatest, type EventAtPoint } from '../points/at-point.ts'
import { checkedSubjectKinds, checkedTypes } from '../points/names.ts'
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
        nullable: true,
        description:
          'Lists the events that are visible at a point, 20 on a page by default, 100 at most. A cursor keeps the point, so the next page needs no clocks and no trust, and nothing shifts while events arrive. Null only with an error.',
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
        resolve: async (chronicle, { from, to, valid, ...args }, { budget, hints, texts }, { path }) => {
          // Every event may have been on some day: without a range the list is cut without looking at all of it.
          const isOpen = [valid, from, to].every((given) => given == null)
          const days = isOpen
            ? undefined
            : { from: valid?.from ?? from, to: valid?.to ?? to, sure: valid?.sure }
          const { page, at } = await timelinePage(chronicle, filter, { ...args, texts, valid: days }, budget)
          if (page.edges.length === 0) await hints?.add(path, budget, filter.hints.hintsFor(at, args))
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
 * A page of the visible events, and the point that they are visible from. Throws InvalidInput with every fault of the
 * arguments. Cost: what lies on the page; with filters, every visible event; of a search, a source or a
 * subject those alone that may match it.
 */
async function timelinePage(
  chronicle: Snapshot,
  filter: Filter,
  args: TimelineArgs,
  budget: Budget,
): Promise<{ readonly page: Page<EventAtPoint>; readonly at: AtPoint }> {
  const faults = new Faults()
  const paging = readPaging('timeline', args, faults)
  const found = atBasisOfPage(chronicle, paging, args, faults)
  const at = found ?? atLatest(chronicle)
  const isOfType = typeTest(chronicle, args, faults)
  const list = await inSteps(budget, eventsListed(at, filter, args, isOfType, faults), isIndexing(at))
  const nodeOf = ({ recorded }: VisibleEvent) => ({ ...at, recorded })
  return { page: pageAt(paging, list, { pins: [pinOfBasis(at)], keyOf, nodeOf }, faults), at }
}

/** The list to be cut into pages, in steps. Adds the faults of the arguments, and throws all of them. */
function* eventsListed(
  at: AtPoint,
  filter: Filter,
  args: TimelineArgs,
  isOfType: ((event: VisibleEvent) => boolean) | undefined,
  faults: Faults,
): Steps<PagedList<VisibleEvent>> {
  const { entries, candidates } = filter
  const search = isOfType === undefined ? filter.searchAlone(args, faults) : undefined
  const kinds = [...at.chronicle.vocabulary.kinds.keys()]
  const test = search === undefined ? yield* filter.matcher(at, kinds, args, faults) : search.test
  faults.check()
  const isFound = (event: VisibleEvent) =>
    (isOfType?.(event) ?? true) && (test?.(entries.ofEvent(at, event)) ?? true)
  const paged = (listing: Listing<VisibleEvent>) =>
    pagedListing(listing, args, (event, id) => keyOf(event) === id)
  const rows = search && (yield* candidates.found(at, search))
  if (rows !== undefined && 'finds' in rows) return paged(yield* searchedEvents(at.state, { rows, isFound }))
  const only = rows === undefined ? yield* candidates.events(at, args) : new Set(rows)
  const listing = yield* eventListing(at.state, only)
  if (isOfType === undefined && test === undefined) return paged(listing)
  const events = listing.inOrder([...new Set(args.certainty)], listOrder(args.order))
  return pagedArray(yield* matchingOf(events, isFound), keyOf)
}

function keyOf({ recorded }: VisibleEvent): string {
  return recorded.id
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
