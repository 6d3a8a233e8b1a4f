import type { PointAddress } from '../address.ts'
import { ComparisonDownload } from '../compare/comparison-download.tsx'
import { twoPoints } from '../compare/two-points.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { EVERYTHING, feedAddress, type Narrowing, shownBy } from './feed-address.ts'

const { compare, actions } = strings

/** What most people want comes first; the others follow as the server lists them. */
const FIRST = ['csv', 'xlsx', 'ics', 'html']

/** All formats in which one can have what one sees; of a comparison itself, and of each of its points. */
export function DownloadPanel() {
  const { chronicle, address, point, today } = usePage()
  if (chronicle === undefined) return <p>{strings.loading}</p>
  if (address.view !== 'compare')
    return <Formats at={{ ...address.at, date: point.date, known: point.known }} filters={shownBy(address)} />
  const { from, to } = twoPoints(address, today)
  return (
    <>
      <h3>{actions.ofComparison}</h3>
      <ComparisonDownload />
      <h3>{actions.ofPoint(compare.a, strings.day(from.date), known(from))}</h3>
      <Formats at={from} filters={shownBy(address)} />
      <h3>{actions.ofPoint(compare.b, strings.day(to.date), known(to))}</h3>
      <Formats at={to} filters={shownBy(address)} />
    </>
  )
}

/** The formats by what they are for. */
function Formats({ at, filters }: { readonly at: PointAddress; readonly filters: Narrowing }) {
  const { chronicle } = usePage()
  const place = (name: string) => (FIRST.includes(name) ? FIRST.indexOf(name) : FIRST.length)
  const formats = (chronicle?.formats ?? []).toSorted((a, b) => place(a.name) - place(b.name))
  return (
    <ul class="formats">
      {formats.map(({ name, path, says, takes }) => (
        <li key={name}>
          <a href={feedAddress(path, at, filters, takes ?? EVERYTHING)} download>
            {says}
          </a>
          <span class="m">{name}</span>
        </li>
      ))}
    </ul>
  )
}

function known(at: PointAddress): string | undefined {
  return at.known === undefined ? undefined : strings.day(at.known)
}
