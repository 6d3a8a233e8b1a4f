import { kindOf, sourcesOf } from '../../event/index.ts'
import { type NotedDisagreement, notedIn } from '../../state/index.ts'
import type { Answer } from '../../time/index.ts'
import type { Builder } from '../builder.ts'
import { Faults } from '../faults.ts'
import type { Filter, FilterApi } from '../lists/filter.ts'
import type { FilterArgs } from '../lists/filter-args.ts'
import type { ListEntry } from '../lists/list-entry.ts'
import { type AtPoint, eventsOf, itemsBySubject } from '../points/at-point.ts'
import { checkedSubject } from '../points/names.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import { evidenceFor } from '../provenance/evidence.ts'
import type { ItemApi } from './item.ts'
import type { StateRef } from './state.ts'

type NoteAtPoint = AtPoint & { readonly note: NotedDisagreement }

/** Disagreements and gaps that a reader noted, because no one field of one item could show them. */
export function addNoted(
  builder: Builder,
  state: StateRef,
  { item, certainty }: ItemApi,
  provenance: ProvenanceApi,
  { filterArgs, filter }: FilterApi,
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
  const note = builder.objectRef<NoteAtPoint>('NotedDisagreement').implement({
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
        resolve: ({ note, ...at }) => itemsBySubject(at, note.about),
      }),
      evidence: t.field({
        type: [evidence],
        description: 'Where the sources say what stands against one another.',
        args: evidenceArgs,
        resolve: ({ note, ...at }, args) => evidenceFor(at, note.because, args),
      }),
      because: t.field({
        type: [event],
        description: 'The note, and the events that it rests on.',
        resolve: ({ note, ...at }) => eventsOf(at, note.because),
      }),
    }),
  })
  builder.objectField(state, 'noted', (t) =>
    t.field({
      type: [note],
      description:
        'Disagreements and gaps that a reader noted beside those in `conflicts`, because no one field shows them.',
      args: {
        ...filterArgs.certainty(['definitely', 'possibly']),
        kind: t.arg({ type: [kind], required: false, description: 'Only these.' }),
        about: t.arg.string({
          required: false,
          description: 'Only those about this subject, by any key that it goes by here.',
        }),
        search: filterArgs.common.search,
        source: filterArgs.common.source,
      },
      resolve: (at, args) => notesOf(at, filter, args),
    }),
  )
}

type NotedArgs = Pick<FilterArgs, 'search' | 'source'> & {
  readonly certainty: readonly Answer[]
  readonly kind?: readonly string[] | null | undefined
  readonly about?: string | null | undefined
}

/** The notes that can be seen and that the arguments ask for. */
function notesOf(at: AtPoint, filter: Filter, args: NotedArgs): NoteAtPoint[] {
  const { certainty, kind, about, search, source } = args
  const faults = new Faults()
  const key = about == null ? undefined : faults.from(() => checkedSubject(at.chronicle, about, 'about'))
  const matches = filter.matcher(at, [], { search, source }, faults)
  faults.check()
  const named = (subject: string) => at.state.item(subject)?.subject ?? subject
  return notedIn(at.state)
    .filter((note) => certainty.includes(note.certainty))
    .filter((note) => kind == null || kind.includes(note.kind))
    .filter((note) => key === undefined || note.about.some((one) => named(one) === named(key)))
    .filter((note) => matches(entryOf(at, note, filter)))
    .map((note) => ({ ...at, note }))
}

/** What a note tells, by the sources that it rests on. */
function entryOf(
  { state: { view } }: AtPoint,
  { subject, summary, because }: NotedDisagreement,
  filter: Filter,
): ListEntry {
  const events = because.flatMap((id) => view.versions(id)).map(({ event }) => event)
  return {
    kind: kindOf(subject),
    keys: [subject],
    values: () => [],
    bounds: [],
    sources: [...new Set(events.flatMap(({ event }) => sourcesOf(event)))],
    position: Math.min(...events.map(({ position }) => position)),
    texts: filter.entries.searchable(() => [subject, summary]),
  }
}
