import type { Grid } from '../../../src/exchange/read-grid.ts'
import { formatAddress } from '../address.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'

/** The last day that any source tells of, and the way there. It is one line on every day, so that nothing moves while one drags. */
export function LastTold({ grid }: { readonly grid: Grid }) {
  const { point, address } = usePage()
  const last = grid.horizonAt(point.known)
  return (
    <p class="narrowed">
      {last === undefined ? strings.state.nothingTold : `${strings.state.lastTold} `}
      {last !== undefined &&
        (last === point.date ? (
          strings.day(last)
        ) : (
          <a class="nw" href={formatAddress({ ...address, at: { ...address.at, date: last } })}>
            {strings.day(last)}
          </a>
        ))}
    </p>
  )
}
