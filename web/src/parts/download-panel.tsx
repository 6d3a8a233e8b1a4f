import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { feedAddress } from './feed-address.ts'

/** All formats in which one can have what one sees. */
export function DownloadPanel() {
  const { chronicle, address, point } = usePage()
  if (chronicle === undefined) return <p>{strings.loading}</p>
  const at = { ...address.at, date: point.date, known: point.known }
  return (
    <ul class="formats">
      {chronicle.formats.map(({ name, path, says, takes }) => (
        <li key={name}>
          <a href={feedAddress(path, at, address.filters, takes ?? EVERYTHING)} download>
            {name}
          </a>
          <span class="m">{says}</span>
        </li>
      ))}
    </ul>
  )
}

const EVERYTHING = { date: true, filters: 'all' } as const
