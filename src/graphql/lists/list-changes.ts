import type { Cause, ChangeKind } from '../../state/index.ts'
import type { Builder } from '../builder.ts'
import type { ChangeApi } from '../comparing/change.ts'
import { type Compared, type ComparedChange, is, was } from '../comparing/compared.ts'
import { Faults } from '../errors/faults.ts'
import type { Filter } from './filter.ts'
import type { FilterApi } from './filter-api.ts'
import type { FilterArgs } from './filter-args.ts'
import { rankOf, wantedItem } from './list-items.ts'
import { inOrder, type Order } from './order.ts'

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
  const isAfter = wantedItem({ chronicle, state: comparison.to }, filter, held, args, faults)
  faults.check()
  const isBefore = wantedItem({ chronicle, state: comparison.from }, filter, held, args, faults)
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
