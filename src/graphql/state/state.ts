import { countOf, sourcesOfAll } from '../../state/index.ts'
import type { Builder } from '../builder.ts'
import { Faults } from '../faults.ts'
import { assume } from '../limits/sizes.ts'
import type { Filter, FilterApi } from '../lists/filter.ts'
import { type ListArgs, listItems } from '../lists/list-items.ts'
import { type Page, type PageArgs, pageAt, readPaging } from '../lists/page.ts'
import { pointsOfPage } from '../lists/pinned.ts'
import { type AtPoint, type ItemAtPoint, itemsBySubject } from '../points/at-point.ts'
import { checkedKind, checkedKinds, checkedSubject } from '../points/names.ts'
import type { PointApi } from '../points/point.ts'
import type { ItemApi } from './item.ts'

/** What stands at a point: a domain adds its lists to it. */
export function addState(builder: Builder, name: string, point: PointApi, { item }: ItemApi) {
  const counts = builder
    .objectRef<{ readonly definite: number; readonly possible: number }>('Count')
    .implement({
      description: 'How many subjects stand. Their uncertainties count as independent of each other.',
      fields: (t) => ({
        definite: t.exposeInt('definite', { description: 'Those that stand in any case.' }),
        possible: t.exposeInt('possible', {
          description: 'Those that may stand or not, the definite ones not counted again.',
        }),
      }),
    })

  return builder.objectRef<AtPoint>(name).implement({
    extensions: assume({ lists: 50 }),
    description:
      'What the claims that can be seen from a point resolve to. Lists of one kind are in order of the first day that each item may be of, then of its key.',
    fields: (t) => ({
      point: t.field({
        type: point.ref,
        description: 'From where it is seen, every clock resolved.',
        resolve: (at) => at,
      }),
      recordEnds: t.field({
        type: 'Date',
        nullable: true,
        description:
          'The day of the newest dated source that can be seen for certain: what is on the record ends here. Null where there is none.',
        resolve: ({ state }) => state.horizon,
      }),
      item: t.field({
        type: item,
        nullable: true,
        description: 'One subject by its key. Null where nothing that can be seen speaks of it.',
        args: { subject: t.arg.string({ required: true, description: 'Its key, `kind/name`.' }) },
        resolve: (at, { subject }) => itemsBySubject(at, [checkedSubject(at.chronicle, subject)])[0],
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
    }),
  })
}

export type StateRef = ReturnType<typeof addState>

type ItemsArgs = PageArgs & ListArgs & { readonly kinds?: readonly string[] | null | undefined }

/** Items of all kinds in one list, as a Relay connection. */
export function addItems(
  builder: Builder,
  state: StateRef,
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
        resolve: (at, args) => itemsPage(at, filter, kinds, args),
      },
      { name: 'ItemConnection', description: 'One page of items, and where it lies.' },
      { name: 'ItemEdge', description: 'One item on a page, and its place.' },
    ),
  )
}

function itemsPage(
  { chronicle, state }: AtPoint,
  filter: Filter,
  kinds: readonly string[],
  args: ItemsArgs,
): Page<ItemAtPoint> {
  const faults = new Faults()
  const paging = readPaging('items', args, faults)
  const [point = state.point] = pointsOfPage([state], paging, faults)
  const at = { chronicle, state: chronicle.at(point) }
  const all = listItems(at, filter, checkedKinds(at, args.kinds, faults), args, faults, kinds)
  return pageAt(paging, all, [point], ({ item }) => item.subject, faults)
}

/** What would fall with one source: the items that no second one speaks of. */
export function addSingleSource(
  builder: Builder,
  { item }: ItemApi,
  state: StateRef,
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
      resolve: (at, args): ItemAtPoint[] => {
        const faults = new Faults()
        const listed = listItems(at, filter, checkedKinds(at, args.kinds, faults), args, faults, kinds)
        return listed.filter(({ item }) => sourcesOfAll(item.standings).length === 1)
      },
    }),
  )
}
