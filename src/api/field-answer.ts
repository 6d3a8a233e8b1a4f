import type { Resolved, Valued } from '../projection/index.ts'
import type { Builder } from './builder.ts'
import type { CertaintyRef } from './certainty.ts'
import { eventsOf, type StandingItem } from './context.ts'
import { datedOf } from './dated.ts'
import { cites, evidenceFor } from './evidence.ts'
import type { ProvenanceApi } from './provenance.ts'
import { sourceOf } from './source.ts'
import type { ValidTimeApi } from './valid-time.ts'
import { whoSays } from './who-says.ts'

type StandingValue = StandingItem & { readonly valued: Valued<unknown> }
type StandingField = StandingItem & { readonly resolved: Resolved<unknown> }

/** What the fields of an item resolve to, with the claims behind each value. */
export function addFieldAnswer(
  builder: Builder,
  { ref: validTime }: ValidTimeApi,
  { event, evidence, evidenceArgs, source }: ProvenanceApi,
  certainty: CertaintyRef,
) {
  const value = builder.objectRef<StandingValue>('FieldValue').implement({
    description: 'One value of a field, with the claims that make it.',
    fields: (t) => ({
      value: t.field({ type: 'JSON', resolve: ({ valued }) => JSON.parse(JSON.stringify(valued.value)) }),
      certainty: t.field({ type: certainty, resolve: ({ valued }) => valued.answer }),
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
        resolve: ({ valued, ...stand }) => valued.sources.map((id) => sourceOf(stand, id)),
      }),
      singleSource: t.boolean({
        description: 'Whether one source alone gives it, at whatever date.',
        resolve: ({ item, valued }) => whoSays(item, valued.standings).saying.length === 1,
      }),
      silentSources: t.field({
        type: [source],
        description: 'Sources that speak of the item and at no date give this value: no denial of it.',
        resolve: ({ item, valued, ...stand }) =>
          whoSays(item, valued.standings).silent.map((id) => sourceOf(stand, id)),
      }),
      evidence: t.field({
        type: [evidence],
        description: 'Where the sources give it.',
        args: evidenceArgs,
        resolve: ({ valued, ...stand }, args) => evidenceFor(stand, valued.because).filter(cites(args)),
      }),
      because: t.field({
        type: [event],
        resolve: ({ valued, ...stand }) => eventsOf(stand, valued.because),
      }),
    }),
  })

  const fieldAnswer = builder.objectRef<StandingField>('FieldAnswer').implement({
    description: 'What one field of an item resolves to at the point.',
    fields: (t) => ({
      field: t.string({ resolve: ({ resolved }) => resolved.field }),
      certainty: t.field({ type: certainty, resolve: ({ resolved }) => resolved.answer }),
      values: t.field({
        type: [value],
        description: 'The values that definitely or possibly stand, each once.',
        resolve: ({ resolved, ...stand }) => resolved.values.map((valued) => ({ ...stand, valued })),
      }),
      lastAttested: t.field({
        type: value,
        nullable: true,
        resolve: ({ resolved, ...stand }) =>
          resolved.lastAttested && { ...stand, valued: resolved.lastAttested },
      }),
      nextAttested: t.field({
        type: value,
        nullable: true,
        resolve: ({ resolved, ...stand }) =>
          resolved.nextAttested && { ...stand, valued: resolved.nextAttested },
      }),
    }),
  })
  return { value, fieldAnswer }
}
