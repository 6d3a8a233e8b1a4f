import { dependentsOf, type Item, ofEach, type Steps } from '../../state/index.ts'
import type { Answer } from '../../time/index.ts'
import type { Builder } from '../builder.ts'
import { Faults } from '../faults.ts'
import { inSteps } from '../limits/budget.ts'
import type { FilterApi } from '../lists/filter.ts'
import { type Page, type PageArgs, pageAt, pagedArray, readPaging } from '../lists/page.ts'
import { statesOfPage } from '../lists/pinned.ts'
import { type AtPoint, atPointOf, type ItemAtPoint } from '../points/at-point.ts'
import { checkedKinds } from '../points/names.ts'
import type { ItemApi } from './item.ts'
import type { ItemConnectionRef } from './state.ts'

/** What rests on an item: the items whose events name it, or are inferred from its events. */
export function addRestsOnIt(
  builder: Builder,
  { item }: ItemApi,
  connection: ItemConnectionRef,
  { filterArgs }: FilterApi,
): void {
  builder.interfaceField(item, 'restsOnIt', (t) =>
    t.connection(
      {
        type: item,
        description:
          'Lists what rests on it, in pages, 20 on a page by default, 100 at most: the items of which a visible event names it, or is inferred from an event about it. In the order of the first visible event of each.',
        args: {
          ...filterArgs.certainty(['definitely', 'possibly', 'unknown', 'no']),
          kinds: filterArgs.kinds,
        },
        resolve: ({ item: about, ...at }, args, { budget }) =>
          inSteps(budget, dependentsPage(at, about, args)),
      },
      connection,
    ),
  )
}

type Args = PageArgs & {
  readonly certainty: readonly Answer[]
  readonly kinds?: readonly string[] | null | undefined
}

function* dependentsPage(from: AtPoint, { subject }: Item, args: Args): Steps<Page<ItemAtPoint>> {
  const faults = new Faults()
  const paging = readPaging('restsOnIt', args, faults)
  const [at = from] = statesOfPage([from], paging, faults)
  const kinds = new Set(checkedKinds(at.chronicle, args.kinds, faults))
  const item = yield* at.state.itemSteps(subject)
  const subjects = item === undefined ? [] : yield* dependentsOf(at.state, item)
  const items = yield* at.state.amongSteps(subjects)
  const kept = yield* ofEach(items, STEP, (each) =>
    kinds.has(each.kind.kind) && args.certainty.includes(each.existence.answer) ? [each] : [],
  )
  const keyOf = (each: Item) => each.subject
  const nodeOf = (each: Item) => ({ ...atPointOf(at), item: each })
  return pageAt(paging, pagedArray(kept, keyOf), { pins: [at.state.point], keyOf, nodeOf }, faults)
}

/** How many items are looked at in one step. */
const STEP = 20
