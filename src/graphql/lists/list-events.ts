import { eventListing, type Listing, type Steps, searchedEvents } from '../../state/index.ts'
import type { VisibleEvent } from '../../visibility/index.ts'
import type { Faults } from '../faults.ts'
import type { AtPoint } from '../points/at-point.ts'
import type { Filter } from './filter.ts'
import { type ListArgs, matchingOf, pagedListing } from './list-items.ts'
import { listOrder } from './order.ts'
import { type PagedList, pagedArray } from './page.ts'

/** Which events a list has: the visible ones that match the arguments and pass a test of its own, if it has one. */
export type ListedEvents = {
  readonly at: AtPoint
  readonly filter: Filter
  readonly args: ListArgs
  readonly isKept?: ((event: VisibleEvent) => boolean) | undefined
}

/**
 * The events of a list, to be cut into pages, in steps. Throws InvalidInput with every fault, those given among them. Cost: what
 * lies on a page; with filters, every visible event; of a search, a source or a subject those alone that may match it.
 */
export function* pagedEvents(
  { at, filter, args, isKept }: ListedEvents,
  faults: Faults,
): Steps<PagedList<VisibleEvent>> {
  const { entries, candidates } = filter
  const search = isKept === undefined ? filter.searchAlone(args, faults) : undefined
  const kinds = [...at.chronicle.vocabulary.kinds.keys()]
  const test = search === undefined ? yield* filter.matcher(at, kinds, args, faults) : search.test
  faults.check()
  const isFound = (event: VisibleEvent) =>
    (isKept?.(event) ?? true) && (test?.(entries.ofEvent(at, event)) ?? true)
  const paged = (listing: Listing<VisibleEvent>) =>
    pagedListing(listing, args, (event, id) => keyOfEvent(event) === id)
  const found = search && (yield* candidates.found(at, search))
  if (found !== undefined && 'finds' in found)
    return paged(yield* searchedEvents(at.state, { rows: found, isFound }))
  const only = found === undefined ? yield* candidates.events(at, args) : new Set(found)
  const listing = yield* eventListing(at.state, only)
  if (isKept === undefined && test === undefined) return paged(listing)
  const events = listing.inOrder([...new Set(args.certainty)], listOrder(args.order))
  return pagedArray(yield* matchingOf(events, isFound), keyOfEvent)
}

export function keyOfEvent({ recorded }: VisibleEvent): string {
  return recorded.id
}
