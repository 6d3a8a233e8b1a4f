import { formatAddress } from '../address.ts'
import { SourceReferences } from '../parts/source-references.tsx'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { type Cited, type CitedSentence, citedSentences } from './passages.ts'

/** The words that something rests on: what is said first, and behind a line what dates or names it. */
export function Words({ evidence }: { readonly evidence: readonly Cited[] }) {
  const sentences = citedSentences(evidence)
  const said = sentences.filter(({ isStatement }) => isStatement)
  const beside = sentences.filter(({ isStatement }) => !isStatement)
  const { thing } = strings
  if (sentences.length === 0) return <p class="cap">{thing.noEvidence}</p>
  const shown = said.length > 0 ? said : beside
  return (
    <>
      {shown.map((sentence) => (
        <Sentence key={keyOf(sentence)} cited={sentence} />
      ))}
      {said.length > 0 && beside.length > 0 && (
        <details class="beside">
          <summary>{thing.besideWords(beside.length)}</summary>
          {beside.map((sentence) => (
            <Sentence key={keyOf(sentence)} cited={sentence} />
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
export function Sentence({ cited }: { readonly cited: CitedSentence }) {
  const { source, sentence, spans, locator } = cited
  const { thing } = strings
  const place =
    locator ?? thing.characters(spans.map(({ start, end }) => `${start}–${end}`).join(', '), source.length)
  if (sentence === undefined) return <NoWords cited={cited} place={place} />
  return (
    <figure class="words">
      <blockquote>
        <bdi>
          <span class="sen">
            {sentence.stretches.map(({ text, isLit }, nth) => (isLit ? <mark key={nth}>{text}</mark> : text))}
          </span>
        </bdi>
      </blockquote>
      <figcaption class="cap">
        {thing.sourcePlace} <SourceReferences sources={[source]} /> {place}
      </figcaption>
    </figure>
  )
}

function NoWords({ cited: { source }, place }: { readonly cited: CitedSentence; readonly place: string }) {
  const { address } = usePage()
  const { thing } = strings
  return (
    <div class="words">
      <p class="no-words">
        {thing.noWords}{' '}
        <a href={formatAddress({ ...address, view: 'thing', subject: source.subject })}>
          {thing.sourceNamed(source.label)}
        </a>
        , {place}.
      </p>
      <p class="cap">
        {thing.whereToLook} <bdi>{source.citation}</bdi>{' '}
        {source.address !== null && (
          <a href={source.address} rel="noreferrer">
            {thing.openSource}
          </a>
        )}
      </p>
    </div>
  )
}
