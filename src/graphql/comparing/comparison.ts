import type { Snapshot } from '../../engine/index.ts'
import type { Subject } from '../../event/index.ts'
import type { Cause, ChangeKind, Steps } from '../../state/index.ts'
import type { Builder } from '../builder.ts'
import { Faults } from '../faults.ts'
import { type Budget, inSteps } from '../limits/budget.ts'
import { assume } from '../limits/sizes.ts'
import type { Filter, FilterApi } from '../lists/filter.ts'
import type { FilterArgs } from '../lists/filter-args.ts'
import { itemMatcher, matchingOf, rankOf } from '../lists/list-items.ts'
import { inOrder, type Order } from '../lists/order.ts'
import { type Page, type PageArgs, pageAt, pagedArray, readPaging } from '../lists/page.ts'
import { statesOfPage } from '../lists/pinned.ts'
import type { ItemAtPoint } from '../points/at-point.ts'
import { checkedKinds } from '../points/names.ts'
import { atPoint, type PointArgs } from '../points/point.ts'
import type { StateRef } from '../state/state.ts'
import type { ChangeApi } from './change.ts'
import { type Compared, type ComparedChange, compared, is, was } from './field-change.ts'

/** The type of a comparison. A domain adds the changes of its own lists. */
export function addComparison(builder: Builder, state: StateRef, change: ChangeApi, lists: FilterApi) {
  return builder.objectRef<Compared>('Comparison').implement({
    extensions: assume({ lists: 20 }),
    description: 'What differs between two points, on any clock or by trust.',
    fields: (t) => ({
      from: t.field({
        type: state,
        description: 'The whole state at the point compared from.',
        resolve: ({ from }) => from,
      }),
      to: t.field({
        type: state,
        description: 'The whole state at the point compared to.',
        resolve: ({ to }) => to,
      }),
      changes: t.field({
        type: [change.change],
        description: 'Every change of every kind. `differences` has the same in pages.',
        args: { kinds: lists.filterArgs.kinds, ...changeArgs(builder, change, lists, lists.kinds) },
        resolve: (compared, { kinds: given, ...args }, { budget, texts }) => {
          const faults = new Faults()
          const kinds = checkedKinds(compared.to.chronicle, given, faults)
          const list = { ...args, texts }
          return inSteps(budget, listChanges(compared, lists.filter, kinds, list, faults, lists.kinds))
        },
      }),
    }),
  })
}

export type ComparisonRef = ReturnType<typeof addComparison>

/** The comparison of two points. Throws InvalidInput with the faults of both. */
export function compareAt(chronicle: Snapshot, { from, to }: { from: PointArgs; to: PointArgs }): Compared {
  const faults = new Faults()
  const before = faults.from(() => atPoint(chronicle, from), 'from')
  const after = faults.from(() => atPoint(chronicle, to), 'to')
  if (before === undefined || after === undefined) throw faults.thrown()
  return compared(before, after)
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
          'Lists every change of every kind in pages, 20 on a page by default, 100 at most. A cursor keeps the positions of both points, so that later pages are not changed by what was recorded since; the comparison must have the same dates, known days and trust.',
        args: { kinds: lists.filterArgs.kinds, ...changeArgs(builder, change, lists, lists.kinds) },
        resolve: (compared, args, { budget, texts }) =>
          differencesPage(compared, lists, { ...args, texts }, budget),
      },
      { name: 'ChangeConnection', description: 'One page of changes.' },
      { name: 'ChangeEdge', description: 'One change of a page, with its cursor.' },
    ),
  )
}

async function differencesPage(
  whole: Compared,
  { filter, kinds }: FilterApi,
  args: PageArgs & ChangeArgs & { readonly kinds?: readonly string[] | null | undefined },
  budget: Budget,
): Promise<Page<ComparedChange>> {
  const faults = new Faults()
  const paging = readPaging('differences', args, faults)
  const [from = whole.from, to = whole.to] = statesOfPage([whole.from, whole.to], paging, faults)
  const among = checkedKinds(to.chronicle, args.kinds, faults)
  const changes = listChanges(compared(from, to), filter, among, args, faults, kinds)
  const all = await inSteps(budget, changes)
  const pins = [from.state.point, to.state.point]
  return pageAt(paging, pagedArray(all, keyOf), { pins, keyOf, nodeOf: (change) => change }, faults)
}

function keyOf({ change }: ComparedChange): string {
  return change.subject
}

/** The arguments of a list of changes. */
type ChangeArgs = FilterArgs & {
  readonly change?: readonly ChangeKind[] | null | undefined
  readonly cause?: readonly Cause[] | null | undefined
  readonly order?: Order | null | undefined
  readonly subjects?: readonly string[] | null | undefined
}

/** How many subjects a list of changes may be narrowed to. */
const MOST_SUBJECTS = 1_000

/** Declares the arguments of a list of changes of these kinds. */
export function changeArgs(
  builder: Builder,
  { kind, cause }: ChangeApi,
  { filterArgs }: FilterApi,
  kinds: readonly string[],
) {
  const own = builder.args((t) => ({
    change: t.field({ type: [kind], required: false, description: 'Only changes of these sorts.' }),
    cause: t.field({ type: [cause], required: false, description: 'Only changes with one of these causes.' }),
    subjects: t.stringList({
      required: false,
      description: `Only changes of these subjects, each by any of its keys, \`kind/name\`. What differs in none of them is left out; a key that nothing has finds nothing. At most ${MOST_SUBJECTS.toLocaleString('en')}.`,
    }),
    order: t.field({
      type: filterArgs.order,
      required: false,
      description:
        'The order, by the later item, or by the earlier where there is no later one. Omitted: kind by kind, in the order of the later list, then those that are gone.',
    }),
  }))
  return { ...filterArgs.of(kinds), ...own }
}

/**
 * The changes of these kinds that match the arguments: the item before or the item after matches at its own point. In steps.
 * `allKinds` are the kinds that the list can hold, where an argument narrowed `kinds`. Throws InvalidInput with every
 * fault, those given among them.
 */
export function* listChanges(
  whole: Compared,
  filter: Filter,
  kinds: readonly string[],
  args: ChangeArgs,
  faults = new Faults(),
  allKinds: readonly string[] = kinds,
): Steps<readonly ComparedChange[]> {
  const { from, to, comparison } = whole
  const { change, cause, order, subjects } = args
  if (subjects != null && subjects.length > MOST_SUBJECTS)
    faults.add('E_SUBJECTS', 'subjects', `has ${subjects.length} keys; expected ${MOST_SUBJECTS} at most`)
  const isAfter = yield* itemMatcher(to, filter, allKinds, args, faults)
  faults.check()
  const isBefore = yield* itemMatcher(from, filter, allKinds, args, faults)
  const only = yield* subjectsNamed(whole, filter, args)
  const named = subjects == null ? undefined : new Set(subjects)
  const isNamed = (item: ItemAtPoint | null) =>
    item?.item.identity.keys.some((key) => named?.has(key) === true) === true
  const matches = (each: ComparedChange) => {
    if (named !== undefined && !isNamed(was(each)) && !isNamed(is(each))) return false
    if (change != null && !change.includes(each.change.change)) return false
    if (cause != null && !cause.some((one) => each.change.causes.includes(one))) return false
    const [before, after] = [was(each), is(each)]
    return (after !== null && isAfter(after)) || (before !== null && isBefore(before))
  }
  const found: ComparedChange[] = []
  for (const kind of kinds) {
    const changes = yield* comparison.changeSteps(kind, only)
    if (cause != null) for (const each of changes) yield* each.reasons()
    found.push(
      ...(yield* matchingOf(
        changes.values().map((each) => ({ ...whole, change: each })),
        matches,
      )),
    )
  }
  if (order == null) return found
  return yield* inOrder(found, order, (each, by) => {
    const item = is(each) ?? was(each)
    return item === null ? { key: '', tie: '' } : rankOf(item, by)
  })
}

/** The subjects that may match on either side; undefined where any may. A source may be called by a name on one side only. */
function* subjectsNamed(
  { from, to }: Compared,
  { candidates }: Filter,
  args: ChangeArgs,
): Steps<ReadonlySet<Subject> | undefined> {
  const [before, after] = [yield* candidates.subjects(from, args), yield* candidates.subjects(to, args)]
  const found = before === undefined || after === undefined ? undefined : before.union(after)
  // An index of all readings gives every key that an identity could give them, whatever the point.
  const given = args.subjects == null ? undefined : to.state.linkedWith(args.subjects)
  return found === undefined || given === undefined ? (given ?? found) : found.intersection(given)
}
