import { kindOf, sourcesOf } from '../../event/index.ts'
import { type NotedDisagreement, notedIn, type Steps } from '../../state/index.ts'
import type { Answer } from '../../time/index.ts'
import type { Builder } from '../builder.ts'
import { Faults } from '../faults.ts'
import { inSteps } from '../limits/budget.ts'
import type { Filter, FilterApi } from '../lists/filter.ts'
import type { FilterArgs } from '../lists/filter-args.ts'
import type { ListEntry } from '../lists/list-entry.ts'
import { type AtPoint, itemsBySubject } from '../points/at-point.ts'
import { checkedSubject } from '../points/names.ts'
import { spansCitedBy } from '../points/quotes.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import type { ItemApi } from './item.ts'
import type { StateApi } from './state.ts'

export type NoteAtPoint = AtPoint & { readonly note: NotedDisagreement }

/** The list of disagreements and gaps that a reader noted because no single field shows them, and their type. */
export function addNoted(
  builder: Builder,
  { anyState }: StateApi,
  { item, certainty }: ItemApi,
  provenance: ProvenanceApi,
  { filterArgs, filter }: FilterApi,
) {
  const { eventsField, evidenceField } = provenance
  const kind = builder.enumType('NotedKind', {
    description: 'How sources differ or fall short.',
    values: {
      CONFLICT: { value: 'conflict', description: 'Statements about the same time contradict each other.' },
      TENSION: {
        value: 'tension',
        description: 'Statements are about different times, or can both be true.',
      },
      REMARK: {
        value: 'remark',
        description: 'Something to know in reading one source: no two sources differ.',
      },
      GAP: { value: 'gap', description: 'Something one would expect is missing.' },
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
        description: 'How the sources differ or fall short.',
        resolve: ({ note }) => note.kind,
      }),
      certainty: t.field({
        type: certainty,
        description: 'Whether everything it is based on is definitely visible.',
        resolve: ({ note }) => note.certainty,
      }),
      summary: t.string({
        description: 'The disagreement or gap in a sentence, in our own words.',
        resolve: ({ note }) => note.summary,
      }),
      about: t.field({
        type: [item],
        description: 'The items concerned, the main one first.',
        resolve: ({ note, ...at }) => itemsBySubject(at, note.about),
      }),
      evidence: evidenceField(t, 'Where the sources say what disagrees.', ({ note }) => note.because),
      because: eventsField(t, 'The note, and the events that it is based on.', ({ note }) => note.because),
    }),
  })
  builder.interfaceField(anyState, 'noted', (t) =>
    t.field({
      type: [note],
      description:
        'Lists disagreements and gaps that a reader noted because no single field shows them; `conflicts` has the others.',
      args: {
        ...filterArgs.certainty(['definitely', 'possibly']),
        kind: t.arg({ type: [kind], required: false, description: 'Only these sorts.' }),
        about: t.arg.string({
          required: false,
          description: 'Only those about this subject, by any of its keys.',
        }),
        search: filterArgs.common.search,
        source: filterArgs.common.source,
      },
      resolve: (at, args, { budget, texts }) => inSteps(budget, notesOf(at, filter, { ...args, texts })),
    }),
  )
  return { note }
}

type NotedArgs = Pick<FilterArgs, 'search' | 'source' | 'texts'> & {
  readonly certainty: readonly Answer[]
  readonly kind?: readonly string[] | null | undefined
  readonly about?: string | null | undefined
}

export type NotedApi = ReturnType<typeof addNoted>

/** The visible notes that match the arguments, in steps. */
function* notesOf(at: AtPoint, filter: Filter, args: NotedArgs): Steps<NoteAtPoint[]> {
  const { certainty, kind, about, search, source, texts } = args
  const faults = new Faults()
  const key = about == null ? undefined : faults.from(() => checkedSubject(at.chronicle, about, 'about'))
  const matches = yield* filter.matcher(at, [], { search, source, texts }, faults)
  faults.check()
  const named = (subject: string) => at.state.item(subject)?.subject ?? subject
  return notedIn(at.state)
    .filter((note) => certainty.includes(note.certainty))
    .filter((note) => kind == null || kind.includes(note.kind))
    .filter((note) => key === undefined || note.about.some((one) => named(one) === named(key)))
    .filter((note) => matches?.(entryOf(at, note, filter)) ?? true)
    .map((note) => ({ ...at, note }))
}

/** A note as a list entry, with the sources of the events that it is based on. */
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
    mentions: () => [],
    bounds: [],
    sources: [...new Set(events.flatMap(({ event }) => sourcesOf(event)))],
    position: Math.min(...events.map(({ position }) => position)),
    texts: filter.entries.searchable(() => [subject, summary]),
    cited: () => spansCitedBy(view, because),
  }
}
