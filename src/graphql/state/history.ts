import type { InterfaceRef } from '@pothos/core'
import type { HistoryEntry, Item, Period } from '../../state/index.ts'
import type { Answer } from '../../time/index.ts'
import type { Builder, SchemaTypes } from '../builder.ts'
import { eventsOf, type Stand, type StandingItem } from '../context.ts'
import { dayOrNull } from '../plain.ts'
import type { ProvenanceApi } from '../provenance/provenance.ts'
import type { CertaintyRef } from './certainty.ts'
import { addRectangle, pictureOf } from './rectangle.ts'
import type { ValidTimeApi } from './valid-time.ts'

type StandingEntry = Stand & { readonly entry: HistoryEntry }
type StandingPeriod = Stand & { readonly period: Period }

/** One subject through time, as seen from a point. */
export function addHistory(
  builder: Builder,
  item: InterfaceRef<SchemaTypes, StandingItem>,
  { ref: validTime }: ValidTimeApi,
  { event, known }: ProvenanceApi,
  certainty: CertaintyRef,
) {
  const entry = builder.objectRef<StandingEntry>('HistoryEntry').implement({
    description: 'One event of a history, with its place on all three clocks.',
    fields: (t) => ({
      event: t.field({
        type: event,
        description: 'The event itself, as it reads from the point.',
        resolve: ({ entry, ...stand }) => ({ ...stand, recorded: entry.event }),
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
        resolve: ({ entry, ...stand }) => eventsOf(stand, entry.acts),
      }),
    }),
  })

  const period = builder.objectRef<StandingPeriod>('Period').implement({
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

  return builder.objectRef<StandingItem>('History').implement({
    description: 'One subject on all three clocks, as seen from the point.',
    fields: (t) => ({
      entries: t.field({
        type: [entry],
        description: 'Every event that can be seen and speaks of it, in order of position.',
        resolve: ({ item, ...stand }) =>
          (stand.chronicle.history(item.subject, stand.state)?.entries ?? []).map((entry) => ({
            ...stand,
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
        resolve: pictureOf,
      }),
      periods: t.field({
        type: [period],
        description: 'What was held of it along valid time: periods that tile the line.',
        resolve: ({ item, ...stand }) =>
          (stand.chronicle.history(item.subject, stand.state)?.periods ?? []).map((period) => ({
            ...stand,
            period,
          })),
      }),
    }),
  })
}

function itemAt(chronicle: Stand['chronicle'], item: Item): StandingItem {
  return { chronicle, state: chronicle.at(item.point), item }
}
