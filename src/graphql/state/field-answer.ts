import { fieldNamed, type Resolved, type Valued, whoSays } from '../../state/index.ts'
import type { Builder } from '../builder.ts'
import type { ApiContext } from '../context.ts'
import { inSteps } from '../limits/budget.ts'
import { type AtPoint, type EventAtPoint, eventsOf, type ItemAtPoint } from '../points/at-point.ts'
import { sourcesById } from '../points/sources.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import { jsonOf } from '../scalars.ts'
import { type CertaintyRef, datedOf, type ValidTimeApi } from '../valid-time.ts'

/** A value of a field in the words of its declaration, at a point. */
export type ValueWords = (
  value: Pick<AtPoint, 'state'> & {
    readonly subject: string
    readonly field: string
    readonly value: unknown
  },
) => string

/** A value as JSON, where a domain has no words for it. */
export const plainWords: ValueWords = ({ value }) =>
  typeof value === 'string' ? value : JSON.stringify(value)

type ValueAtPoint = ItemAtPoint & { readonly field: string; readonly valued: Valued<unknown> }
type FieldAtPoint = ItemAtPoint & { readonly resolved: Resolved<unknown> }

/** The types of resolved fields: the values of a field, with the claims behind each. */
export function addFieldAnswer(
  builder: Builder,
  { ref: validTime }: ValidTimeApi,
  { event, source, eventsField, evidenceField }: ProvenanceApi,
  certainty: CertaintyRef,
  valueWords: ValueWords,
) {
  const value = builder.objectRef<ValueAtPoint>('FieldValue').implement({
    description: 'One value of a field, with the claims behind it.',
    fields: (t) => ({
      value: t.field({
        type: 'JSON',
        description: 'The value as it was claimed.',
        resolve: ({ valued }) => jsonOf(valued.value),
      }),
      words: t.string({
        description: 'The value in words, with what it names by the names of the point.',
        resolve: ({ state, item, field, valued }) =>
          valueWords({ state, subject: item.subject, field, value: valued.value }),
      }),
      certainty: t.field({
        type: certainty,
        description: 'Whether the field definitely has this value, alone or among others.',
        resolve: ({ valued }) => valued.answer,
      }),
      likely: t.boolean({
        description: 'Whether an estimate makes it likely at the date.',
        resolve: ({ valued }) => valued.likely,
      }),
      when: t.field({
        type: [validTime],
        description: 'The valid times of its claims.',
        resolve: ({ valued, ...at }) => valued.standings.map((standing) => datedOf(at, standing)),
      }),
      sources: t.field({
        type: [source],
        description: 'The sources that give this value at the date, each once.',
        resolve: ({ valued, ...at }) => sourcesById(at, valued.sources),
      }),
      inferred: t.boolean({
        description:
          'Whether it is only inferred: no source says it, and every claim comes from other events.',
        resolve: ({ valued }) => valued.standings.every(({ event }) => event.event.premises !== undefined),
      }),
      singleSource: t.boolean({
        description: 'Whether only one source gives it, copies of it apart, whatever the date.',
        resolve: ({ item, valued, state }) =>
          state.view.haveOneOrigin(whoSays(item, valued.standings).saying),
      }),
      silentSources: t.field({
        type: [source],
        description: 'The sources that speak of the item and never give this value. They do not deny it.',
        resolve: ({ item, valued, ...at }) => sourcesById(at, whoSays(item, valued.standings).silent),
      }),
      evidence: evidenceField(t, 'Where the sources give it.', ({ valued }) => valued.because),
      because: eventsField(
        t,
        'The events that claim it, and those that correct or date them.',
        ({ valued }) => valued.because,
      ),
    }),
  })

  const fieldAnswer = builder.objectRef<FieldAtPoint>('FieldAnswer').implement({
    description: 'What one field of an item resolves to at the point.',
    fields: (t) => ({
      field: t.string({
        description: 'Its name, like `status`.',
        resolve: ({ resolved }) => resolved.field,
      }),
      certainty: t.field({
        type: certainty,
        description: 'Whether it has a value at the point, whichever that is.',
        resolve: ({ resolved }) => resolved.answer,
      }),
      values: t.field({
        type: [value],
        description: 'The values that hold definitely or possibly, each once.',
        resolve: ({ resolved, ...at }) =>
          resolved.values.map((valued) => ({ ...at, field: resolved.field, valued })),
      }),
      because: eventsField(t, 'Every event behind the values.', ({ resolved }) => resolved.because),
      why: t.field({
        type: [event],
        description:
          'The smallest set of events that gives this result: without any one of them it would be different. Their own sources and premises are taken for granted.',
        resolve: ({ resolved, ...at }, _, context) => whyEvents(at, resolved.field, context),
      }),
      lastAttested: t.field({
        type: value,
        nullable: true,
        description:
          'The nearest attestation before the date. Null where there is none. Its certainty is whether the attestation is definitely visible.',
        resolve: ({ resolved, ...at }) =>
          resolved.lastAttested && { ...at, field: resolved.field, valued: resolved.lastAttested },
      }),
      nextAttested: t.field({
        type: value,
        nullable: true,
        description: 'The nearest attestation after the date. Null where there is none.',
        resolve: ({ resolved, ...at }) =>
          resolved.nextAttested && { ...at, field: resolved.field, valued: resolved.nextAttested },
      }),
    }),
  })
  return { value, fieldAnswer }
}

/** The smallest set of events that decides one field of an item. */
export async function whyEvents(
  { item, ...at }: ItemAtPoint,
  name: string,
  { budget }: ApiContext,
): Promise<EventAtPoint[]> {
  const field = fieldNamed(item.kind, name)
  return field === undefined
    ? []
    : eventsOf(at, await inSteps(budget, at.chronicle.why(at.state, item, field)))
}
