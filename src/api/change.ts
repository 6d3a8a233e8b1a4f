import type { ObjectRef } from '@pothos/core'
import type { Chronicle, Comparison } from '../chronicle/index.ts'
import { kindOf } from '../event/index.ts'
import { type Cause, type Change, type FieldChange, fieldNamed, type Item } from '../projection/index.ts'
import type { Builder, SchemaTypes } from './builder.ts'
import { eventsOf, type StandingEvent, type StandingItem } from './context.ts'
import { enumValues } from './enum-values.ts'
import type { ItemApi } from './item.ts'
import type { ProvenanceApi } from './provenance.ts'

export type Compared = { readonly chronicle: Chronicle; readonly comparison: Comparison }
export type ComparedChange = Compared & { readonly change: Change }
type ComparedField = ComparedChange & { readonly field: FieldChange }

const MEANINGS: Readonly<Record<Cause, string>> = {
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

/** Changes between two points: what was, what is, the events that did it, and why. */
export function addChange(
  builder: Builder,
  typeNames: ReadonlyMap<string, string>,
  { item, fieldAnswer }: ItemApi,
  { event }: ProvenanceApi,
) {
  const cause = builder.enumType('Cause', {
    description: 'Why two answers differ. Several may hold at once.',
    values: enumValues(MEANINGS),
  })
  const kind = builder.enumType('ChangeKind', {
    description: 'How a subject differs between the point compared from and the one compared to.',
    values: {
      ADDED: { value: 'added', description: 'It stands, definitely or possibly, at the later point only.' },
      CHANGED: { value: 'changed', description: 'It stands at both and differs.' },
      GONE: {
        value: 'gone',
        description: 'It stands at the earlier point only, and is excluded or not seen at the later.',
      },
      ATTESTED: {
        value: 'attested',
        description:
          'It is attested at the later point and unknown at the earlier: its beginning is not told.',
      },
      UNATTESTED: {
        value: 'unattested',
        description: 'It is attested at the earlier point and unknown at the later: its end is not told.',
      },
    } as const,
  })
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
  const field = builder.objectRef<ComparedField>('FieldChange').implement({
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
  const change = builder.interfaceRef<ComparedChange>('Change').implement({
    description: 'One subject that differs between two points.',
    resolveType: ({ change }) => `${typeNames.get(kindOf(change.subject))}Change`,
    fields: (t) => ({
      change: t.field({ type: kind, description: 'How it differs.', resolve: ({ change }) => change.change }),
      subject: t.string({ description: 'Its key, `kind/name`.', resolve: ({ change }) => change.subject }),
      fields: t.field({
        type: [field],
        description: 'Field by field, those that differ.',
        resolve: ({ change, ...compared }) =>
          change.fields.map((each) => ({ ...compared, change, field: each })),
      }),
      because: t.field({
        type: [event],
        description: 'The events behind it.',
        resolve: ({ change, ...compared }) => behind(compared, change.because),
      }),
      causes: t.field({
        type: [cause],
        description: 'Why it differs.',
        resolve: ({ change }) => [...change.causes],
      }),
      before: t.field({
        type: item,
        nullable: true,
        description: 'The item as it was, at the point compared from. Null where it did not stand.',
        resolve: was,
      }),
      after: t.field({
        type: item,
        nullable: true,
        description: 'The item as it is, at the point compared to. Null where it does not stand.',
        resolve: is,
      }),
    }),
  })

  /** The type of the changes of one type of item. */
  const changeOf = (name: string, ref: ObjectRef<SchemaTypes, StandingItem>) =>
    builder.objectRef<ComparedChange>(`${name}Change`).implement({
      description: `A difference in one ${name} between two points.`,
      interfaces: [change],
      fields: (t) => ({
        was: t.field({
          type: ref,
          nullable: true,
          description: 'As it stood; null where it did not.',
          resolve: was,
        }),
        is: t.field({
          type: ref,
          nullable: true,
          description: 'As it stands; null where it does not.',
          resolve: is,
        }),
      }),
    })
  return { change, kind, cause, changeOf }
}

export type ChangeApi = ReturnType<typeof addChange>

function was({ chronicle, comparison, change }: ComparedChange): StandingItem | null {
  return standing(chronicle, comparison.from, change.was)
}

function is({ chronicle, comparison, change }: ComparedChange): StandingItem | null {
  return standing(chronicle, comparison.to, change.is)
}

function standing(
  chronicle: Chronicle,
  state: Comparison['from'],
  item: Item | undefined,
): StandingItem | null {
  return item === undefined ? null : { chronicle, state, item }
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

/** The events behind a change, each as it reads from where it can be seen: the later point, or else the earlier. */
function behind({ chronicle, comparison: { from, to } }: Compared, ids: readonly string[]): StandingEvent[] {
  return ids.flatMap((id) => eventsOf({ chronicle, state: to.view.exists(id) === 'no' ? from : to }, [id]))
}
