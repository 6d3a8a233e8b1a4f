import { formatAddress } from '../address.ts'
import { mayPass } from '../connection.ts'
import { usePageAtRest } from '../store.ts'
import { strings } from '../strings.ts'
import { TokenField } from './token-field.tsx'
import { troubleWords } from './trouble-words.ts'

const { troubles } = strings

/** What stands in place of what does not come, or not yet: why, and what helps; while it comes, how much of it came. */
export function Arriving() {
  const page = usePageAtRest()
  const { grid, facts, chronicle, address, trouble, isLoading } = page
  if (trouble !== undefined)
    return (
      <div class="trouble" role="alert">
        <p class="lede">{troubleWords(trouble)}</p>
        {(trouble.type === 'token' || trouble.type === 'forbidden') && <TokenField />}
        {mayPass(trouble) && (
          <button type="button" class="q" onClick={() => page.retries.now()}>
            {troubles.tryNow}
          </button>
        )}
        {trouble.type === 'noPosition' && (
          <a href={formatAddress({ ...address, at: { ...address.at, position: undefined } })}>
            {troubles.showLatest}
          </a>
        )}
      </div>
    )
  if (facts !== undefined && chronicle === undefined && address.chronicle !== undefined)
    return (
      <div class="trouble" role="alert">
        <p class="lede">{troubles.noChronicle(address.chronicle)}</p>
        <ul class="l">
          {facts.chronicles.map(({ name, title }) => (
            <li key={name}>
              <span class="c" />
              <a href={`/${encodeURIComponent(name)}`}>{title}</a>
            </li>
          ))}
        </ul>
      </div>
    )
  if (grid.status === 'loading')
    return (
      <p class="lede" role="status">
        {grid.read === 0 ? strings.loading : strings.loadingItems(grid.read)}
      </p>
    )
  return isLoading ? (
    <p class="lede" role="status">
      {strings.loadingOther}
    </p>
  ) : null
}
