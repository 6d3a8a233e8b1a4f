import type { Builder } from '../builder.ts'
import { Faults } from '../errors/faults.ts'
import type { FilterApi } from '../lists/filter-api.ts'
import { type ChangeArgs, changeArgs, listChanges } from '../lists/list-changes.ts'
import type { PageArgs } from '../pages/page.ts'
import { type Page, pageAt, readPaging } from '../pages/paging.ts'
import { pointsOfPage } from '../pages/pinned.ts'
import type { RootApi } from '../root.ts'
import { kindsOf } from '../state/items.ts'
import type { ChangeApi } from './change.ts'
import type { Compared, ComparedChange } from './compared.ts'

/** The changes of all kinds in pages, as a Relay connection. */
export function addDifferences(
  builder: Builder,
  { comparison }: RootApi,
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
  const all = listChanges(compared, filter, kindsOf(compared, args.kinds, faults), args, faults, kinds)
  return pageAt(paging, all, [from, to], ({ change }) => change.subject, faults)
}
