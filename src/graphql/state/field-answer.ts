import {
  fieldNamed,
  type Item,
  type Resolved,
  type Standing,
  sourcesOfAll,
  type Valued,
} from '../../state/index.ts'
import type { Builder } from '../builder.ts'
import { type EventAtPoint, eventsOf, type ItemAtPoint } from '../points/at-point.ts'
import { sourcesById } from '../points/sources.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import { evidenceFor } from '../provenance/evidence.ts'
import { jsonOf } from '../scalars.ts'
import { type CertaintyRef, datedOf, type ValidTimeApi } from '../valid-time.ts'

type ValueAtPoint = ItemAtPoint & { readonly valued: Valued<unknown> }
type FieldAtPoint = ItemAtPoint & { readonly resolved: Resolved<unknown> }

/** What the fields of an item resolve to, with the claims behind each value. */
export function addFieldAnswer(
  builder: Builder,
  { ref: validTime }: ValidTimeApi,
  { event, evidence, evidenceArgs, source }: ProvenanceApi,
  certainty: CertaintyRef,
) {
  const value = builder.objectRef<ValueAtPoint>('FieldValue').implement({
    description: 'One value of a field, with the claims that make it.',
    fields: (t) => ({
      value: t.field({
        type: 'JSON',
        description: 'As it was claimed, in the shape that the field has.',
        resolve: ({ valued }) => jsonOf(valued.value),
      }),
      certainty: t.field({
        type: certainty,
        description: 'Whether the field has it in any case, alone or among others.',
        resolve: ({ valued }) => valued.answer,
      }),
      likely: t.boolean({
        description: 'Whether an estimate holds it likely by the date.',
        resolve: ({ valued }) => valued.likely,
      }),
      when: t.field({
        type: [validTime],
        description: 'The bounds that its claims rest on.',
        resolve: ({ valued }) => valued.standings.map(datedOf),
      }),
      sources: t.field({
        type: [source],
        description: 'Who gives it at the date, each once.',
        resolve: ({ valued, ...at }) => sourcesById(at, valued.sources),
      }),
      inferred: t.boolean({
        description:
          'Whether no source says it: every claim that gives it was worked out from other events, its premises.',
        resolve: ({ valued }) => valued.standings.every(({ event }) => event.event.premises !== undefined),
      }),
      singleSource: t.boolean({
        description: 'Whether one source alone gives it, at whatever date.',
        resolve: ({ item, valued }) => whoSays(item, valued.standings).saying.length === 1,
      }),
      silentSources: t.field({
        type: [source],
        description: 'Sources that speak of the item and at no date give this value: no denial of it.',
        resolve: ({ item, valued, ...at }) => sourcesById(at, whoSays(item, valued.standings).silent),
      }),
      evidence: t.field({
        type: [evidence],
        description: 'Where the sources give it.',
        args: evidenceArgs,
        resolve: ({ valued, ...at }, args) => evidenceFor(at, valued.because, args),
      }),
      because: t.field({
        type: [event],
        description: 'The events that claim it, and those that shape how they read.',
        resolve: ({ valued, ...at }) => eventsOf(at, valued.because),
      }),
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
        description: 'How far it has a value at the point, whichever that is.',
        resolve: ({ resolved }) => resolved.answer,
      }),
      values: t.field({
        type: [value],
        description: 'The values that definitely or possibly stand, each once.',
        resolve: ({ resolved, ...at }) => resolved.values.map((valued) => ({ ...at, valued })),
      }),
      because: t.field({
        type: [event],
        description: 'The events that answer, all of them.',
        resolve: ({ resolved, ...at }) => eventsOf(at, resolved.because),
      }),
      why: t.field({
        type: [event],
        description:
          'The fewest events by which alone it reads so: without any one of them it would read otherwise. What they rest on, sources and premises, is taken as given.',
        resolve: ({ resolved, item, chronicle, state }) =>
          whyEvents({ chronicle, state, item }, resolved.field),
      }),
      lastAttested: t.field({
        type: value,
        nullable: true,
        description:
          'Of what is attested of single days, the nearest before the date; null where nothing is. Its certainty is whether the attestation can be seen in any case.',
        resolve: ({ resolved, ...at }) => resolved.lastAttested && { ...at, valued: resolved.lastAttested },
      }),
      nextAttested: t.field({
        type: value,
        nullable: true,
        description: 'The same, the nearest after the date; null where nothing is.',
        resolve: ({ resolved, ...at }) => resolved.nextAttested && { ...at, valued: resolved.nextAttested },
      }),
    }),
  })
  return { value, fieldAnswer }
}

/** The smallest set of events by which one field of an item reads as it does. */
export function whyEvents({ item, ...at }: ItemAtPoint, name: string): EventAtPoint[] {
  const field = fieldNamed(item.kind, name)
  return field === undefined ? [] : eventsOf(at, at.chronicle.why(at.state, item, field))
}

/**
 * Which of the sources that can be seen give the value of these claims, at whatever date, and which speak of the
 * item without giving it.
 */
export function whoSays(
  item: Item,
  standings: readonly Standing[],
): { readonly saying: readonly string[]; readonly silent: readonly string[] } {
  const same = item.standings.filter(
    ({ claim, visible }) =>
      visible !== 'no' &&
      standings.some((one) => one.claim.field === claim.field && one.claim.spelling === claim.spelling),
  )
  const saying = sourcesOfAll(same)
  return { saying, silent: sourcesOfAll(item.standings).filter((source) => !saying.includes(source)) }
}
