import type { Builder } from '../builder.ts'
import { checkedKind } from '../checked-names.ts'
import type { Stand, StandingItem } from '../context.ts'
import { Faults } from '../errors/faults.ts'
import type { Filter } from '../lists/filter.ts'
import type { FilterApi } from '../lists/filter-api.ts'
import { type ListArgs, listItems } from '../lists/list-items.ts'
import type { PageArgs } from '../pages/page.ts'
import { type Page, pageAt, readPaging } from '../pages/paging.ts'
import { pointsOfPage } from '../pages/pinned.ts'
import type { RootApi } from '../root.ts'
import type { ItemApi } from './item.ts'

type ItemsArgs = PageArgs & ListArgs & { readonly kinds?: readonly string[] | null | undefined }

/** Items of all kinds in one list, as a Relay connection. */
export function addItems(
  builder: Builder,
  { state }: RootApi,
  { item }: ItemApi,
  { filterArgs, filter, kinds }: FilterApi,
): void {
  builder.objectField(state, 'items', (t) =>
    t.connection(
      {
        type: item,
        description:
          'Items of all kinds in one list, 20 a page unless told, 100 at most. A cursor keeps the whole point: the pages after it are of its recorded position, whatever was recorded since, and the state that it is asked of must be of the same date, day of knowledge and trust.',
        args: {
          ...filterArgs.certainty(['definitely', 'possibly']),
          kinds: filterArgs.kinds,
          ...filterArgs.of(kinds),
          ...filterArgs.ordered,
        },
        resolve: (stand, args) => itemsPage(stand, filter, kinds, args),
      },
      { name: 'ItemConnection', description: 'One page of items, and where it lies.' },
      { name: 'ItemEdge', description: 'One item on a page, and its place.' },
    ),
  )
}

function itemsPage(
  { chronicle, state }: Stand,
  filter: Filter,
  kinds: readonly string[],
  args: ItemsArgs,
): Page<StandingItem> {
  const faults = new Faults()
  const paging = readPaging('items', args, faults)
  const [point = state.point] = pointsOfPage([state], paging, faults)
  const stand = { chronicle, state: chronicle.at(point) }
  const all = listItems(stand, filter, kindsOf(stand, args.kinds, faults), args, faults, kinds)
  return pageAt(paging, all, [point], ({ item }) => item.subject, faults)
}

/** The kinds that are asked for, each once; all of them where none is named. */
export function kindsOf(
  { chronicle }: Pick<Stand, 'chronicle'>,
  kinds: readonly string[] | null | undefined,
  faults: Faults,
): readonly string[] {
  if (kinds == null) return [...chronicle.vocabulary.kinds.keys()]
  return [...new Set(kinds)].flatMap((kind) => faults.from(() => checkedKind(chronicle, kind, 'kinds')) ?? [])
}
