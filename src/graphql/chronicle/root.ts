import type { Snapshot } from '../../engine/index.ts'
import type { CivilDay } from '../../time/index.ts'
import { needs } from '../access.ts'
import type { Builder } from '../builder.ts'
import { type ComparisonRef, compareAt } from '../comparing/comparison.ts'
import type { ApiContext } from '../context.ts'
import { badArgument, Faults, noSuchChronicle } from '../faults.ts'
import { assume } from '../limits/sizes.ts'
import type { AtPoint } from '../points/at-point.ts'
import { readGlobalId } from '../points/global-id.ts'
import type { NodeApi } from '../points/node.ts'
import { atPoint, type PointApi, type PointArgs } from '../points/point.ts'
import type { StateApi } from '../state/state.ts'

/** The names in the schema of a domain’s chronicles and their states: `Relationship`, `RelationshipState`. */
export type RootNames = {
  readonly root: string
  readonly field: string
  readonly list: string
  readonly state: string
  /** What a chronicle of that name is called; by default its name. */
  readonly title?: (chronicle: string) => string
  /** What one asks of it, to be followed by a day; by default what stood in it. */
  readonly question?: (chronicle: string) => string
}

/**
 * The type of a chronicle, the interface that it shares with those of other domains, and the root fields that give one or all
 * of them: by the interface, a document works on the schema of every domain.
 */
export function addRoot(
  builder: Builder,
  names: RootNames,
  node: NodeApi,
  point: PointApi,
  { state, anyState, comparison }: StateApi & { readonly comparison: ComparisonRef },
) {
  const { title = String, question = (name) => `What stood in ${title(name)}` } = names
  const anyChronicle = builder.interfaceRef<Snapshot>('Chronicle')
  const root = builder.objectRef<Snapshot>(names.root)
  const { date: _, ...otherClocks } = point.args
  const { dates } = builder.args((t) => ({
    dates: t.field({
      type: ['Date'],
      required: true,
      description: 'Valid time: of each, what held at the end of this civil day.',
    }),
  }))
  const asOf = {
    nullable: true,
    description:
      'The state at a point: what held on that date, as far as it was known, recorded and trusted. Null only with an error.',
    args: point.args,
  } as const
  const states = {
    nullable: true,
    description:
      'The states on several dates, each as `asOf` with that date gives it, in the order of the dates; 100 at most. Null only with an error.',
    extensions: assume({ by: 'dates' }),
    args: { dates, ...otherClocks },
  } as const
  root.implement({
    description: 'One chronicle: everything recorded about one matter.',
    interfaces: [node, anyChronicle],
    fields: (t) => ({
      asOf: t.field({ ...asOf, type: state, resolve: (chronicle, args) => atPoint(chronicle, args) }),
      states: t.field({ ...states, type: [state], resolve: statesOn }),
    }),
  })
  anyChronicle.implement({
    description: 'A chronicle of any domain, with the fields and arguments that each has.',
    interfaces: [node],
    resolveType: () => names.root,
    fields: (t) => ({
      asOf: t.field({ ...asOf, type: anyState }),
      states: t.field({ ...states, type: [anyState] }),
      position: t.int({
        description: 'The last recorded position; 0 for an empty chronicle.',
        resolve: (chronicle) => chronicle.position,
      }),
      title: t.string({
        description: 'What it is called, as a heading has it.',
        resolve: ({ name }) => title(name),
      }),
      question: t.string({
        description:
          'What one asks of it, for a heading that goes on with the days: `What stood between Japan and Viet Nam`.',
        resolve: ({ name }) => question(name),
      }),
      compare: t.field({
        type: comparison,
        nullable: true,
        description: 'Compares two points: what differs, and why. Null only with an error.',
        args: {
          from: t.arg({
            type: point.input,
            required: true,
            description: 'The point of `was`.',
          }),
          to: t.arg({ type: point.input, required: true, description: 'The point of `is`.' }),
        },
        resolve: compareAt,
      }),
    }),
  })

  const one = builder.args((t) => ({
    id: t.id({ required: true, description: 'Its name: the field `id` gives it.' }),
    atLeast: t.int({
      required: false,
      description:
        'Waits some seconds until this position is recorded here, for instance after a mutation on another server; then E_BEHIND. Omitted: does not wait.',
    }),
  }))
  const several = builder.args((t) => ({
    atMost: t.int({
      required: false,
      description:
        'How many, 1 to 100. Omitted: all; E_TOO_MANY where there are more than the server keeps open.',
    }),
    afterId: t.id({
      required: false,
      description: 'Only those that come after this id. Omitted: from the beginning.',
    }),
  }))
  builder.queryFields((t) => ({
    [names.field]: t.field({
      extensions: needs('reader'),
      type: root,
      nullable: true,
      description: 'One chronicle by its id. Null only with an error, like E_NOT_FOUND.',
      args: one,
      resolve: (_, args, context) => chronicleOf(context, args),
    }),
    chronicle: t.field({
      extensions: needs('reader'),
      type: anyChronicle,
      nullable: true,
      description: `The same as \`${names.field}\`, by what the chronicles of every domain have: a document with it works on other schemas too. Null only with an error, like E_NOT_FOUND.`,
      args: one,
      resolve: (_, args, context) => chronicleOf(context, args),
    }),
    [names.list]: t.field({
      extensions: needs('reader'),
      type: [root],
      nullable: true,
      description: 'The chronicles that are served here, by name. Null only with an error.',
      args: several,
      resolve: (_, args, context) => chroniclesOf(context, args),
    }),
    chronicles: t.field({
      extensions: needs('reader'),
      type: [anyChronicle],
      nullable: true,
      description: `The same as \`${names.list}\`, by what the chronicles of every domain have. Null only with an error.`,
      args: several,
      resolve: (_, args, context) => chroniclesOf(context, args),
    }),
  }))

  return { root, anyChronicle, state, anyState, comparison }
}

/** The most dates of one list of states. */
const MOST_DATES = 100

/** The states on these dates, in their order. Throws InvalidInput with every fault of the arguments. */
function statesOn(
  chronicle: Snapshot,
  { dates, ...others }: Omit<PointArgs, 'date'> & { readonly dates: readonly CivilDay[] },
): readonly AtPoint[] {
  const faults = new Faults()
  if (dates.length > MOST_DATES)
    faults.add('E_TOO_MANY', 'dates', `expected ${MOST_DATES} dates at most, got ${dates.length}`)
  const states = faults.from(() =>
    dates.slice(0, MOST_DATES).map((date) => atPoint(chronicle, { ...others, date })),
  )
  faults.check()
  return states ?? []
}

/** The most chronicles on a page. */
const LARGEST_PAGE = 100

export type RootApi = ReturnType<typeof addRoot>

function chroniclesOf(
  { chronicles }: ApiContext,
  { atMost, afterId }: { readonly atMost?: Given<number>; readonly afterId?: Given<string> },
): Promise<readonly Snapshot[]> {
  if (atMost != null && (atMost < 1 || atMost > LARGEST_PAGE))
    throw badArgument('E_RANGE', 'atMost', `expected 1…${LARGEST_PAGE}, got ${atMost}`)
  return chronicles.all(atMost ?? undefined, afterId == null ? undefined : String(afterId))
}

type Given<T> = T | null | undefined

async function chronicleOf(
  { chronicles, servedAt }: ApiContext,
  { id, atLeast }: { readonly id: string; readonly atLeast?: Given<number> },
): Promise<Snapshot> {
  if (atLeast != null && atLeast < 0)
    throw badArgument('E_POSITION', 'atLeast', `${atLeast} is no position; expected 0, 1, 2 …`)
  const read = readGlobalId(id)
  const isPinned = read?.type === 'chronicle' && Object.keys(read.pinned).length > 0
  const chronicle = isPinned
    ? await chronicles.pinnedTo(read.name, read.pinned)
    : await chronicles.reaching(id, atLeast ?? 0)
  if (chronicle !== undefined) return chronicle
  throw badArgument('E_NOT_FOUND', 'id', noSuchChronicle(id, chronicles.keys(), servedAt), 'notFound')
}
