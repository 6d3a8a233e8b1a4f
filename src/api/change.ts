import type { ObjectRef } from '@pothos/core'
import type { Chronicle, Comparison } from '../chronicle/index.ts'
import { kindOf } from '../event/index.ts'
import { CAUSES, type Change, type FieldChange, type Item } from '../projection/index.ts'
import type { Builder, SchemaTypes } from './builder.ts'
import { eventsOf, type StandingEvent, type StandingItem } from './context.ts'
import type { ItemApi } from './item.ts'
import type { ProvenanceApi } from './provenance.ts'

export type Compared = { readonly chronicle: Chronicle; readonly comparison: Comparison }
export type ComparedChange = Compared & { readonly change: Change }
type ComparedField = Compared & { readonly field: FieldChange }

const MEANINGS: Readonly<Record<(typeof CAUSES)[number], string>> = {
  worldChanged: 'Its date lies between the two.',
  windowPassed: 'The window of an imprecise date opened or closed between them.',
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
  { item }: ItemApi,
  { event }: ProvenanceApi,
) {
  const cause = builder.enumType('Cause', {
    description: 'Why two answers differ. Several may hold at once.',
    values: Object.fromEntries(
      CAUSES.map((name) => [screaming(name), { value: name, description: MEANINGS[name] }]),
    ) as Record<string, { value: (typeof CAUSES)[number]; description: string }>,
  })
  const kind = builder.enumType('ChangeKind', {
    values: {
      ADDED: { value: 'added', description: 'It stands, definitely or possibly, at the later point only.' },
      CHANGED: { value: 'changed', description: 'It stands at both and differs.' },
      GONE: { value: 'gone', description: 'It stands at the earlier point only.' },
    } as const,
  })
  const field = builder.objectRef<ComparedField>('FieldChange').implement({
    description: 'One field that differs: its certainty and values before and after.',
    fields: (t) => ({
      field: t.string({ resolve: ({ field }) => field.field }),
      was: t.string({ nullable: true, resolve: ({ field }) => field.was }),
      is: t.string({ nullable: true, resolve: ({ field }) => field.is }),
      because: t.field({
        type: [event],
        resolve: ({ field, ...compared }) => behind(compared, field.because),
      }),
      causes: t.field({ type: [cause], resolve: ({ field }) => [...field.causes] }),
    }),
  })
  const change = builder.interfaceRef<ComparedChange>('Change').implement({
    description: 'One subject that differs between two points.',
    resolveType: ({ change }) => `${typeNames.get(kindOf(change.subject))}Change`,
    fields: (t) => ({
      change: t.field({ type: kind, resolve: ({ change }) => change.change }),
      subject: t.string({ resolve: ({ change }) => change.subject }),
      fields: t.field({
        type: [field],
        resolve: ({ change, ...compared }) => change.fields.map((each) => ({ ...compared, field: each })),
      }),
      because: t.field({
        type: [event],
        description: 'The events behind it.',
        resolve: ({ change, ...compared }) => behind(compared, change.because),
      }),
      causes: t.field({ type: [cause], resolve: ({ change }) => [...change.causes] }),
      before: t.field({
        type: item,
        nullable: true,
        description: 'The item as it was, at the point compared from.',
        resolve: was,
      }),
      after: t.field({
        type: item,
        nullable: true,
        description: 'The item as it is, at the point compared to.',
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
        was: t.field({ type: ref, nullable: true, resolve: was }),
        is: t.field({ type: ref, nullable: true, resolve: is }),
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

/** The events behind a change, each as it reads from where it can be seen: the later point, or else the earlier. */
function behind({ chronicle, comparison: { from, to } }: Compared, ids: readonly string[]): StandingEvent[] {
  return ids.flatMap((id) => eventsOf({ chronicle, state: to.view.exists(id) === 'no' ? from : to }, [id]))
}

function screaming(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()
}
