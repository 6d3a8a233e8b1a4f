import { formatAddress } from '../address.ts'
import { SourceCountsDocument } from '../operations.ts'
import { AnswerMark } from '../parts/answer-mark.tsx'
import { daysInWords } from '../parts/mark-words.ts'
import { pointVariables } from '../parts/point-variables.ts'
import { useAnswer } from '../parts/use-answer.ts'
import { ViewTitle } from '../parts/view-title.tsx'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { Kicker } from '../thing/kicker.tsx'
import { daysOf } from '../thing/reading.ts'
import { sideInWords } from '../thing/value-words.ts'
import { SourceActions } from './source-actions.tsx'
import { byDay, type Heard, heardAt, type Listed, nameOfSource } from './source-rows.ts'
import { useAllSources } from './use-all-sources.ts'

/** All sources: when each came out, of what sort and side it is, how much rests on it, and whether it is heard at the point. */
export function SourcesView() {
  const page = usePage()
  const { chronicle, point, address } = page
  const { sources, total, isWhole, more, message } = useAllSources()
  const counts = useAnswer(
    SourceCountsDocument,
    chronicle && { chronicle: chronicle.name, ...pointVariables(page) },
    chronicle?.name,
  )
  const byKey = new Map(
    (counts.answer?.chronicle?.asOf?.facets.sources ?? []).map(({ key, count }) => [key, count]),
  )
  const { sources: words, loading } = strings
  const heard = new Map(
    sources.map((source) => [source.subject, heardAt(source, { ...address.at, known: point.known })]),
  )
  const number = (which: Heard) => [...heard.values()].filter((each) => each === which).length
  const { dated, undated } = byDay(sources)
  return (
    <article class="source">
      <Kicker words={words.kicker} />
      <ViewTitle text={words.title(chronicle?.title ?? address.chronicle ?? '')} />
      <p class="lede">
        {total === undefined
          ? (message ?? loading)
          : words.summary({
              total,
              heard: number('definitely'),
              possibly: number('possibly'),
              later: number('later'),
              leftOut: number('leftOut'),
            })}
      </p>
      {[
        { title: words.dated, rows: dated },
        { title: words.undated, rows: undated },
      ].map(
        ({ title, rows }) =>
          rows.length > 0 && (
            <section key={title}>
              <h2>
                {title} <small>{rows.length}</small>
              </h2>
              <table class="sources">
                <thead>
                  <tr>
                    {[
                      words.heads.source,
                      words.heads.day,
                      words.heads.sort,
                      words.heads.items,
                      words.heads.heard,
                    ].map((head) => (
                      <th key={head} scope="col">
                        {head}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {rows.map((source) => (
                    <Row
                      key={source.subject}
                      source={source}
                      heard={heard.get(source.subject) ?? 'later'}
                      count={byKey.get(source.subject)}
                    />
                  ))}
                </tbody>
              </table>
            </section>
          ),
      )}
      {isWhole && sources.length === 0 && <p class="cap">{words.empty}</p>}
      {more !== undefined && (
        <button type="button" class="q" onClick={more}>
          {words.more}
        </button>
      )}
    </article>
  )
}

function Row({
  source,
  heard,
  count,
}: {
  readonly source: Listed
  readonly heard: Heard
  readonly count: { readonly definite: number; readonly possible: number } | undefined
}) {
  const { address, grid } = usePage()
  const { sources: words } = strings
  const { subject, label, kind, medium, side, language } = source
  const sort = [
    medium ?? (kind === null ? undefined : words.kinds[kind]),
    side === null ? undefined : sideInWords(side, grid.status === 'ready' ? grid.grid : undefined),
    language,
  ]
  return (
    <tr>
      <th scope="row">
        <a href={formatAddress({ ...address, view: 'thing', subject })}>
          [{label}] <bdi>{nameOfSource(source) ?? words.untitled}</bdi>
        </a>
        <SourceActions source={source} />
      </th>
      <td data-head={words.heads.day}>{daysInWords(daysOf(source.published.between), strings)}</td>
      <td data-head={words.heads.sort}>
        <bdi>{sort.filter((each) => each !== undefined && each !== null).join(' · ')}</bdi>
      </td>
      <td data-head={words.heads.items}>{words.items(count?.definite ?? 0, count?.possible ?? 0)}</td>
      <td data-head={words.heads.heard}>
        <span class={heard === 'definitely' ? 'c' : 'c strong'}>
          <AnswerMark answer={heard === 'definitely' || heard === 'possibly' ? heard : 'no'} />
          <span>{words.heard[heard]}</span>
        </span>
      </td>
    </tr>
  )
}
