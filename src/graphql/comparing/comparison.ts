import type { Snapshot } from '../../engine/index.ts'
import type { Builder } from '../builder.ts'
import { Faults } from '../errors/faults.ts'
import { assume } from '../limits/sizes.ts'
import type { FilterApi } from '../lists/filter-api.ts'
import { changeArgs, listChanges } from '../lists/list-changes.ts'
import { type PointArgs, standAt } from '../points/point.ts'
import { kindsOf } from '../state/items.ts'
import type { StateRef } from '../state/state.ts'
import type { ChangeApi } from './change.ts'
import type { Compared } from './compared.ts'

/** What differs between two states: a domain adds the changes of its lists to it. */
export function addComparison(builder: Builder, state: StateRef, change: ChangeApi, lists: FilterApi) {
  return builder.objectRef<Compared>('Comparison').implement({
    extensions: assume({ lists: 20 }),
    description: 'What differs between two points, on any clock or in trust.',
    fields: (t) => ({
      from: t.field({
        type: state,
        description: 'The whole state at the point compared from.',
        resolve: ({ chronicle, comparison }) => ({ chronicle, state: comparison.from }),
      }),
      to: t.field({
        type: state,
        description: 'The whole state at the point compared to.',
        resolve: ({ chronicle, comparison }) => ({ chronicle, state: comparison.to }),
      }),
      changes: t.field({
        type: [change.change],
        description: 'Every change of every kind. See `differences` for pages.',
        args: { kinds: lists.filterArgs.kinds, ...changeArgs(builder, change, lists, lists.kinds) },
        resolve: (compared, args) => {
          const faults = new Faults()
          const kinds = kindsOf(compared, args.kinds, faults)
          return listChanges(compared, lists.filter, kinds, args, faults, lists.kinds)
        },
      }),
    }),
  })
}

export type ComparisonRef = ReturnType<typeof addComparison>

/** The comparison of two points. Both are looked at before either is refused: throws InvalidInput with all faults. */
export function compareAt(chronicle: Snapshot, { from, to }: { from: PointArgs; to: PointArgs }): Compared {
  const faults = new Faults()
  const before = faults.from(() => standAt(chronicle, from).state.point, 'from')
  const after = faults.from(() => standAt(chronicle, to).state.point, 'to')
  if (before === undefined || after === undefined) throw faults.thrown()
  return { chronicle, comparison: chronicle.compare(before, after) }
}
