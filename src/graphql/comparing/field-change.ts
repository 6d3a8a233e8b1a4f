import type { Comparison, Snapshot } from '../../engine/index.ts'
import { type Cause, type Change, type FieldChange, fieldNamed, type Item } from '../../state/index.ts'
import { type Builder, enumValues } from '../builder.ts'
import { type EventAtPoint, eventsOf, type ItemAtPoint } from '../points/at-point.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import type { ItemApi } from '../state/item.ts'

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
        resolve: ({ field, ...compared }) => eventsBehind(compared, field.because),
      }),
      causes: t.field({
        type: [cause],
        description: 'Why it differs.',
        resolve: ({ field }) => [...field.causes],
      }),
    }),
  })
}

function answerOf(standing: ItemAtPoint | null, name: string) {
  if (standing === null) return null
  const field = fieldNamed(standing.item.kind, name)
  return field === undefined ? null : { ...standing, resolved: standing.item.get(field) }
}

function isDerived({ was, is }: Change, name: string): boolean {
  const kind = (is ?? was)?.kind
  return kind !== undefined && fieldNamed(kind, name) === undefined
}

const CAUSE_DESCRIPTIONS: Readonly<Record<Cause, string>> = {
  worldChanged: 'Its date lies between the two.',
  windowPassed: 'The window of an imprecise date opened or closed between them.',
  attested: 'It speaks of one of the two dates only: nothing is known to have changed.',
  learned: 'Its source was known to the public at one of them only, or more surely.',
  recorded: 'The ledger held it at one of them only.',
  corrected: 'A correction of it is seen from one of them only.',
  retracted: 'A retraction of it, or of its source, is seen from one of them only.',
  trust: 'Its source is trusted at one of them only.',
  duePassed: 'A due date lies between them.',
}

/** Why two answers differ: which clock, trust or act. */
export function addCause(builder: Builder) {
  return builder.enumType('Cause', {
    description: 'Why two answers differ. Several may hold at once.',
    values: enumValues(CAUSE_DESCRIPTIONS),
  })
}

export type CauseRef = ReturnType<typeof addCause>

/** A comparison in hand. */
export type Compared = { readonly chronicle: Snapshot; readonly comparison: Comparison }

/** One change of a comparison in hand. */
export type ComparedChange = Compared & { readonly change: Change }

/** The item at the point compared from; null where it did not stand. */
export function was({ chronicle, comparison, change }: ComparedChange): ItemAtPoint | null {
  return standing(chronicle, comparison.from, change.was)
}

/** The item at the point compared to; null where it does not stand. */
export function is({ chronicle, comparison, change }: ComparedChange): ItemAtPoint | null {
  return standing(chronicle, comparison.to, change.is)
}

function standing(
  chronicle: Snapshot,
  state: Comparison['from'],
  item: Item | undefined,
): ItemAtPoint | null {
  return item === undefined ? null : { chronicle, state, item }
}

/** The events behind a change, each as it reads from where it can be seen: the later point, or else the earlier. */
export function eventsBehind(
  { chronicle, comparison: { from, to } }: Compared,
  ids: readonly string[],
): EventAtPoint[] {
  return ids.flatMap((id) => eventsOf({ chronicle, state: to.view.exists(id) === 'no' ? from : to }, [id]))
}
