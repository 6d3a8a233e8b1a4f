import type { Grid } from '../../../src/exchange/read-grid.ts'
import { formatAddress } from '../address.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'

/** Where the day is later than any source tells of: which day that last is, and the way there. */
export function LastTold({ grid }: { readonly grid: Grid }) {
  const { point, address } = usePage()
  const last = grid.horizonAt(point.known)
  if (last === undefined || last >= point.date) return null
  return (
    <p class="narrowed">
      {strings.state.lastTold}{' '}
      <a class="nw" href={formatAddress({ ...address, at: { ...address.at, date: last } })}>
        {strings.day(last)}
      </a>
    </p>
  )
}
