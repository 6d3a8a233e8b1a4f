import type { ObjectRef } from '@pothos/core'
import { kindOf } from '../../event/index.ts'
import type { Builder, SchemaTypes } from '../builder.ts'
import type { ItemAtPoint } from '../points/at-point.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import type { ItemApi } from '../state/item.ts'
import { addCause, addFieldChange, type ComparedChange, eventsBehind, is, was } from './field-change.ts'

/** Changes between two points: what was, what is, the events that did it, and why. */
export function addChange(
  builder: Builder,
  typeNames: ReadonlyMap<string, string>,
  items: ItemApi,
  provenance: ProvenanceApi,
) {
  const { item } = items
  const { event } = provenance
  const cause = addCause(builder)
  const field = addFieldChange(builder, cause, items, provenance)
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
        resolve: ({ change, ...compared }) => eventsBehind(compared, change.because),
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
  const changeOf = (name: string, ref: ObjectRef<SchemaTypes, ItemAtPoint>) =>
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
