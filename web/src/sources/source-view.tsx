import { formatAddress } from '../address.ts'
import { SourceAtPointDocument, SourceEverDocument, type SourceReadFragment } from '../operations.ts'
import { AnswerMark } from '../parts/answer-mark.tsx'
import { daysInWords } from '../parts/mark-words.ts'
import { pointVariables } from '../parts/point-variables.ts'
import { useAnswer } from '../parts/use-answer.ts'
import { ViewTitle } from '../parts/view-title.tsx'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { Kicker } from '../thing/kicker.tsx'
import { MissingThing } from '../thing/missing-thing.tsx'
import { daysOf } from '../thing/reading.ts'
import { SubjectLink } from '../thing/subject-link.tsx'
import { sideInWords } from '../thing/value-words.ts'
import { Coverage } from './coverage.tsx'
import { Passages } from './passages.tsx'
import { SourceActions } from './source-actions.tsx'
import { heardAt, nameOfSource } from './source-rows.ts'

/** One source: what it is, what it says in the order of its text, what is set aside, how much of it is read. */
export function SourceView({ subject }: { readonly subject: string }) {
  const page = usePage()
  const { chronicle } = page
  const { knownAt, position, trusting } = pointVariables(page)
  const search = wordsOfKey(subject)
  const here = useAnswer(
    SourceAtPointDocument,
    chronicle && { chronicle: chronicle.name, knownAt, position, trusting, search },
    subject,
  )
  const ever = useAnswer(SourceEverDocument, chronicle && { chronicle: chronicle.name, id: subject }, subject)
  // A source is at its label, too: `source/004`.
  const label = subject.slice(subject.indexOf('/') + 1)
  const labelled = useAnswer(
    SourceEverDocument,
    ever.status === 'failed' && chronicle ? { chronicle: chronicle.name, id: label } : undefined,
    subject,
  )
  const visible = here.answer?.chronicle?.sources?.nodes.find(
    (node) => node.subject === subject || node.label === label,
  )
  const source = visible ?? ever.answer?.source ?? labelled.answer?.source ?? undefined
  if (source === undefined) {
    if (ever.status === 'failed' && labelled.status === 'failed')
      return <MissingThing subject={subject} failed={ever} />
    return <p class="lede">{strings.loading}</p>
  }
  const { sources: words } = strings
  return (
    <article class="source one">
      <Kicker words={words.one(source.label)} />
      <ViewTitle text={nameOfSource(source) ?? words.untitledSource(source.label)} />
      <Heard source={source} />
      <div class="cols">
        <div>
          {here.status !== 'loading' && <Passages source={source} isVisible={visible !== undefined} />}
        </div>
        <div>
          <Facts source={source} />
          <Coverage id={`${source.id}`} />
          <Absent absent={source.absent} />
        </div>
      </div>
    </article>
  )
}

/** The words of a key, by which a list of sources is searched. */
function wordsOfKey(subject: string): string {
  return subject
    .replace(/^[^/]*\//, '')
    .split(/[^\p{L}\p{N}]+/u)
    .slice(0, 20)
    .join(' ')
}

function Heard({ source }: { readonly source: SourceReadFragment }) {
  const { address, point } = usePage()
  const { sources: words } = strings
  const heard = heardAt(source, { ...address.at, known: point.known })
  const when = daysInWords(daysOf(source.published.between), strings)
  return (
    <div class="ans">
      <AnswerMark answer={heard === 'definitely' || heard === 'possibly' ? heard : 'no'} />
      <div>
        <p>
          <strong>{words.heardWhole[heard](when)}</strong>
        </p>
        {source.publishedReading !== null && (
          <p class="why">
            <bdi>{source.publishedReading}</bdi>
          </p>
        )}
        <p class="why">
          <SourceActions source={source} />
        </p>
      </div>
    </div>
  )
}

function Facts({ source }: { readonly source: SourceReadFragment }) {
  const { chronicle, address, grid } = usePage()
  const inGrid = grid.status === 'ready' ? grid.grid : undefined
  const { sources: words } = strings
  const { citation, dateline, kind, medium, side, language, byline, label, length, digests } = source
  const cite = (format: 'csl-json' | 'text') =>
    `/cite?${new URLSearchParams({ source: source.subject, chronicle: chronicle?.name ?? '', format })}`
  const rows: readonly (readonly [name: string, value: string | undefined | null])[] = [
    [words.facts.label, label],
    [
      words.facts.dateline,
      dateline === null ? null : [dateline.city, dateline.date].filter(Boolean).join(', '),
    ],
    [words.facts.byline, byline?.join(', ')],
    [words.facts.sort, medium ?? (kind === null ? null : words.kinds[kind])],
    [words.facts.side, side === null ? null : sideInWords(side, inGrid)],
    [words.facts.language, language === null ? null : languageInWords(language)],
    [words.facts.length, length === null ? null : words.characters(length)],
  ]
  const links = [
    { title: words.facts.copyOf, subject: source.copyOf },
    { title: words.facts.translationOf, subject: source.translationOf },
    { title: words.facts.partOf, subject: source.partOf },
  ]
  return (
    <section>
      <h2>{words.headings.facts}</h2>
      <p class="footnote">
        <bdi>{citation}</bdi>
      </p>
      <p class="cap">
        {words.citeAs} <a href={cite('csl-json')}>{words.forManagers}</a> ·{' '}
        <a href={cite('text')}>{words.plainText}</a>
        {source.address !== null && /^https?:/i.test(source.address) && (
          <>
            {' · '}
            <a href={source.address} rel="noreferrer">
              {strings.thing.openSource}
            </a>
          </>
        )}
      </p>
      <dl class="parts">
        {rows.map(
          ([name, value]) =>
            value !== undefined &&
            value !== null &&
            value !== '' && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <bdi>{value}</bdi>
                </dd>
              </div>
            ),
        )}
        {links.map(
          ({ title, subject }) =>
            subject !== null && (
              <div key={title}>
                <dt>{title}</dt>
                <dd>
                  <SubjectLink subject={subject} />
                </dd>
              </div>
            ),
        )}
        {digests.map((digest) => (
          <div key={digest}>
            <dt>{words.facts.digest}</dt>
            <dd>
              <code>{digest}</code>
            </dd>
          </div>
        ))}
      </dl>
      <p class="cap">
        <a href={formatAddress({ ...address, view: 'sources', subject: undefined })}>{words.all}</a>
      </p>
    </section>
  )
}

function Absent({ absent }: { readonly absent: readonly string[] }) {
  const { sources: words } = strings
  if (absent.length === 0) return null
  return (
    <section>
      <h2>
        {words.headings.absent} <small>{absent.length}</small>
      </h2>
      <ul class="facts">
        {absent.map((each) => (
          <li key={each}>
            <bdi>{each}</bdi>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** A language by its name, as far as the browser knows it. */
function languageInWords(tag: string): string {
  try {
    return new Intl.DisplayNames(strings.language, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}
