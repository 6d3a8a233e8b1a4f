import { type Change, type FieldChange, fieldNamed } from '../../state/index.ts'
import type { Builder } from '../builder.ts'
import type { StandingItem } from '../context.ts'
import type { ProvenanceApi } from '../provenance/provenance.ts'
import type { ItemApi } from '../state/item.ts'
import type { CauseRef } from './cause.ts'
import { behind, type ComparedChange, is, was } from './compared.ts'

type ComparedField = ComparedChange & { readonly field: FieldChange }

/** One field of a change: what it was, what it is, and why. */
export function addFieldChange(
  builder: Builder,
  cause: CauseRef,
  { fieldAnswer }: ItemApi,
  { event }: ProvenanceApi,
) {
  const derived = builder.objectRef<FieldChange>('DerivedChange').implement({
    description: 'What is worked out of an item and its point, in a word, before and after.',
    fields: (t) => ({
      was: t.exposeString('was', {
        nullable: true,
        description: 'At the point compared from; null where the item did not stand.',
      }),
      is: t.exposeString('is', {
        nullable: true,
        description: 'At the point compared to; null where the item does not stand.',
      }),
    }),
  })
  return builder.objectRef<ComparedField>('FieldChange').implement({
    description: 'One field that differs: its certainty and values before and after.',
    fields: (t) => ({
      field: t.string({
        description: 'Its name; `identity` for the keys it goes by.',
        resolve: ({ field }) => field.field,
      }),
      was: t.field({
        type: fieldAnswer,
        nullable: true,
        description: 'What it resolved to. Null where the item did not stand, or for what is derived.',
        resolve: ({ field, ...compared }) => answerOf(was(compared), field.field),
      }),
      is: t.field({
        type: fieldAnswer,
        nullable: true,
        description: 'What it resolves to. Null where the item does not stand, or for what is derived.',
        resolve: ({ field, ...compared }) => answerOf(is(compared), field.field),
      }),
      derived: t.field({
        type: derived,
        nullable: true,
        description:
          'For what is worked out of an item and its point, such as being overdue, or of its keys: the word for it. Null for every other field.',
        resolve: ({ field, change }) => (isDerived(change, field.field) ? field : null),
      }),
      because: t.field({
        type: [event],
        description: 'The events behind it.',
        resolve: ({ field, ...compared }) => behind(compared, field.because),
      }),
      causes: t.field({
        type: [cause],
        description: 'Why it differs.',
        resolve: ({ field }) => [...field.causes],
      }),
    }),
  })
}

function answerOf(standing: StandingItem | null, name: string) {
  if (standing === null) return null
  const field = fieldNamed(standing.item.kind, name)
  return field === undefined ? null : { ...standing, resolved: standing.item.get(field) }
}

function isDerived({ was, is }: Change, name: string): boolean {
  const kind = (is ?? was)?.kind
  return kind !== undefined && fieldNamed(kind, name) === undefined
}
