import type { InterfaceRef } from '@pothos/core'
import {
  fieldNamed,
  type HistoryEntry,
  historySteps,
  type Item,
  type Period,
  periodSteps,
  type Rectangle,
} from '../../state/index.ts'
import type { Answer } from '../../time/index.ts'
import type { Builder, SchemaTypes } from '../builder.ts'
import type { ApiContext } from '../context.ts'
import { inSteps } from '../limits/budget.ts'
import { type AtPoint, atPointOf, eventsOf, type ItemAtPoint } from '../points/at-point.ts'
import { checkedField } from '../points/names.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import { dayOrNull, jsonOf } from '../scalars.ts'
import { type CertaintyRef, datedOf, type ValidTimeApi } from '../valid-time.ts'

type EntryAtPoint = AtPoint & { readonly entry: HistoryEntry }
type PeriodAtPoint = AtPoint & { readonly period: Period }

/** The type of a history: one subject on all three clocks, as seen from a point. */
export function addHistory(
  builder: Builder,
  item: InterfaceRef<SchemaTypes, ItemAtPoint>,
  { ref: validTime }: ValidTimeApi,
  provenance: ProvenanceApi,
  certainty: CertaintyRef,
) {
  const { event, known } = provenance
  const entry = builder.objectRef<EntryAtPoint>('HistoryEntry').implement({
    description: 'One event of a history, dated on all three clocks.',
    fields: (t) => ({
      event: t.field({
        type: event,
        description: 'The event, as it reads at the point.',
        resolve: ({ entry, ...at }) => ({ ...at, recorded: entry.event }),
      }),
      valid: t.field({
        type: validTime,
        description: 'When it happened, as narrowed by visible corrections and inferences.',
        resolve: ({ entry, ...at }) => datedOf(at, { ...entry, bounds: entry.valid }),
      }),
      known: t.field({
        type: known,
        nullable: true,
        description: 'When the public could know it, by the last of its sources. Null where it has none.',
        resolve: ({ entry }) => entry.known,
      }),
      recordedAt: t.field({
        type: 'DateTime',
        description: 'When it was recorded, with its whole batch.',
        resolve: ({ entry }) => entry.event.recordedAt,
      }),
      position: t.int({
        description: 'Its position in the ledger, from 1.',
        resolve: ({ entry }) => entry.event.position,
      }),
      acts: t.field({
        type: [event],
        description: 'The corrections and inferences that apply to it here.',
        resolve: ({ entry, ...at }) => eventsOf(at, entry.acts),
      }),
    }),
  })

  const period = builder.objectRef<PeriodAtPoint>('Period').implement({
    description: 'A period of valid time with one answer throughout.',
    fields: (t) => ({
      from: t.field({
        type: 'Date',
        nullable: true,
        description: 'Its first day (this day is in). Null: unbounded.',
        resolve: ({ period }) => dayOrNull(period.from),
      }),
      to: t.field({
        type: 'Date',
        nullable: true,
        description: 'Its last day (this day is in). Null: unbounded.',
        resolve: ({ period }) => dayOrNull(period.to - 1),
      }),
      certainty: t.field({
        type: certainty,
        description: 'Whether the subject holds, on every day of the period.',
        resolve: ({ period }): Answer => period.item?.existence.answer ?? 'unknown',
      }),
      item: t.field({
        type: item,
        nullable: true,
        description: 'The item on the first day of the period. Null where no visible event speaks of it.',
        resolve: ({ period, ...at }) => period.item && itemAt(at, period.item),
      }),
    }),
  })

  const rectangle = addRectangle(builder, provenance, certainty)

  return builder.objectRef<ItemAtPoint>('History').implement({
    description: 'The history of one subject on all three clocks, as seen from the point.',
    fields: (t) => ({
      entries: t.field({
        type: [entry],
        description: 'Every visible event that speaks of it, by position.',
        resolve: async ({ item, ...at }, _, { budget }) =>
          (await inSteps(budget, historySteps(at.state, item))).map((entry) => ({ ...at, entry })),
      }),
      picture: t.field({
        type: [rectangle],
        description:
          'The bitemporal grid: rectangles of valid time and known time with one answer each, without gap or overlap, at the point’s position and trust. Where the point has a known day, the grid ends there.',
        args: {
          field: t.arg.string({
            required: false,
            description: 'The field, like `status`. Omitted: whether the subject exists at all.',
          }),
        },
        resolve: bitemporalGridOf,
      }),
      periods: t.field({
        type: [period],
        description: 'Its periods along valid time, without gap or overlap.',
        resolve: async ({ item, ...at }, _, { budget }) =>
          (await inSteps(budget, periodSteps(at.state, item))).map((period) => ({ ...at, period })),
      }),
    }),
  })
}

function itemAt(at: AtPoint, item: Item): ItemAtPoint {
  return { ...atPointOf(at), state: at.chronicle.at(item.point), item }
}

type RectangleAtPoint = AtPoint & { readonly rectangle: Rectangle }

/** The type of a rectangle of the bitemporal grid. */
function addRectangle(builder: Builder, { eventsField }: ProvenanceApi, certainty: CertaintyRef) {
  const value = builder.objectRef<Rectangle['values'][number]>('RectangleValue').implement({
    description: 'One value of a rectangle.',
    fields: (t) => ({
      value: t.field({
        type: 'JSON',
        description: 'The value as it was claimed.',
        resolve: ({ value }) => jsonOf(value),
      }),
      certainty: t.field({
        type: certainty,
        description: 'Whether it holds definitely.',
        resolve: ({ answer }) => answer,
      }),
    }),
  })
  return builder.objectRef<RectangleAtPoint>('Rectangle').implement({
    description: 'A range of valid time and known time with one answer throughout.',
    fields: (t) => ({
      validFrom: t.field({
        type: 'Date',
        nullable: true,
        description: 'Its first day of valid time (this day is in). Null: unbounded.',
        resolve: ({ rectangle }) => dayOrNull(rectangle.validFrom),
      }),
      validTo: t.field({
        type: 'Date',
        nullable: true,
        description: 'Its last day of valid time (this day is in). Null: unbounded.',
        resolve: ({ rectangle }) => dayOrNull(rectangle.validTo - 1),
      }),
      knownFrom: t.field({
        type: 'Date',
        nullable: true,
        description: 'Its first day of known time (this day is in). Null: unbounded.',
        resolve: ({ rectangle }) => dayOrNull(rectangle.knownFrom),
      }),
      knownTo: t.field({
        type: 'Date',
        nullable: true,
        description: 'Its last day of known time (this day is in). Null: unbounded.',
        resolve: ({ rectangle }) => dayOrNull(rectangle.knownTo - 1),
      }),
      certainty: t.field({
        type: certainty,
        description: 'Which of the four answers.',
        resolve: ({ rectangle }) => rectangle.answer,
      }),
      values: t.field({
        type: [value],
        description: 'The values that hold definitely or possibly.',
        resolve: ({ rectangle }) => [...rectangle.values],
      }),
      because: eventsField(t, 'The events behind it.', ({ rectangle }) => rectangle.because),
    }),
  })
}

/** The bitemporal grid of one field of an item, or of its existence. */
async function bitemporalGridOf(
  { item, ...at }: ItemAtPoint,
  { field }: { field?: string | null | undefined },
  { budget }: ApiContext,
): Promise<RectangleAtPoint[]> {
  const wanted = field == null ? undefined : checkedField(at.chronicle, item.subject, field)
  const token = wanted === undefined ? undefined : fieldNamed(item.kind, wanted)
  const rectangles = await inSteps(budget, at.chronicle.bitemporalGrid(item.subject, at.state, token))
  return rectangles.map((rectangle) => ({ ...at, rectangle }))
}
