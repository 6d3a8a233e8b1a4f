import { sourcesOfAll } from '../../state/index.ts'
import type { Builder } from '../builder.ts'
import type { StandingItem } from '../context.ts'
import { Faults } from '../errors/faults.ts'
import type { FilterApi } from '../lists/filter-api.ts'
import { listItems } from '../lists/list-items.ts'
import type { RootApi } from '../root.ts'
import type { ItemApi } from '../state/item.ts'
import { kindsOf } from '../state/items.ts'

/** What would fall with one source: the items that no second one speaks of. */
export function addSingleSource(
  builder: Builder,
  { item }: ItemApi,
  { state }: RootApi,
  { filterArgs, filter, kinds }: FilterApi,
): void {
  builder.objectField(state, 'singleSource', (t) =>
    t.field({
      type: [item],
      description:
        'What stands by the word of one source alone: the items of which no other that can be seen says anything.',
      args: {
        ...filterArgs.certainty(['definitely', 'possibly']),
        kinds: filterArgs.kinds,
        ...filterArgs.of(kinds),
        ...filterArgs.ordered,
      },
      resolve: (stand, args): StandingItem[] => {
        const faults = new Faults()
        const listed = listItems(stand, filter, kindsOf(stand, args.kinds, faults), args, faults, kinds)
        return listed.filter(({ item }) => sourcesOfAll(item.standings).length === 1)
      },
    }),
  )
}
