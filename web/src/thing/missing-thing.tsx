import type { Grid, GridItem } from '../../../src/exchange/read-grid.ts'
import { type Address, formatAddress, shortened } from '../address.ts'
import { subjectInWords } from '../parts/subject-words.ts'
import { ViewTitle } from '../parts/view-title.tsx'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { Kicker } from './kicker.tsx'
import { nearNames, pointsOf } from './nearby.ts'
import { useItem } from './subject-link.tsx'
import { WhyNot, type WhyNotRow } from './why-not.tsx'

/** What is shown where nothing that may be seen speaks of a subject: where it is there, or what is called nearly so. */
export function MissingThing({
  subject,
  failed,
  whyNot = [],
}: {
  readonly subject: string
  /** Why it could not be read, where it was not. */
  readonly failed?: Failure
  readonly whyNot?: readonly WhyNotRow[]
}) {
  const { grid, address } = usePage()
  const item = useItem(subject)
  const { missing, headings } = strings.thing
  const words = subject.slice(0, Math.max(0, subject.indexOf('/')))
  if (failed?.codes.includes('E_KIND')) return <NoKind kind={words} />
  // That there is none of that key is an answer, too; whatever else the server says of it is not.
  const message = failed?.codes.includes('E_NOT_FOUND') ? undefined : failed?.message
  const at = (change: Partial<Address['at']>) =>
    formatAddress({ ...address, at: { ...address.at, ...change } })
  return (
    <article class="missing">
      <Kicker words={words} />
      <ViewTitle text={message === undefined ? missing.title : `${missing.failed}.`} />
      <p class="lede">
        <bdi>{missing.unknown(subject)}</bdi>
      </p>
      {message !== undefined && (
        <p class="cap">
          <bdi>{message}</bdi>
        </p>
      )}
      {item !== undefined && grid.status === 'ready' && <Elsewhere item={item} grid={grid.grid} at={at} />}
      {whyNot.length > 0 && (
        <section>
          <h2>{headings.whyNotThere}</h2>
          <WhyNot rows={whyNot} />
        </section>
      )}
      {item === undefined && grid.status === 'ready' && <Near subject={subject} grid={grid.grid} />}
      {words === 'source' && (
        <p>
          <a href={formatAddress({ ...address, view: 'sources', subject: undefined })}>
            {missing.allSources}
          </a>
        </p>
      )}
      <p>
        <a href={formatAddress({ ...address, view: 'state', subject: undefined })}>{missing.back}</a>
      </p>
    </article>
  )
}

type Failure = { readonly message: string; readonly codes: readonly string[] }

/** That there is no such kind, and those that there are: each leads to what there is of it. */
function NoKind({ kind }: { readonly kind: string }) {
  const { grid, address } = usePage()
  const { missing } = strings.thing
  const to = (words: Address['filters']['words']) =>
    formatAddress({ ...address, view: 'state', subject: undefined, filters: { search: '', words } })
  return (
    <article class="missing">
      <ViewTitle text={missing.noKind(shortened(kind))} />
      {grid.status === 'ready' && (
        <section>
          <h2>{missing.kinds}</h2>
          <ul class="facts">
            {grid.grid.kinds.map(({ name, heading }) => (
              <li key={name}>
                <a href={to({ kinds: [name] })}>{heading}</a> <code>{name}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p>
        <a href={to({})}>{missing.back}</a>
      </p>
    </article>
  )
}

function Elsewhere({
  item,
  grid,
  at,
}: {
  readonly item: GridItem
  readonly grid: Grid
  readonly at: (change: Partial<Address['at']>) => string
}) {
  const { point } = usePage()
  const { missing } = strings.thing
  const points = pointsOf(item, grid, point)
  if (points.length === 0) return null
  return (
    <section>
      <h2>{missing.elsewhere}</h2>
      <ul class="facts">
        {points.map(({ date, known }) => (
          <li key={`${date} ${known}`}>
            <a href={at({ date, known })}>
              {missing.point(strings.day(date), known === undefined ? undefined : strings.day(known))}
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Near({ subject, grid }: { readonly subject: string; readonly grid: Grid }) {
  const { address, point } = usePage()
  const near = nearNames(subject, grid)
  if (near.length === 0) return null
  return (
    <section>
      <h2>{strings.thing.missing.near}</h2>
      <ul class="facts">
        {near.map((item) => (
          <li key={item.subject}>
            <a href={formatAddress({ ...address, view: 'thing', subject: item.subject })}>
              <bdi>
                {subjectInWords(
                  item.subject,
                  item,
                  { date: point.date, known: point.known ?? grid.noKnownDay },
                  strings,
                )}
              </bdi>
            </a>{' '}
            <code>{item.subject}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}
