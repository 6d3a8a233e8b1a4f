import { formatAddress } from '../address.ts'
import { SourceReferences } from '../parts/source-references.tsx'
import { usePageAtRest } from '../store.ts'
import { strings } from '../strings.ts'
import { type Cited, type CitedSentence, citedSentences } from './passages.ts'
import { capital, typeInWords } from './reading.ts'
import { sourceInWords } from './source-words.ts'
import { SubjectLink } from './subject-link.tsx'

/** The words that something rests on: what is said first, and behind a line what dates or names it. */
export function Words({
  evidence,
  own,
}: {
  readonly evidence: readonly Cited[]
  /** The keys of what the words are shown for: other facts of a sentence are about others. */
  readonly own: ReadonlySet<string>
}) {
  const sentences = citedSentences(evidence)
  const said = sentences.filter(({ isStatement }) => isStatement)
  const beside = sentences.filter(({ isStatement }) => !isStatement)
  const { thing } = strings
  if (sentences.length === 0) return <p class="cap">{thing.noEvidence}</p>
  const shown = said.length > 0 ? said : beside
  return (
    <>
      {shown.map((sentence) => (
        <Sentence key={keyOf(sentence)} cited={sentence} own={own} />
      ))}
      {said.length > 0 && beside.length > 0 && (
        <details class="beside">
          <summary>{thing.besideWords(beside.length)}</summary>
          {beside.map((sentence) => (
            <Sentence key={keyOf(sentence)} cited={sentence} own={own} />
          ))}
        </details>
      )}
    </>
  )
}

function keyOf({ source, sentence, spans, locator }: CitedSentence): string {
  return `${source.subject} ${sentence?.from ?? spans[0]?.start} ${locator}`
}

/** A sentence of a source with the cited span lit; without its words, where these are to be found. */
function Sentence({ cited, own }: { readonly cited: CitedSentence; readonly own: ReadonlySet<string> }) {
  const { address } = usePageAtRest()
  const { source, sentence, spans, locator, subjects, isStatement } = cited
  const { thing } = strings
  const place =
    locator ?? thing.characters(spans.map(({ start, end }) => `${start}–${end}`).join(', '), source.length)
  if (sentence === undefined) return <NoWords cited={cited} place={place} />
  return (
    <figure class="words">
      <PassageName cited={cited} />
      <blockquote>
        <bdi>
          <span class="sen">
            {sentence.stretches.map(({ text, isLit }, nth) => (isLit ? <mark key={nth}>{text}</mark> : text))}
          </span>
        </bdi>
      </blockquote>
      <figcaption class="cap">
        <bdi>{sourceInWords(source, strings)}</bdi> <SourceReferences sources={[source]} here={address} />,{' '}
        {place}. {/* What dates or names much of a text says nothing of these. */}
        {isStatement && <Others subjects={subjects.filter((subject) => !own.has(subject))} />}
      </figcaption>
    </figure>
  )
}

/** For which events a passage stands, and what it does for them where it is not what they say. */
function PassageName({ cited: { citing, roles, isStatement } }: { readonly cited: CitedSentence }) {
  const { thing } = strings
  const events = [
    ...new Set(citing.map(({ type, when }) => [capital(typeInWords(type)), when].filter(Boolean).join(', '))),
  ].join('; ')
  const does = isStatement ? '' : roles.map((role) => thing.roles[role]).join(', ')
  if (events === '' && does === '') return null
  return (
    <p class="cap">{events === '' ? thing.passageAlone(capital(does)) : thing.passageOf(events, does)}</p>
  )
}

/** Other facts that rest on the same sentence. */
function Others({ subjects }: { readonly subjects: readonly string[] }) {
  const { thing } = strings
  if (subjects.length === 0) return <>{thing.noOthers}</>
  return (
    <details class="others">
      <summary>{thing.others(subjects.length)}</summary>
      <ul class="facts">
        {subjects.map((subject) => (
          <li key={subject}>
            <SubjectLink subject={subject} />
          </li>
        ))}
      </ul>
    </details>
  )
}

function NoWords({ cited, place }: { readonly cited: CitedSentence; readonly place: string }) {
  const { source } = cited
  const { address } = usePageAtRest()
  const { thing } = strings
  return (
    <div class="words">
      <PassageName cited={cited} />
      <p class="no-words">
        {thing.noWords}{' '}
        <a href={formatAddress({ ...address, view: 'thing', subject: source.subject })}>
          {thing.sourceNamed(source.label)}
        </a>
        , {place}.
      </p>
      <p class="cap">
        {thing.whereToLook} <bdi>{source.citation}</bdi>{' '}
        {source.address !== null && /^https?:/i.test(source.address) && (
          <a href={source.address} rel="noreferrer">
            {thing.openSource}
          </a>
        )}
      </p>
    </div>
  )
}
