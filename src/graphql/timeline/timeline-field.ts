import type { Builder } from '../builder.ts'
import { deprecated } from '../deprecated.ts'
import type { FilterApi } from '../lists/filter-api.ts'
import { MEANINGS } from '../lists/filter-args.ts'
import type { PointApi } from '../points/point.ts'
import type { ProvenanceApi } from '../provenance/provenance.ts'
import type { RootApi } from '../root.ts'
import { timelinePage } from './timeline.ts'

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
          types: t.arg.stringList({ required: false, description: MEANINGS.types }),
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
