import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { feedAddress } from './feed-address.ts'

/** What most people want comes first; the others follow as the server lists them. */
const FIRST = ['csv', 'xlsx', 'ics', 'html']

/** All formats in which one can have what one sees, by what they are for. */
export function DownloadPanel() {
  const { chronicle, address, point } = usePage()
  if (chronicle === undefined) return <p>{strings.loading}</p>
  const place = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length)
  const formats = chronicle.formats.toSorted((a, b) => place(a.name) - place(b.name))
  const at = { ...address.at, date: point.date, known: point.known }
  return (
    <ul class="formats">
      {formats.map(({ name, path, says, takes }) => (
        <li key={name}>
          <a href={feedAddress(path, at, address.filters, takes ?? EVERYTHING)} download>
            {says}
          </a>
          <span class="m">{name}</span>
        </li>
      ))}
    </ul>
  )
}

const EVERYTHING = { date: true, filters: 'all' } as const
