import { useState } from 'preact/hooks'
import type { GridKind } from '../../../src/exchange/read-grid.ts'
import { formatAddress } from '../address.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { DifferenceLine } from './difference-line.tsx'
import { totalOf } from './groups.ts'
import type { LoadedComparison, Group as LoadedGroup } from './load-comparison.ts'
import { ROWS_A_PAGE } from './row-pages.ts'
import { sortInWords } from './sort-words.ts'
import type { Sort } from './sorts.ts'
import { commonCauses } from './why-words.ts'

const { compare } = strings

/** What differs in one way: how much of which kind, the first lines, and more of them where there are. */
export function Group({
  group: { sort, counts, rows, place },
  loaded,
  kinds,
  isOpen,
  toggle,
  more,
}: {
  readonly group: LoadedGroup
  readonly loaded: LoadedComparison
  readonly kinds: readonly GridKind[]
  readonly isOpen: boolean
  /** Undefined of what is not folded. */
  readonly toggle: (() => void) | undefined
  readonly more: () => Promise<void>
}) {
  const { address } = usePage()
  const [isAsking, setAsking] = useState(false)
  const { points } = loaded.request
  const left = totalOf(counts) - rows.length
  const above = commonCauses(rows, points, loaded.sources, strings)
  const heading = sortInWords(sort, points, strings)
  const about = compare.about[sort]
  const narrowed = (kind: string) => {
    const words = { ...address.filters.words, kinds: [kind] }
    return formatAddress({ ...address, filters: { ...address.filters, words } })
  }
  return (
    <section class="group" data-sort={sort} id={sortAnchor(sort)}>
      <h2>
        {heading}{' '}
        <small>
          {totalOf(counts)}
          {counts.map(({ kind, count }, nth) => (
            <span key={kind}>
              {nth === 0 ? ': ' : ', '}
              <a href={narrowed(kind)}>
                {kindInWords(kinds, kind)} {count}
              </a>
            </span>
          ))}
        </small>
      </h2>
      {about !== undefined && <p class="cap">{about}</p>}
      {toggle !== undefined && (
        <p class="fold">
          <button type="button" class="q" aria-expanded={isOpen} onClick={toggle}>
            {isOpen ? compare.hide : compare.show(totalOf(counts))}
          </button>
        </p>
      )}
      {isOpen && above.length > 0 && <p class="cap">{compare.allOfThese(above)}</p>}
      {isOpen && (
        <ul class="cmp">
          {rows.map((row) => (
            <DifferenceLine key={`${row.change} ${row.subject}`} row={row} loaded={loaded} above={above} />
          ))}
        </ul>
      )}
      {isOpen && place !== undefined && left > 0 && (
        <p class="more">
          <button
            type="button"
            class="q"
            disabled={isAsking}
            onClick={async () => {
              setAsking(true)
              await more()
              setAsking(false)
            }}
          >
            {compare.more(Math.min(left, ROWS_A_PAGE), left)}
          </button>
        </p>
      )}
    </section>
  )
}

/** Where a group is on the page. */
export function sortAnchor(sort: Sort): string {
  return `differs-${sort}`
}

/** The heading of a kind within a sentence; its name, until it is known. */
function kindInWords(kinds: readonly GridKind[], name: string): string {
  const heading = kinds.find((kind) => kind.name === name)?.heading ?? name
  return `${heading.charAt(0).toLowerCase()}${heading.slice(1)}`
}
