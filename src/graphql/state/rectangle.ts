import type { ObjectRef } from '@pothos/core'
import { fieldNamed, type Rectangle } from '../../state/index.ts'
import type { Builder, SchemaTypes } from '../builder.ts'
import { checkedField } from '../checked-names.ts'
import { eventsOf, type Stand, type StandingEvent, type StandingItem } from '../context.ts'
import { dayOrNull, jsonOf } from '../plain.ts'
import type { CertaintyRef } from './certainty.ts'

type StandingRectangle = Stand & { readonly rectangle: Rectangle }

/** A part of the plane of valid and known time with one answer. */
export function addRectangle(
  builder: Builder,
  event: ObjectRef<SchemaTypes, StandingEvent>,
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
  return builder.objectRef<StandingRectangle>('Rectangle').implement({
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
        resolve: ({ rectangle, ...stand }) => eventsOf(stand, rectangle.because),
      }),
    }),
  })
}

/** The picture of one field of an item, or of its being there. */
export function pictureOf(
  { item, ...stand }: StandingItem,
  { field }: { field?: string | null | undefined },
): StandingRectangle[] {
  const wanted = field == null ? undefined : checkedField(stand.chronicle, item.subject, field)
  const token = wanted === undefined ? undefined : fieldNamed(item.kind, wanted)
  return stand.chronicle
    .picture(item.subject, stand.state, token)
    .map((rectangle) => ({ ...stand, rectangle }))
}
