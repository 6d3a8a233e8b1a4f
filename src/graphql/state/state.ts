import { type Item, listingOf, type Steps, sourcesOfAll } from '../../state/index.ts'
import type { Builder } from '../builder.ts'
import { Faults } from '../faults.ts'
import type { Hints, ListPath } from '../hints.ts'
import { inSteps, nowOrInSteps } from '../limits/budget.ts'
import { assume } from '../limits/sizes.ts'
import type { Filter, FilterApi } from '../lists/filter.ts'
import { wordList } from '../lists/filter-args.ts'
import { isIndexing, type ListArgs, listItems, matchingOf, pagedItems } from '../lists/list-items.ts'
import { type Page, type PageArgs, pageAt, readPaging } from '../lists/page.ts'
import { statesOfPage } from '../lists/pinned.ts'
import { type AtPoint, type ItemAtPoint, itemsBySubject } from '../points/at-point.ts'
import { checkedKind, checkedKinds, checkedSubject } from '../points/names.ts'
import type { PointApi } from '../points/point.ts'
import type { ItemApi } from './item.ts'

type Count = { readonly definite: number; readonly possible: number }

/** The type of a count of items. */
export function addCountType(builder: Builder) {
  return builder.objectRef<Count>('Count').implement({
    description: 'How many subjects hold. Their uncertainties count as independent.',
    fields: (t) => ({
      definite: t.exposeInt('definite', { description: 'How many hold definitely.' }),
      possible: t.exposeInt('possible', {
        description: 'How many hold possibly, the definite ones not included.',
      }),
    }),
  })
}

export type CountRef = ReturnType<typeof addCountType>

/** The type of a state, and the interface that it shares with those of other domains. A domain adds its own lists. */
export function addState(
  builder: Builder,
  name: string,
  point: PointApi,
  { item }: ItemApi,
  counts: CountRef,
  kinds: readonly string[],
) {
  const anyState = builder.interfaceRef<AtPoint>('State').implement({
    extensions: assume({ lists: 50 }),
    description:
      'A state of a chronicle of any domain, with the fields and arguments that each has: what the visible claims resolve to at a point.',
    resolveType: () => name,
    fields: (t) => ({
      point: t.field({
        type: point.ref,
        description: 'The point, with every clock resolved.',
        resolve: (at) => at,
      }),
      recordEnds: t.field({
        type: 'Date',
        nullable: true,
        description:
          'The day of the newest dated source that is definitely visible: the record ends here. Null where there is none.',
        resolve: ({ state }, _, { budget }) => nowOrInSteps(budget, state.horizonSteps()),
      }),
      item: t.field({
        type: item,
        nullable: true,
        description: 'One subject by its key. Null where no visible event speaks of it.',
        args: { subject: t.arg.string({ required: true, description: 'Its key, `kind/name`.' }) },
        resolve: (at, { subject }, { budget }) => {
          const key = checkedSubject(at.chronicle, subject)
          const reading = at.state.reading(key)
          const find = () => itemsBySubject(at, [key])[0]
          return reading === undefined ? find() : inSteps(budget, reading).then(find)
        },
      }),
      count: t.field({
        type: counts,
        description: 'Counts the subjects of a kind.',
        args: {
          kind: t.arg.string({
            required: true,
            description: `The kind, the part of a key before the slash, or its \`__typename\`: ${wordList(kinds)}. An unknown kind is refused.`,
          }),
        },
        resolve: (at, { kind }, { budget }) =>
          nowOrInSteps(budget, countOf(at, checkedKind(at.chronicle, kind)), isIndexing(at)),
      }),
    }),
  })
  const state = builder.objectRef<AtPoint>(name).implement({
    extensions: assume({ lists: 50 }),
    description:
      'The state at a point: what the visible claims resolve to. Lists of one kind are ordered by the first possible day, then by key.',
    interfaces: [anyState],
  })
  return { state, anyState }
}

function* countOf({ chronicle, state }: AtPoint, kind: string): Steps<Count> {
  const counted = chronicle.vocabulary.kinds.get(kind)
  const listing = yield* listingOf(state, counted === undefined ? [] : [counted])
  return { definite: listing.count('definitely'), possible: listing.count('possibly') }
}

export type StateApi = ReturnType<typeof addState>
export type StateRef = StateApi['state']

type ItemsArgs = PageArgs & ListArgs & { readonly kinds?: readonly string[] | null | undefined }

/** The list of items of all kinds, as a Relay connection, and the type of its pages. */
export function addItems(
  builder: Builder,
  { state, anyState }: StateApi,
  { item }: ItemApi,
  { filterArgs, filter, kinds }: FilterApi,
) {
  const connection = builder.connectionObject(
    { type: item, name: 'ItemConnection', description: 'One page of items.' },
    { name: 'ItemEdge', description: 'One item of a page, with its cursor.' },
  )
  const description =
    'Lists items of all kinds in pages, 20 on a page by default, 100 at most. A cursor keeps the whole point: later pages have its position, whatever was recorded since; the state must have the same date, known day and trust.'
  const args = {
    ...filterArgs.certainty(['definitely', 'possibly']),
    kinds: filterArgs.kinds,
    ...filterArgs.ordered,
  }
  builder.interfaceField(anyState, 'items', (t) =>
    t.field({
      type: connection,
      description,
      args: { ...args, ...filterArgs.common, ...t.arg.connectionArgs() },
    }),
  )
  builder.objectField(state, 'items', (t) =>
    t.connection(
      {
        type: item,
        description,
        args: { ...args, ...filterArgs.of(kinds) },
        resolve: (at, args, { budget, hints, texts }, { path }) => {
          const page = itemsPage(at, filter, kinds, { ...args, texts }, { hints, path })
          return nowOrInSteps(budget, page, isIndexing(at))
        },
      },
      connection,
    ),
  )
  return connection
}

export type ItemConnectionRef = ReturnType<typeof addItems>

function* itemsPage(
  from: AtPoint,
  filter: Filter,
  canHold: readonly string[],
  args: ItemsArgs,
  { hints, path }: { readonly hints: Hints | undefined; readonly path: ListPath },
): Steps<Page<ItemAtPoint>> {
  const faults = new Faults()
  const paging = readPaging('items', args, faults)
  const [at = from] = statesOfPage([from], paging, faults)
  const kinds = checkedKinds(at.chronicle, args.kinds, faults)
  const items = yield* pagedItems({ at, filter, kinds, canHold, args }, faults)
  const keyOf = ({ subject }: Item) => subject
  const nodeOf = (item: Item) => ({ ...at, item })
  const page = pageAt(paging, items, { pins: [at.state.point], keyOf, nodeOf }, faults)
  if (page.edges.length === 0 && hints !== undefined)
    yield* hints.add(path, filter.hints.hintsFor(from, args))
  return page
}

/** The list of items that depend on one source. */
export function addSingleSource(
  builder: Builder,
  { item }: ItemApi,
  { state, anyState }: StateApi,
  { filterArgs, filter, kinds }: FilterApi,
): void {
  const description = 'Lists the items that only one visible source says anything about, copies of it apart.'
  const args = {
    ...filterArgs.certainty(['definitely', 'possibly']),
    kinds: filterArgs.kinds,
    ...filterArgs.ordered,
  }
  builder.interfaceField(anyState, 'singleSource', (t) =>
    t.field({ type: [item], description, args: { ...args, ...filterArgs.common } }),
  )
  builder.objectField(state, 'singleSource', (t) =>
    t.field({
      type: [item],
      description,
      args: { ...args, ...filterArgs.of(kinds) },
      resolve: async (at, args, { budget, hints, texts }, { path }): Promise<ItemAtPoint[]> => {
        const faults = new Faults()
        const among = checkedKinds(at.chronicle, args.kinds, faults)
        const list = { at, filter, kinds: among, canHold: kinds, args: { ...args, texts } }
        const listed = await listItems(list, budget, faults)
        if (listed.length === 0 && hints !== undefined)
          await inSteps(budget, hints.add(path, filter.hints.hintsFor(at, args)))
        return inSteps(
          budget,
          matchingOf(listed, ({ item }) => at.state.view.haveOneOrigin(sourcesOfAll(item.standings))),
        )
      },
    }),
  )
}
