import { type Address, formatAddress } from '../address.ts'
import { usePageAtRest } from '../store.ts'
import { strings } from '../strings.ts'
import { troubleWords } from './trouble-words.ts'

const { live, troubles } = strings

/** At the foot of the screen, where nothing is moved by it: what was recorded meanwhile, and that the connection is lost. */
export function Notices() {
  const page = usePageAtRest()
  const { address, position } = page
  const { news, lostSince, trouble, isBehind } = page.live
  const compare = (): Address => ({
    ...address,
    view: 'compare',
    subject: undefined,
    at: { ...address.at, position: news?.before },
    to: { ...address.at, position: news?.after },
  })
  const isLost = lostSince !== undefined && trouble !== undefined
  return (
    <aside class="notices" aria-label={live.label}>
      <p role="status">
        {isLost &&
          (trouble.type === 'gone' || trouble.type === 'busy'
            ? live.lost(timeOfDay(lostSince), position)
            : troubleWords(trouble))}
        {!isLost && isBehind !== undefined && live.behind(isBehind, position)}
        {!isLost && news !== undefined && live.recorded(news.count, timeOfDay(news.since))}
      </p>
      {isLost && (
        <button type="button" class="q" onClick={() => page.retries.now()}>
          {troubles.tryNow}
        </button>
      )}
      {!isLost && news !== undefined && (
        <>
          <a href={formatAddress(compare())}>{live.compare}</a>
          <button type="button" class="q" onClick={() => page.live.seen()}>
            {live.close}
          </button>
        </>
      )}
    </aside>
  )
}

/** `14:02`, on the clock of whoever looks at it. */
function timeOfDay(ms: number): string {
  return new Intl.DateTimeFormat(strings.language, { hour: '2-digit', minute: '2-digit' }).format(ms)
}
