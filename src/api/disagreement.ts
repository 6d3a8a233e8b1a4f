import type { Contention, Disagreement } from '../projection/index.ts'
import type { Builder } from './builder.ts'
import { eventsOf, type Stand } from './context.ts'
import { cites, evidenceFor } from './evidence.ts'
import { type ItemApi, itemsBySubject } from './item.ts'
import type { ProvenanceApi } from './provenance.ts'
import { sourceOf } from './source.ts'

export type StandingDisagreement = Stand & { readonly disagreement: Disagreement }
type StandingContention = Stand & { readonly contention: Contention }

/** Different values for one field, side by side: nobody wins by being later. */
export function addDisagreement(builder: Builder, { item, certainty }: ItemApi, provenance: ProvenanceApi) {
  const { event, evidence, evidenceArgs, source } = provenance
  const kind = builder.enumType('DisagreementKind', {
    values: {
      CONFLICT: { value: 'conflict', description: 'Different values of overlapping times.' },
      TENSION: { value: 'tension', description: 'Different values that sources give of different times.' },
    } as const,
  })
  const side = builder.objectRef<StandingContention>('Contention').implement({
    description: 'One of the values, with the sources that give it.',
    fields: (t) => ({
      value: t.field({
        type: 'JSON',
        resolve: ({ contention }) => JSON.parse(JSON.stringify(contention.value)),
      }),
      sources: t.field({
        type: [source],
        resolve: ({ contention, ...stand }) => contention.sources.map((id) => sourceOf(stand, id)),
      }),
      because: t.field({
        type: [event],
        resolve: ({ contention, ...stand }) => eventsOf(stand, contention.because),
      }),
      evidence: t.field({
        type: [evidence],
        description: 'Where the sources give it.',
        args: evidenceArgs,
        resolve: ({ contention, ...stand }, args) =>
          evidenceFor(stand, contention.because).filter(cites(args)),
      }),
    }),
  })
  return builder.objectRef<StandingDisagreement>('Disagreement').implement({
    description: 'Different values that are claimed for one field of one subject.',
    fields: (t) => ({
      kind: t.field({ type: kind, resolve: ({ disagreement }) => disagreement.kind }),
      certainty: t.field({ type: certainty, resolve: ({ disagreement }) => disagreement.certainty }),
      subject: t.string({ resolve: ({ disagreement }) => disagreement.subject }),
      item: t.field({
        type: item,
        nullable: true,
        resolve: ({ disagreement, ...stand }) => itemsBySubject(stand, [disagreement.subject])[0],
      }),
      field: t.string({ resolve: ({ disagreement }) => disagreement.field }),
      sides: t.field({
        type: [side],
        resolve: ({ disagreement, ...stand }) =>
          disagreement.sides.map((contention) => ({ ...stand, contention })),
      }),
      because: t.field({
        type: [event],
        resolve: ({ disagreement, ...stand }) => eventsOf(stand, disagreement.because),
      }),
    }),
  })
}
