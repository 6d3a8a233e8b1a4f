import type { InterfaceRef, ObjectRef } from '@pothos/core'
import { fieldNamed, type HistoryEntry, type Item, type Period, type Rectangle } from '../../state/index.ts'
import type { Answer } from '../../time/index.ts'
import type { Builder, SchemaTypes } from '../builder.ts'
import { type AtPoint, type EventAtPoint, eventsOf, type ItemAtPoint } from '../points/at-point.ts'
import { checkedField } from '../points/names.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import { dayOrNull, jsonOf } from '../scalars.ts'
import type { CertaintyRef, ValidTimeApi } from '../valid-time.ts'

type EntryAtPoint = AtPoint & { readonly entry: HistoryEntry }
type PeriodAtPoint = AtPoint & { readonly period: Period }

/** One subject through time, as seen from a point. */
export function addHistory(
  builder: Builder,
  item: InterfaceRef<SchemaTypes, ItemAtPoint>,
  { ref: validTime }: ValidTimeApi,
  { event, known }: ProvenanceApi,
  certainty: CertaintyRef,
) {
  const entry = builder.objectRef<EntryAtPoint>('HistoryEntry').implement({
    description: 'One event of a history, with its place on all three clocks.',
    fields: (t) => ({
      event: t.field({
        type: event,
        description: 'The event itself, as it reads from the point.',
        resolve: ({ entry, ...at }) => ({ ...at, recorded: entry.event }),
      }),
      valid: t.field({
        type: validTime,
        description: 'When it happened, as narrowed by what can be seen.',
        resolve: ({ entry }) => ({ bounds: entry.valid, written: entry.event.event.valid }),
      }),
      known: t.field({
        type: known,
        nullable: true,
        description: 'When the public could know it, by the last of its sources; null where it names none.',
        resolve: ({ entry }) => entry.known,
      }),
      recordedAt: t.field({
        type: 'DateTime',
        description: 'When this ledger took it in, with the whole of its batch.',
        resolve: ({ entry }) => entry.event.recordedAt,
      }),
      position: t.int({
        description: 'Place in the ledger, from 1.',
        resolve: ({ entry }) => entry.event.position,
      }),
      acts: t.field({
        type: [event],
        description: 'The corrections and inferences that bear on it here.',
        resolve: ({ entry, ...at }) => eventsOf(at, entry.acts),
      }),
    }),
  })

  const period = builder.objectRef<PeriodAtPoint>('Period').implement({
    description: 'A stretch of valid time throughout which the answer is the same.',
    fields: (t) => ({
      from: t.field({
        type: 'Date',
        nullable: true,
        description: 'Its first day (this day is in); null: from ever.',
        resolve: ({ period }) => dayOrNull(period.from),
      }),
      to: t.field({
        type: 'Date',
        nullable: true,
        description: 'Its last day (this day is in); null: for ever.',
        resolve: ({ period }) => dayOrNull(period.to - 1),
      }),
      certainty: t.field({
        type: certainty,
        description: 'Whether it is there, on every day of the period.',
        resolve: ({ period }): Answer => period.item?.existence.answer ?? 'unknown',
      }),
      item: t.field({
        type: item,
        nullable: true,
        description:
          'It as it stands on the first day of the period. Null where nothing that can be seen speaks of it.',
        resolve: ({ chronicle, period }) => period.item && itemAt(chronicle, period.item),
      }),
    }),
  })

  const rectangle = addRectangle(builder, event, certainty)

  return builder.objectRef<ItemAtPoint>('History').implement({
    description: 'One subject on all three clocks, as seen from the point.',
    fields: (t) => ({
      entries: t.field({
        type: [entry],
        description: 'Every event that can be seen and speaks of it, in order of position.',
        resolve: ({ item, ...at }) =>
          (at.chronicle.history(item.subject, at.state)?.entries ?? []).map((entry) => ({
            ...at,
            entry,
          })),
      }),
      picture: t.field({
        type: [rectangle],
        description:
          'Valid time and known time at once: rectangles with one answer each, which tile the plane without gap or overlap, at the point’s position and trust. Where the point has a day of knowledge, the plane ends with that.',
        args: {
          field: t.arg.string({
            required: false,
            description: 'Of this field, like `status`. Omitted: of whether it is there at all.',
          }),
        },
        resolve: bitemporalGridOf,
      }),
      periods: t.field({
        type: [period],
        description: 'What was held of it along valid time: periods that tile the line.',
        resolve: ({ item, ...at }) =>
          (at.chronicle.history(item.subject, at.state)?.periods ?? []).map((period) => ({
            ...at,
            period,
          })),
      }),
    }),
  })
}

function itemAt(chronicle: AtPoint['chronicle'], item: Item): ItemAtPoint {
  return { chronicle, state: chronicle.at(item.point), item }
}

type RectangleAtPoint = AtPoint & { readonly rectangle: Rectangle }

/** A part of the plane of valid and known time with one answer. */
export function addRectangle(
  builder: Builder,
  event: ObjectRef<SchemaTypes, EventAtPoint>,
  certainty: CertaintyRef,
) {
  const value = builder.objectRef<Rectangle['values'][number]>('RectangleValue').implement({
    description: 'One of the values that may stand throughout a rectangle.',
    fields: (t) => ({
      value: t.field({
        type: 'JSON',
        description: 'As it was claimed.',
        resolve: ({ value }) => jsonOf(value),
      }),
      certainty: t.field({
        type: certainty,
        description: 'Whether it stands in any case.',
        resolve: ({ answer }) => answer,
      }),
    }),
  })
  return builder.objectRef<RectangleAtPoint>('Rectangle').implement({
    description: 'A part of the plane of valid and known time throughout which the answer is the same.',
    fields: (t) => ({
      validFrom: t.field({
        type: 'Date',
        nullable: true,
        description: 'The first day that it speaks of (this day is in); null: from ever.',
        resolve: ({ rectangle }) => dayOrNull(rectangle.validFrom),
      }),
      validTo: t.field({
        type: 'Date',
        nullable: true,
        description: 'The last day that it speaks of (this day is in); null: for ever.',
        resolve: ({ rectangle }) => dayOrNull(rectangle.validTo - 1),
      }),
      knownFrom: t.field({
        type: 'Date',
        nullable: true,
        description: 'The first day on which so much was known (this day is in); null: from ever.',
        resolve: ({ rectangle }) => dayOrNull(rectangle.knownFrom),
      }),
      knownTo: t.field({
        type: 'Date',
        nullable: true,
        description: 'The last day on which no more was known (this day is in); null: for ever.',
        resolve: ({ rectangle }) => dayOrNull(rectangle.knownTo - 1),
      }),
      certainty: t.field({
        type: certainty,
        description: 'Which of the four answers.',
        resolve: ({ rectangle }) => rectangle.answer,
      }),
      values: t.field({
        type: [value],
        description: 'The values that definitely or possibly stand.',
        resolve: ({ rectangle }) => [...rectangle.values],
      }),
      because: t.field({
        type: [event],
        description: 'The events that make it so.',
        resolve: ({ rectangle, ...at }) => eventsOf(at, rectangle.because),
      }),
    }),
  })
}

/** The picture of one field of an item, or of its being there. */
export function bitemporalGridOf(
  { item, ...at }: ItemAtPoint,
  { field }: { field?: string | null | undefined },
): RectangleAtPoint[] {
  const wanted = field == null ? undefined : checkedField(at.chronicle, item.subject, field)
  const token = wanted === undefined ? undefined : fieldNamed(item.kind, wanted)
  return at.chronicle.bitemporalGrid(item.subject, at.state, token).map((rectangle) => ({ ...at, rectangle }))
}
