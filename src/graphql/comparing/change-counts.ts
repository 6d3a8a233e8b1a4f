import { kindOf } from '../../event/index.ts'
import type { ChangeKind } from '../../state/index.ts'
import type { Builder } from '../builder.ts'
import { Faults } from '../faults.ts'
import { inSteps } from '../limits/budget.ts'
import { assume } from '../limits/sizes.ts'
import type { FilterApi } from '../lists/filter.ts'
import { checkedKinds } from '../points/names.ts'
import type { ChangeApi } from './change.ts'
import { type ComparisonRef, changeArgs, listChanges } from './comparison.ts'
import type { ComparedChange } from './field-change.ts'

/** How many subjects of one kind differ in one way. */
type ChangeCount = { readonly change: ChangeKind; readonly kind: string; readonly count: number }

/** Adds the counts of changes by sort and kind, which a page needs before it lists any. */
export function addChangeCounts(
  builder: Builder,
  comparison: ComparisonRef,
  change: ChangeApi,
  lists: FilterApi,
): void {
  const { filterArgs, filter, kinds } = lists
  const { order: _, ...args } = changeArgs(builder, change, lists, kinds)
  const count = builder.objectRef<ChangeCount>('ChangeCount').implement({
    description: 'How many items of one kind differ in one way.',
    fields: (t) => ({
      change: t.field({
        type: change.kind,
        description: 'How they differ.',
        resolve: ({ change }) => change,
      }),
      kind: t.exposeString('kind', { description: 'Their kind, the part of a key before the slash.' }),
      count: t.exposeInt('count', { description: 'How many they are, one at least.' }),
    }),
  })
  builder.objectField(comparison, 'counts', (t) =>
    t.field({
      type: [count],
      extensions: assume({ things: 50 }),
      description:
        'Counts what `differences` lists with the same arguments, by kind and by how it differs, kind by kind. What there is none of is left out.',
      args: { kinds: filterArgs.kinds, ...args },
      resolve: async (compared, { kinds: given, ...args }, { budget, texts }) => {
        const faults = new Faults()
        const among = checkedKinds(compared.to.chronicle, given, faults)
        return countsOf(
          await inSteps(budget, listChanges(compared, filter, among, { ...args, texts }, faults, kinds)),
        )
      },
    }),
  )
}

function countsOf(changes: readonly ComparedChange[]): ChangeCount[] {
  const groups = Map.groupBy(changes, ({ change }) => `${kindOf(change.subject)} ${change.change}`)
  return [...groups.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    const { change, subject } = first.change
    return [{ change, kind: kindOf(subject), count: group.length }]
  })
}
