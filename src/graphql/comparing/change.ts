import type { ObjectRef } from '@pothos/core'
import { kindOf, type Subject } from '../../event/index.ts'
import type { Builder, SchemaTypes } from '../builder.ts'
import { type Budget, inSteps, nowOrInSteps } from '../limits/budget.ts'
import { type AtPoint, type ItemAtPoint, itemsBySubject } from '../points/at-point.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import type { ItemApi } from '../state/item.ts'
import {
  addCause,
  addFieldChange,
  type ComparedChange,
  causesBehind,
  eventsBehind,
  is,
  was,
} from './field-change.ts'

/** The types of changes between two points: what was, what is, the events behind it, and the causes. */
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
    description: 'How a subject differs between the two points.',
    values: {
      ADDED: { value: 'added', description: 'It holds, definitely or possibly, at the later point only.' },
      CHANGED: {
        value: 'changed',
        description:
          'It holds at both points and differs; or it is unknown at both, and the date of its nearest attestation differs.',
      },
      GONE: {
        value: 'gone',
        description: 'It holds at the earlier point only; at the later it is excluded or not visible.',
      },
      ATTESTED: {
        value: 'attested',
        description:
          'It is attested at the later point and unknown at the earlier: no source says when it began.',
      },
      UNATTESTED: {
        value: 'unattested',
        description:
          'It is attested at the earlier point and unknown at the later: no source says when it ended.',
      },
      PLANNED: {
        value: 'planned',
        description:
          'It holds at neither point, and is planned at one only or otherwise at each: it is newly planned, put off or called off, or no source heard plans it any more. What was planned and took place is ADDED, with `ahead` among its fields.',
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
        description: 'The fields that differ.',
        resolve: ({ change, ...compared }) =>
          change.fields.map((each) => ({ ...compared, change, field: each })),
      }),
      because: t.field({
        type: [event],
        description: 'The events behind it.',
        resolve: ({ change, ...compared }, _, { budget }) =>
          nowOrInSteps(budget, eventsBehind(compared, change)),
      }),
      causes: t.field({
        type: [cause],
        description: 'Why it differs.',
        resolve: ({ change }, _, { budget }) => nowOrInSteps(budget, causesBehind(change)),
      }),
      before: t.field({
        type: item,
        nullable: true,
        description:
          'The item at the point compared from. Null where it did not hold; of a plan, where there was none.',
        resolve: was,
      }),
      after: t.field({
        type: item,
        nullable: true,
        description:
          'The item at the point compared to. Null where it does not hold; of a plan, where there is none.',
        resolve: is,
      }),
      itemAtFrom: t.field({
        type: item,
        nullable: true,
        description:
          'The item as it is at the point compared from, whether it holds there or not: one that is excluded has the dates that exclude it, an unknown one says when it was last and next attested. Null where nothing visible there speaks of it.',
        resolve: ({ from, change: { subject } }, _, { budget }) => itemAt(from, subject, budget),
      }),
      itemAtTo: t.field({
        type: item,
        nullable: true,
        description:
          'The item as it is at the point compared to, whether it holds there or not. Null where nothing visible there speaks of it.',
        resolve: ({ to, change: { subject } }, _, { budget }) => itemAt(to, subject, budget),
      }),
    }),
  })

  /** Adds the type of changes of one type of item. */
  const changeOf = (name: string, ref: ObjectRef<SchemaTypes, ItemAtPoint>) =>
    builder.objectRef<ComparedChange>(`${name}Change`).implement({
      description: `A difference in one ${name} between two points.`,
      interfaces: [change],
      fields: (t) => ({
        was: t.field({
          type: ref,
          nullable: true,
          description:
            'The item at the point compared from. Null where it did not hold; of a plan, where there was none.',
          resolve: was,
        }),
        is: t.field({
          type: ref,
          nullable: true,
          description:
            'The item at the point compared to. Null where it does not hold; of a plan, where there is none.',
          resolve: is,
        }),
      }),
    })
  return { change, kind, cause, changeOf }
}

/** A subject at one of the points compared, whatever the answer is there; null where nothing visible speaks of it. */
function itemAt(
  at: AtPoint,
  subject: Subject,
  budget: Budget,
): ItemAtPoint | null | Promise<ItemAtPoint | null> {
  const find = () => itemsBySubject(at, [subject])[0] ?? null
  const reading = at.state.reading(subject)
  return reading === undefined ? find() : inSteps(budget, reading).then(find)
}

export type ChangeApi = ReturnType<typeof addChange>
