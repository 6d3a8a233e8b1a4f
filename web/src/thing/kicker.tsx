import { formatAddress } from '../address.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { capital } from './reading.ts'

/** What kind of thing it is, and where one stands: the days lead to the state of that day. */
export function Kicker({ words }: { readonly words: string }) {
  const { address, point } = usePage()
  const { kicker } = strings.thing
  const state = formatAddress({ ...address, view: 'state', subject: undefined })
  return (
    <p class="kick">
      <bdi>{capital(words)}</bdi> ·{' '}
      <span class="nw">
        {kicker.on} <a href={state}>{strings.day(point.date)}</a>,
      </span>{' '}
      <span class="nw">
        {point.known === undefined ? (
          <a href={state}>{kicker.all}</a>
        ) : (
          <>
            {kicker.known} <a href={state}>{strings.day(point.known)}</a>
          </>
        )}
      </span>
    </p>
  )
}
