import type { Snapshot } from '../../engine/index.ts'
import { needs } from '../access/policy.ts'
import type { Builder } from '../builder.ts'
import { type ComparisonRef, compareAt } from '../comparing/comparison.ts'
import type { ApiContext } from '../context.ts'
import { badArgument, quoted, thereAre } from '../faults.ts'
import type { NodeApi } from '../points/node.ts'
import { atPoint, type PointApi } from '../points/point.ts'
import type { StateRef } from '../state/state.ts'

/** What a domain calls a chronicle and its states, in the schema: `Relationship`, `RelationshipState`. */
export type RootNames = {
  readonly root: string
  readonly field: string
  readonly list: string
  readonly state: string
}

/** A chronicle: where every question about what it holds begins. */
export function addRoot(
  builder: Builder,
  names: RootNames,
  node: NodeApi,
  point: PointApi,
  { state, comparison }: { readonly state: StateRef; readonly comparison: ComparisonRef },
) {
  const root = builder.objectRef<Snapshot>(names.root)
  root.implement({
    description: 'One chronicle: all that was recorded on one matter.',
    interfaces: [node],
    fields: (t) => ({
      position: t.int({
        description: 'The last position recorded; 0 where nothing is.',
        resolve: (chronicle) => chronicle.position,
      }),
      asOf: t.field({
        type: state,
        description: 'The state at a point: what stood, as far as it was known, recorded and is trusted.',
        args: point.args,
        resolve: (chronicle, args) => atPoint(chronicle, args),
      }),
      compare: t.field({
        type: comparison,
        description: 'What differs between two points, and why.',
        args: {
          from: t.arg({
            type: point.input,
            required: true,
            description: 'The point that `was` is seen from.',
          }),
          to: t.arg({ type: point.input, required: true, description: 'The point that `is` is seen from.' }),
        },
        resolve: compareAt,
      }),
    }),
  })

  builder.queryFields((t) => ({
    [names.field]: t.field({
      extensions: needs('reader'),
      type: root,
      description: 'One chronicle by its id.',
      args: {
        id: t.arg.id({ required: true, description: 'Its name: the field `id` gives it.' }),
        atLeast: t.arg.int({
          required: false,
          description:
            'Only once this position is recorded here, as after a mutation elsewhere: waits for it some seconds, then E_BEHIND. Omitted: as it stands.',
        }),
      },
      resolve: (_, { id, atLeast }, context) => chronicleOf(context, id, atLeast),
    }),
    [names.list]: t.field({
      extensions: needs('reader'),
      type: [root],
      description: 'Every chronicle that is open here, in the order of their names.',
      resolve: (_, __, { chronicles }) => [...chronicles.values()],
    }),
  }))

  return { root, state, comparison }
}

export type RootApi = ReturnType<typeof addRoot>

async function chronicleOf(
  { chronicles }: ApiContext,
  id: string,
  atLeast: number | null | undefined,
): Promise<Snapshot> {
  if (atLeast != null && atLeast < 0)
    throw badArgument('E_POSITION', 'atLeast', `${atLeast} is no position; expected 0, 1, 2 …`)
  const chronicle = await chronicles.reaching(id, atLeast ?? 0)
  if (chronicle !== undefined) return chronicle
  throw badArgument(
    'E_NOT_FOUND',
    'id',
    `${quoted(id)} is no chronicle here; ${thereAre(chronicles.keys())}`,
    'notFound',
  )
}
