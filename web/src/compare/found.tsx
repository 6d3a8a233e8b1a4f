import { strings } from '../strings.ts'
import { sortAnchor } from './group.tsx'
import type { GroupPlan } from './groups.ts'
import { countInWords } from './sort-words.ts'
import type { Sort } from './sorts.ts'
import type { TwoPoints } from './two-points.ts'

/** How much differs in which way, each with a link to where it is listed. */
export function Found({
  groups,
  points,
  open,
}: {
  readonly groups: readonly GroupPlan[]
  readonly points: TwoPoints
  /** Unfolds a group that is folded. */
  readonly open: (sort: Sort) => void
}) {
  if (groups.length === 0) return null
  return (
    <nav class="found" aria-label={strings.compare.found}>
      <ul>
        {groups.map((group) => (
          <li key={group.sort}>
            <a href={`#${sortAnchor(group.sort)}`} onClick={() => open(group.sort)}>
              {countInWords(group, points, strings)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
