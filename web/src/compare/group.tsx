import { useState } from 'preact/hooks'
import type { GridKind } from '../../../src/exchange/read-grid.ts'
import { formatAddress } from '../address.ts'
import type { ChangeKind } from '../operations.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { DifferenceLine } from './difference-line.tsx'
import type { LoadedComparison } from './load-comparison.ts'
import { ROWS_A_PAGE } from './row-pages.ts'
import { totalOf } from './summary-words.ts'
import { commonCauses } from './why-words.ts'

const { compare } = strings

/** What differs in one way: how much of which kind, the first lines, and more of them where there are. */
export function Group({
  change,
  loaded,
  kinds,
  more,
}: {
  readonly change: ChangeKind
  readonly loaded: LoadedComparison
  readonly kinds: readonly GridKind[]
  readonly more: () => Promise<void>
}) {
  const { address } = usePage()
  const [isAsking, setAsking] = useState(false)
  const { rows, place } = loaded.groups[change]
  const counts = loaded.counts.filter((each) => each.change === change)
  const left = totalOf(counts) - rows.length
  const above = commonCauses(rows, loaded.request.points, loaded.sources, strings)
  const heading = compare.groups[change]
  const narrowed = (kind: string) => {
    const words = { ...address.filters.words, kinds: [kind] }
    return formatAddress({ ...address, filters: { ...address.filters, words } })
  }
  return (
    <section class="group" data-change={change}>
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
      {above.length > 0 && <p class="cap">{compare.allOfThese(above)}</p>}
      {rows.length === 0 ? (
        <p class="more">{compare.empty[change]}</p>
      ) : (
        <ul class="cmp">
          {rows.map((row) => (
            <DifferenceLine key={row.subject} row={row} loaded={loaded} above={above} />
          ))}
        </ul>
      )}
      {place !== undefined && left > 0 && (
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
            {compare.more(Math.min(left, ROWS_A_PAGE), left, heading)}
          </button>
        </p>
      )}
    </section>
  )
}

/** The heading of a kind within a sentence; its name, until it is known. */
function kindInWords(kinds: readonly GridKind[], name: string): string {
  const heading = kinds.find((kind) => kind.name === name)?.heading ?? name
  return `${heading.charAt(0).toLowerCase()}${heading.slice(1)}`
}
