import type { Chronicle } from '../chronicle/index.ts'
import { kindOf } from '../event/index.ts'
import { countOf, disagreementsOf } from '../projection/index.ts'
import type { Builder } from './builder.ts'
import type { ChangeApi, Compared, ComparedChange } from './change.ts'
import type { ApiContext, Stand } from './context.ts'
import type { addDisagreement, StandingDisagreement } from './disagreement.ts'
import { badArgument, Faults, quoted } from './faults.ts'
import { type ItemApi, itemsBySubject } from './item.ts'
import type { NodeApi } from './node.ts'
import { type PointApi, type PointArgs, standAt } from './point.ts'
import type { ProvenanceApi } from './provenance.ts'
import { timelinePage } from './timeline.ts'

/** What a domain calls a chronicle and its states, in the schema: `Relationship`, `RelationshipState`. */
export type RootNames = {
  readonly root: string
  readonly field: string
  readonly list: string
  readonly state: string
}

/** A chronicle, its states and comparisons. A domain adds its own lists to the last two. */
export function addRoot(
  builder: Builder,
  names: RootNames,
  apis: {
    readonly node: NodeApi
    readonly point: PointApi
    readonly provenance: ProvenanceApi
    readonly item: ItemApi
    readonly change: ChangeApi
    readonly disagreement: ReturnType<typeof addDisagreement>
  },
) {
  const { node, point, provenance, item, change, disagreement } = apis

  const counts = builder
    .objectRef<{ readonly definite: number; readonly possible: number }>('Count')
    .implement({
      description: 'How many definitely stand, and how many possibly do besides.',
      fields: (t) => ({ definite: t.exposeInt('definite'), possible: t.exposeInt('possible') }),
    })

  const state = builder.objectRef<Stand>(names.state).implement({
    description: 'What the claims that can be seen from a point resolve to.',
    fields: (t) => ({
      point: t.field({ type: point.ref, resolve: (stand) => stand }),
      recordEnds: t.field({
        type: 'Date',
        nullable: true,
        description: 'The day of the newest dated source that can be seen: what is on the record ends here.',
        resolve: ({ state }) => state.horizon,
      }),
      item: t.field({
        type: item.item,
        nullable: true,
        description: 'One subject by its key. Null where nothing that can be seen speaks of it.',
        args: { subject: t.arg.string({ required: true, description: 'Its key, `kind/name`.' }) },
        resolve: (stand, { subject }) => itemsBySubject(stand, [checkedSubject(stand.chronicle, subject)])[0],
      }),
      count: t.field({
        type: counts,
        description: 'How many subjects of a kind stand.',
        args: {
          kind: t.arg.string({
            required: true,
            description: 'The kind of subject, the part before the slash.',
          }),
        },
        resolve: ({ chronicle, state }, { kind }) => countOf(state.list(checkedKind(chronicle, kind))),
      }),
      conflicts: t.field({
        type: [disagreement],
        description: 'Different values for one field, of overlapping times or of different ones.',
        args: {
          subject: t.arg.string({ required: false, description: 'Only of this one, by its key.' }),
          field: t.arg.string({ required: false, description: 'Only on this field, like `title`.' }),
        },
        resolve: (stand, { subject, field }) =>
          conflictsOf(stand).filter(
            ({ disagreement }) =>
              (subject == null || stand.state.item(subject)?.subject === disagreement.subject) &&
              (field == null || field === disagreement.field),
          ),
      }),
    }),
  })

  const comparison = builder.objectRef<Compared>('Comparison').implement({
    description: 'What differs between two points, on any clock or in trust.',
    fields: (t) => ({
      from: t.field({
        type: state,
        resolve: ({ chronicle, comparison }) => ({ chronicle, state: comparison.from }),
      }),
      to: t.field({
        type: state,
        resolve: ({ chronicle, comparison }) => ({ chronicle, state: comparison.to }),
      }),
      changes: t.field({
        type: [change.change],
        description: 'Every change of every kind.',
        args: { change: t.arg({ type: [change.kind], required: false, description: 'Only these.' }) },
        resolve: (compared, args) =>
          [...compared.chronicle.vocabulary.kinds.keys()].flatMap((kind) =>
            changesOf(compared, kind, args.change),
          ),
      }),
    }),
  })

  const order = builder.enumType('TimelineOrder', {
    values: {
      VALID: { value: 'valid', description: 'By the first day it may be; undated events first.' },
      RECORDED: { value: 'recorded', description: 'By position in the ledger.' },
    } as const,
  })

  const root = builder.objectRef<Chronicle>(names.root)
  root.implement({
    description: 'One chronicle: all that was recorded on one matter.',
    interfaces: [node],
    fields: (t) => ({
      position: t.int({
        description: 'The last position recorded.',
        resolve: (chronicle) => chronicle.position,
      }),
      asOf: t.field({
        type: state,
        description: 'The state at a point: what stood, as far as it was known, recorded and is trusted.',
        args: point.args,
        resolve: (chronicle, args) => standAt(chronicle, args),
      }),
      compare: t.field({
        type: comparison,
        description: 'What differs between two points, and why.',
        args: {
          from: t.arg({ type: point.input, required: true }),
          to: t.arg({ type: point.input, required: true }),
        },
        resolve: compareAt,
      }),
      timeline: t.connection(
        {
          type: provenance.event,
          description:
            'The events that can be seen from a point, 20 a page unless told, 100 at most. A cursor keeps the point: clocks and trust need not be said again, and nothing shifts while events arrive.',
          args: {
            knownAt: t.arg({
              type: 'Date',
              required: false,
              description: 'What the public could know by the end of this day.',
            }),
            recordedAt: t.arg({
              type: 'DateTime',
              required: false,
              description: 'What this ledger held at this instant.',
            }),
            position: t.arg.int({ required: false, description: 'The events at positions 1 to this one.' }),
            trusting: t.arg({ type: point.trust, required: false, description: 'Whom to trust.' }),
            types: t.arg.stringList({ required: false, description: 'Only these event types.' }),
            subject: t.arg.string({ required: false, description: 'Only events about this subject.' }),
            source: t.arg.id({
              required: false,
              description: 'Only events with evidence in this source, by its id or label.',
            }),
            from: t.arg({
              type: 'Date',
              required: false,
              description: 'Only what may hold on or after this day.',
            }),
            to: t.arg({
              type: 'Date',
              required: false,
              description: 'Only what may begin on or before this day (this day is in).',
            }),
            order: t.arg({ type: order, required: true, defaultValue: 'valid' }),
          },
          resolve: (chronicle, args) => timelinePage(chronicle, args),
        },
        provenance.connection,
      ),
    }),
  })

  builder.queryFields((t) => ({
    [names.field]: t.field({
      type: root,
      description: 'One chronicle by its id.',
      args: { id: t.arg.id({ required: true }) },
      resolve: (_, { id }, context) => chronicleOf(context, id),
    }),
    [names.list]: t.field({
      type: [root],
      description: 'Every chronicle that is open here.',
      resolve: (_, __, { chronicles }) => [...chronicles.values()],
    }),
  }))

  return { root, state, comparison }
}

export type RootApi = ReturnType<typeof addRoot>

/** Both points are looked at before either is refused. */
function compareAt(chronicle: Chronicle, { from, to }: { from: PointArgs; to: PointArgs }): Compared {
  const faults = new Faults()
  const before = faults.from(() => standAt(chronicle, from).state.point, 'from')
  const after = faults.from(() => standAt(chronicle, to).state.point, 'to')
  if (before === undefined || after === undefined) throw faults.thrown()
  return { chronicle, comparison: chronicle.compare(before, after) }
}

export function chronicleOf({ chronicles }: ApiContext, id: string): Chronicle {
  const chronicle = chronicles.get(id)
  if (chronicle !== undefined) return chronicle
  const there = [...chronicles.keys()].join(', ')
  throw badArgument('E_NOT_FOUND', 'id', `${quoted(id)} is no chronicle here; there are ${there}`, 'notFound')
}

/** The changes of one kind, of the wanted sorts. */
export function changesOf(
  compared: Compared,
  kind: string,
  wanted?: readonly string[] | null,
): ComparedChange[] {
  return compared.comparison
    .changes(kind)
    .filter(({ change }) => wanted == null || wanted.includes(change))
    .map((change) => ({ ...compared, change }))
}

function conflictsOf(stand: Stand): StandingDisagreement[] {
  return [...stand.chronicle.vocabulary.kinds.keys()]
    .flatMap((kind) => stand.state.list(kind))
    .flatMap((item) => disagreementsOf(item))
    .map((disagreement) => ({ ...stand, disagreement }))
}

export function checkedKind({ vocabulary }: Chronicle, kind: string): string {
  if (vocabulary.kinds.has(kind)) return kind
  const kinds = [...vocabulary.kinds.keys()].join(', ')
  throw badArgument('E_KIND', 'kind', `${quoted(kind)} is not one of ${kinds}`)
}

/** A subject's key, if events can be about its kind; that anything can be seen of it is not asked. */
export function checkedSubject({ vocabulary }: Chronicle, subject: string): string {
  const kinds = new Set(
    [...vocabulary.catalogue.values()].flatMap(({ kinds }) => (kinds === 'any' ? [] : kinds)),
  )
  for (const kind of vocabulary.kinds.keys()) kinds.add(kind)
  if (kinds.has(kindOf(subject))) return subject
  throw badArgument(
    'E_KIND',
    'subject',
    `${quoted(subject)} is not kind/name with a kind of ${[...kinds].sort().join(', ')}`,
  )
}
