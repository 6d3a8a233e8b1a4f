import type { Builder } from './builder.ts'
import type { PointApi } from './point.ts'
import type { ProvenanceApi } from './provenance.ts'
import type { RootApi } from './root.ts'
import { timelinePage } from './timeline.ts'

/** The timeline of a chronicle, as a Relay connection. */
export function addTimeline(
  builder: Builder,
  { root }: RootApi,
  point: PointApi,
  { event, connection }: ProvenanceApi,
): void {
  const order = builder.enumType('TimelineOrder', {
    description: 'By which clock events are in order.',
    values: {
      VALID: {
        value: 'valid',
        description: 'By the first day it may be; undated events first, and by position within a day.',
      },
      RECORDED: { value: 'recorded', description: 'By position in the ledger.' },
    } as const,
  })
  const { date: _, ...clocks } = point.args
  builder.objectField(root, 'timeline', (t) =>
    t.connection(
      {
        type: event,
        description:
          'The events that can be seen from a point, 20 a page unless told, 100 at most. A cursor keeps the point: clocks and trust need not be said again, and nothing shifts while events arrive.',
        args: {
          ...clocks,
          types: t.arg.stringList({ required: false, description: 'Only these event types.' }),
          subject: t.arg.string({ required: false, description: 'Only events about this subject, by key.' }),
          source: t.arg.id({
            required: false,
            description: 'Only events with evidence in this source, by its id or label.',
          }),
          from: t.arg({
            type: 'Date',
            required: false,
            description: 'Only what may hold on or after this day (this day is in).',
          }),
          to: t.arg({
            type: 'Date',
            required: false,
            description: 'Only what may begin on or before this day (this day is in).',
          }),
          order: t.arg({
            type: order,
            required: true,
            defaultValue: 'valid',
            description: 'By which clock to put them in order.',
          }),
        },
        resolve: (chronicle, args) => timelinePage(chronicle, args),
      },
      connection,
    ),
  )
}
