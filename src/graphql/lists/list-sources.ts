import type { Snapshot } from '../../engine/index.ts'
import { sourceRegistered } from '../../event/index.ts'
import { overlaps } from '../../time/index.ts'
import { atHead, type Stand, type StandingSource } from '../context.ts'
import { type Faults, quoted } from '../errors/faults.ts'
import { publishedOf, registered } from '../provenance/source.ts'
import { visibleEvents } from '../provenance/visible-events.ts'
import { type DateRange, daysOf } from './date-range.ts'
import type { Filter } from './filter.ts'
import { inOrder, type Order } from './order.ts'

/** What of the sources one wants to see, and in what order. */
export type SourceArgs = {
  readonly search?: string | null | undefined
  readonly side?: readonly string[] | null | undefined
  readonly known?: DateRange | null | undefined
  readonly order: Order
}

/** Every source of a chronicle, as it reads from the head. */
export function sourcesOf(chronicle: Snapshot): readonly StandingSource[] {
  const stand = atHead(chronicle)
  return chronicle.registrations.map((registration) => ({ ...stand, registration }))
}

/** Each source that can be seen from a stand, by the first registration of it that can be. */
export function sourcesSeen(stand: Stand): readonly StandingSource[] {
  const seen = new Map<string, StandingSource>()
  for (const { recorded, subjects } of visibleEvents(stand.state))
    if (recorded.event.type === sourceRegistered.type)
      for (const subject of subjects)
        if (!seen.has(subject)) seen.set(subject, { ...stand, registration: recorded })
  return [...seen.values()]
}

/** Whether a source is one that the arguments ask for; what is wrong with them, at the stands, is added to the faults. */
export function wantedSource(
  stands: readonly Stand[],
  filter: Filter,
  { search, side, known }: Omit<SourceArgs, 'order'>,
  faults: Faults,
): (each: StandingSource) => boolean {
  checkSides(stands, side ?? [], faults)
  const days = daysOf('known', known, faults)
  const isFound = filter.searchTest({ search }, faults)
  return (each) =>
    (side == null || side.some((one) => one === registered(each).side)) &&
    (days === undefined || overlaps(publishedOf(each), days)) &&
    (isFound?.({ texts: filter.telling.ready(() => printedOf(each)) }) ?? true)
}

export function orderedSources(sources: readonly StandingSource[], order: Order): StandingSource[] {
  return inOrder(sources, order, (each, by) => {
    const tie = each.registration.position
    if (by === 'known') return { key: publishedOf(each).earliest, tie }
    return { key: by === 'recorded' ? tie : each.registration.event.subject, tie }
  })
}

/** Adds a fault for each side that no source speaks for: at the stands, nor, which is asked for that alone, at the head. */
function checkSides(stands: readonly Stand[], sides: readonly string[], faults: Faults): void {
  const here = sidesOf(stands.flatMap(sourcesSeen))
  const unknown = sides.filter((side) => !here.has(side))
  if (unknown.length === 0) return
  const all = sidesOf(stands.flatMap(({ chronicle }) => sourcesOf(chronicle)))
  const there = [...all].sort().join(', ') || 'none'
  for (const side of unknown)
    if (!all.has(side))
      faults.add('E_UNKNOWN_SIDE', 'side', `${quoted(side)} is no side; the sources speak for ${there}`)
}

function sidesOf(sources: readonly StandingSource[]): ReadonlySet<string> {
  return new Set(sources.flatMap((each) => registered(each).side ?? []))
}

/** What is printed of a source: what one would find it by. */
function printedOf(each: StandingSource): readonly string[] {
  const { label, title, publisher, byline, dateline, medium } = registered(each)
  return [
    each.registration.event.subject,
    label,
    title,
    publisher,
    ...(byline ?? []),
    dateline?.city,
    medium,
  ].filter((text) => text !== undefined)
}
