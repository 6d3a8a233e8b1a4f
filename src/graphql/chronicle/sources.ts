import type { Snapshot } from '../../engine/index.ts'
import { sourceRegistered } from '../../event/index.ts'
import { overlaps } from '../../time/index.ts'
import { needs } from '../access/policy.ts'
import type { Builder } from '../builder.ts'
import { Faults, quoted } from '../faults.ts'
import { type DateRange, daysOf } from '../lists/date-range.ts'
import type { Filter, FilterApi } from '../lists/filter.ts'
import { MEANINGS } from '../lists/filter-args.ts'
import { addOrder, inOrder, type Order, visibleEvents } from '../lists/order.ts'
import { type Page, type PageArgs, pageAt, readPaging } from '../lists/page.ts'
import { pinOfSight, type SightArgs, standOfSight } from '../lists/pinned.ts'
import { atHead, type Stand, type StandingSource } from '../points/at-point.ts'
import type { PointApi } from '../points/point.ts'
import { publishedOf, registered } from '../points/sources.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import type { RootApi } from './root.ts'

/** Sources as lists: those of one chronicle as they can be seen from a point, in pages, and all that there are. */
export function addSources(
  builder: Builder,
  { root }: RootApi,
  point: PointApi,
  { source }: ProvenanceApi,
  { filterArgs, filter }: FilterApi,
): void {
  const order = addOrder(builder, 'SourceOrder', 'How sources are put in order.', [
    'known',
    'recorded',
    'subject',
  ])
  const args = builder.args((t) => ({
    search: t.string({ required: false, description: MEANINGS.search }),
    side: t.stringList({ required: false, description: MEANINGS.side }),
    known: t.field({ type: filterArgs.range, required: false, description: MEANINGS.known }),
    order: t.field({
      type: order,
      required: true,
      defaultValue: 'recorded-asc',
      description: MEANINGS.order,
    }),
  }))
  const { date: _, ...clocks } = point.args
  builder.objectField(root, 'sources', (t) =>
    t.connection(
      {
        type: source,
        description:
          'The sources that can be seen from a point, 20 a page unless told, 100 at most; one that was withdrawn is not. A cursor keeps the point: clocks and trust need not be said again, and nothing shifts while events arrive.',
        args: { ...clocks, ...args },
        resolve: (chronicle, args) => sourcesPage(chronicle, filter, args),
      },
      { name: 'SourceConnection', description: 'One page of sources, and where it lies.' },
      { name: 'SourceEdge', description: 'One source on a page, and its place.' },
    ),
  )
  builder.queryFields((t) => ({
    sources: t.field({
      extensions: needs('reader'),
      type: [source],
      description:
        'Every source, chronicle by chronicle, as it reads from the head. A chronicle has its own in pages, as seen from any point.',
      args,
      resolve: (_, args, { chronicles }) => {
        const faults = new Faults()
        const stands = [...chronicles.values()].map(atHead)
        const isWanted = wantedSource(stands, filter, args, faults)
        faults.check()
        return stands.flatMap(({ chronicle }) =>
          orderedSources(sourcesOf(chronicle).filter(isWanted), args.order),
        )
      },
    }),
  }))
}

function sourcesPage(
  chronicle: Snapshot,
  filter: Filter,
  args: PageArgs & SightArgs & SourceArgs,
): Page<StandingSource> {
  const faults = new Faults()
  const paging = readPaging('sources', args, faults)
  const stand = standOfSight(chronicle, paging, args, faults)
  const isWanted = wantedSource([stand ?? atHead(chronicle)], filter, args, faults)
  if (stand === undefined) throw faults.thrown()
  const all = orderedSources(sourcesSeen(stand).filter(isWanted), args.order)
  return pageAt(paging, all, [pinOfSight(stand)], ({ registration }) => registration.id, faults)
}

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
