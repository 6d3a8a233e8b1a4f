import type { Snapshot } from '../../engine/index.ts'
import { needs } from '../access/roles.ts'
import type { Builder } from '../builder.ts'
import { atHead, type StandingSource } from '../context.ts'
import { Faults } from '../errors/faults.ts'
import type { Filter } from '../lists/filter.ts'
import type { FilterApi } from '../lists/filter-api.ts'
import { MEANINGS } from '../lists/filter-args.ts'
import {
  orderedSources,
  type SourceArgs,
  sourcesOf,
  sourcesSeen,
  wantedSource,
} from '../lists/list-sources.ts'
import { addOrder } from '../lists/order.ts'
import type { PageArgs } from '../pages/page.ts'
import { type Page, pageAt, readPaging } from '../pages/paging.ts'
import { pinOfSight, type SightArgs, standOfSight } from '../pages/pinned.ts'
import type { PointApi } from '../points/point.ts'
import type { RootApi } from '../root.ts'
import type { ProvenanceApi } from './provenance.ts'

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
