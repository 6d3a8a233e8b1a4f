import { type NotedDisagreement, notedIn } from '../projection/index.ts'
import type { Builder } from './builder.ts'
import { eventsOf, type Stand } from './context.ts'
import { evidenceFor } from './evidence.ts'
import { type ItemApi, itemsBySubject } from './item.ts'
import type { ProvenanceApi } from './provenance.ts'
import type { RootApi } from './root.ts'

type StandingNote = Stand & { readonly note: NotedDisagreement }

/** Disagreements and gaps that a reader noted, because no one field of one item could show them. */
export function addNoted(
  builder: Builder,
  { state }: RootApi,
  { item, certainty }: ItemApi,
  provenance: ProvenanceApi,
): void {
  const { event, evidence, evidenceArgs } = provenance
  const kind = builder.enumType('NotedKind', {
    description: 'In what way sources differ or fall short.',
    values: {
      CONFLICT: { value: 'conflict', description: 'What is said of one time does not fit together.' },
      TENSION: {
        value: 'tension',
        description: 'It is said of different times, or can both be so.',
      },
      GAP: { value: 'gap', description: 'What one would expect is not given.' },
    } as const,
  })
  const note = builder.objectRef<StandingNote>('NotedDisagreement').implement({
    description: 'A disagreement between sources, or a gap in them, as a reader noted it.',
    fields: (t) => ({
      subject: t.string({
        description: 'Its key, `disagreement/name`.',
        resolve: ({ note }) => note.subject,
      }),
      kind: t.field({
        type: kind,
        description: 'In what way the sources differ or fall short.',
        resolve: ({ note }) => note.kind,
      }),
      certainty: t.field({
        type: certainty,
        description: 'Whether all that it rests on can be seen in any case.',
        resolve: ({ note }) => note.certainty,
      }),
      summary: t.string({
        description: 'What stands against what, in our own words.',
        resolve: ({ note }) => note.summary,
      }),
      about: t.field({
        type: [item],
        description: 'The items concerned, the chief one first.',
        resolve: ({ note, ...stand }) => itemsBySubject(stand, note.about),
      }),
      evidence: t.field({
        type: [evidence],
        description: 'Where the sources say what stands against one another.',
        args: evidenceArgs,
        resolve: ({ note, ...stand }, args) => evidenceFor(stand, note.because, args),
      }),
      because: t.field({
        type: [event],
        description: 'The note, and the events that it rests on.',
        resolve: ({ note, ...stand }) => eventsOf(stand, note.because),
      }),
    }),
  })
  builder.objectField(state, 'noted', (t) =>
    t.field({
      type: [note],
      description:
        'Disagreements and gaps that a reader noted beside those in `conflicts`, because no one field shows them.',
      args: {
        kind: t.arg({ type: [kind], required: false, description: 'Only these.' }),
        about: t.arg.string({ required: false, description: 'Only those about this subject, by its key.' }),
      },
      resolve: (stand, args) => notesOf(stand, args.kind, args.about),
    }),
  )
}

/** The notes that can be seen: of some kinds, and about some subject under whatever key. */
function notesOf(
  stand: Stand,
  kind: readonly string[] | null | undefined,
  about: string | null | undefined,
): StandingNote[] {
  const subject = about == null ? undefined : (stand.state.item(about)?.subject ?? about)
  return notedIn(stand.state)
    .filter((note) => kind == null || kind.includes(note.kind))
    .filter(
      (note) =>
        subject === undefined ||
        note.about.some((one) => (stand.state.item(one)?.subject ?? one) === subject),
    )
    .map((note) => ({ ...stand, note }))
}
