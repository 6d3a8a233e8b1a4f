import type { Snapshot } from '../../engine/index.ts'
import type { Cause, ChangeKind } from '../../state/index.ts'
import type { Builder } from '../builder.ts'
import { Faults } from '../faults.ts'
import { assume } from '../limits/sizes.ts'
import type { Filter, FilterApi } from '../lists/filter.ts'
import type { FilterArgs } from '../lists/filter-args.ts'
import { itemMatcher, rankOf } from '../lists/list-items.ts'
import { inOrder, type Order } from '../lists/order.ts'
import { type Page, type PageArgs, pageAt, readPaging } from '../lists/page.ts'
import { pointsOfPage } from '../lists/pinned.ts'
import { checkedKinds } from '../points/names.ts'
import { atPoint, type PointArgs } from '../points/point.ts'
import type { StateRef } from '../state/state.ts'
import type { ChangeApi } from './change.ts'
import { type Compared, type ComparedChange, is, was } from './field-change.ts'

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
          const kinds = checkedKinds(compared, args.kinds, faults)
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
  const before = faults.from(() => atPoint(chronicle, from).state.point, 'from')
  const after = faults.from(() => atPoint(chronicle, to).state.point, 'to')
  if (before === undefined || after === undefined) throw faults.thrown()
  return { chronicle, comparison: chronicle.compare(before, after) }
}

/** The changes of all kinds in pages, as a Relay connection. */
export function addDifferences(
  builder: Builder,
  comparison: ComparisonRef,
  change: ChangeApi,
  lists: FilterApi,
): void {
  builder.objectField(comparison, 'differences', (t) =>
    t.connection(
      {
        type: change.change,
        description:
          'Every change of every kind, as `changes` has them, 20 a page unless told, 100 at most. A cursor keeps both points: the pages after it are of their recorded positions, whatever was recorded since, and the comparison that it is asked of must be of the same dates, days of knowledge and trust.',
        args: { kinds: lists.filterArgs.kinds, ...changeArgs(builder, change, lists, lists.kinds) },
        resolve: (compared, args) => differencesPage(compared, lists, args),
      },
      { name: 'ChangeConnection', description: 'One page of changes, and where it lies.' },
      { name: 'ChangeEdge', description: 'One change on a page, and its place.' },
    ),
  )
}

function differencesPage(
  { chronicle, comparison }: Compared,
  { filter, kinds }: FilterApi,
  args: PageArgs & ChangeArgs & { readonly kinds?: readonly string[] | null | undefined },
): Page<ComparedChange> {
  const faults = new Faults()
  const paging = readPaging('differences', args, faults)
  const { from: before, to: after } = comparison
  const [from = before.point, to = after.point] = pointsOfPage([before, after], paging, faults)
  const compared = { chronicle, comparison: chronicle.compare(from, to) }
  const all = listChanges(compared, filter, checkedKinds(compared, args.kinds, faults), args, faults, kinds)
  return pageAt(paging, all, [from, to], ({ change }) => change.subject, faults)
}

/** What of the changes one wants to see. */
export type ChangeArgs = FilterArgs & {
  readonly change?: readonly ChangeKind[] | null | undefined
  readonly cause?: readonly Cause[] | null | undefined
  readonly order?: Order | null | undefined
}

/** The arguments of a list of changes of subjects of these kinds. */
export function changeArgs(
  builder: Builder,
  { kind, cause }: ChangeApi,
  { filterArgs }: FilterApi,
  kinds: readonly string[],
) {
  const own = builder.args((t) => ({
    change: t.field({ type: [kind], required: false, description: 'Only these.' }),
    cause: t.field({ type: [cause], required: false, description: 'Only what differs for one of these.' }),
    order: t.field({
      type: filterArgs.order,
      required: false,
      description:
        'In which order they come, by what is, or else was. Omitted: kind by kind, as the later list has them, then what is gone.',
    }),
  }))
  return { ...filterArgs.of(kinds), ...own }
}

/**
 * The changes of these kinds that the arguments ask for: those of what was, or is, such as they ask for, at its own
 * point. `held` are the kinds that the list can hold, if one of its arguments narrowed them. Throws InvalidInput with
 * every fault, those that were gathered before among them.
 */
export function listChanges(
  compared: Compared,
  filter: Filter,
  kinds: readonly string[],
  args: ChangeArgs,
  faults = new Faults(),
  held: readonly string[] = kinds,
): ComparedChange[] {
  const { chronicle, comparison } = compared
  const { change, cause, order } = args
  const isAfter = itemMatcher({ chronicle, state: comparison.to }, filter, held, args, faults)
  faults.check()
  const isBefore = itemMatcher({ chronicle, state: comparison.from }, filter, held, args, faults)
  const found = kinds
    .flatMap((kind) => comparison.changes(kind))
    .map((each): ComparedChange => ({ ...compared, change: each }))
    .filter((each) => change == null || change.includes(each.change.change))
    .filter((each) => cause == null || cause.some((one) => each.change.causes.includes(one)))
    .filter((each) => {
      const [before, after] = [was(each), is(each)]
      return (after !== null && isAfter(after)) || (before !== null && isBefore(before))
    })
  if (order == null) return found
  return inOrder(found, order, (each, by) => {
    const item = is(each) ?? was(each)
    return item === null ? { key: '', tie: '' } : rankOf(item, by, filter)
  })
}
