import { LRUCache } from 'lru-cache'
import { intersectRanges, sentencesOf, type TextRange } from '../../admission/index.ts'
import {
  citedText,
  disagreementNoted,
  type EventId,
  type Evidence,
  isSpan,
  passageSetAside,
  payloadOf,
  proves,
  type SetAsidePayload,
  type Span,
  type Subject,
  sha256Hex,
} from '../../event/index.ts'
import { ofEach, type SourceTexts, type Steps, visibleCiting } from '../../state/index.ts'
import type { View } from '../../visibility/index.ts'
import { type AtPoint, ViewCache } from '../points/at-point.ts'

/** A place that a visible event cites in a source. */
export type Citation = {
  readonly evidence: Evidence
  readonly event: EventId
  /** Why the place carries no fact, where the event says so. */
  readonly setAside: SetAsidePayload | undefined
  /** The digest of the text that the span is in: the one at hand that has its words, else the one that it is likely in. */
  readonly text: string | undefined
  /** Whether that is at hand and has its words. */
  readonly isProven: boolean
}

/** A place in a source, and all that cites it. */
export type Passage = {
  readonly citations: readonly Citation[]
} & (
  | ({ readonly text: string | undefined; readonly words: string | undefined } & TextRange)
  | { readonly locator: string }
)

/** How many events are read in one step. */
const STEP = 50

/** What a citation takes in a cache, bytes. */
const CITATION = 400

const cited = new ViewCache<readonly Citation[]>((all) => all.length * CITATION)

/**
 * Every place that visible events cite in a source, in the order of the ledger; in steps. An event with several visible
 * versions cites what each of them does; acts on other events, and notes of disagreements, cite nothing. Cost: the events that
 * cite the source in any reading, once for each view.
 */
export function* citationsOf(at: AtPoint, source: Subject, texts: SourceTexts): Steps<readonly Citation[]> {
  const { view } = at.state
  const key = `${source} ${texts.size}`
  const known = cited.find(view, key)
  if (known !== undefined) return known
  const published = view.textsOf(source).map(({ digest }) => digest)
  const standing = yield* visibleCiting(at.state, source)
  const found = new Map<string, Citation>()
  yield* ofEach(standing, STEP, ({ event, id }) => {
    if (event.type === disagreementNoted.type) return []
    const setAside = event.type === passageSetAside.type ? payloadOf(passageSetAside, event) : undefined
    for (const evidence of event.evidence ?? [])
      if (evidence.source === source)
        found.set(JSON.stringify([id, evidence, setAside]), {
          ...{ evidence, event: id, setAside },
          ...(isSpan(evidence) ? placeOf(evidence, published, texts) : NO_PLACE),
        })
    return []
  })
  const all = [...found.values()]
  cited.set(view, key, all)
  return all
}

const NO_PLACE = { text: undefined, isProven: false }

/** Which of the texts of its source a span is in. */
function placeOf(span: Span, published: readonly string[], texts: SourceTexts) {
  const named = citedText(span)
  const likely = named === undefined ? published : published.filter((digest) => digest === named)
  const proving = likely.find((digest) => {
    const text = texts.get(digest)
    return text !== undefined && proves(text, span)
  })
  return { text: proving ?? likely[0], isProven: proving !== undefined }
}

/**
 * The passages of a source that anything cites: text by text in the order in which these came out, each from its beginning, then
 * those that have locators. Of a text at hand a passage is a sentence, and what reaches over two is in both; of another, spans that
 * overlap are one. In steps.
 */
export function* passagesOf(at: AtPoint, source: Subject, texts: SourceTexts): Steps<readonly Passage[]> {
  const citations = yield* citationsOf(at, source, texts)
  const found: Passage[] = []
  const order = at.state.view.textsOf(source).map(({ digest }) => digest)
  for (const digest of [...order, undefined]) {
    yield
    const here = citations.flatMap((citation) =>
      isSpan(citation.evidence) && citation.text === digest ? [{ citation, span: citation.evidence }] : [],
    )
    const [proven, others] = [true, false].map((each) =>
      here.filter(({ citation: { isProven } }) => isProven === each),
    )
    const text = digest === undefined ? undefined : texts.get(digest)
    const passages = [
      ...(digest === undefined || text === undefined ? [] : inSentences(digest, text, proven ?? [])),
      ...joined(digest, others ?? []),
    ]
    found.push(...passages.sort((one, other) => one.start - other.start || one.end - other.end))
  }
  const located = Map.groupBy(citations, ({ evidence }) => (isSpan(evidence) ? undefined : evidence.locator))
  const locators = [...located].flatMap(([locator, citations]) =>
    locator === undefined ? [] : [{ locator, citations }],
  )
  return [...found, ...locators.sort((one, other) => NUMERIC.compare(one.locator, other.locator))]
}

const NUMERIC = new Intl.Collator('en', { numeric: true })

/** What a passage is found again by. */
export function keyOfPassage(passage: Passage): string {
  if ('locator' in passage) return sha256Hex(passage.locator)
  return [passage.text, passage.start, passage.words === undefined ? '' : 'sentence'].join(':')
}

type Cited = { readonly citation: Citation; readonly span: Span }

type InText = Extract<Passage, TextRange>

/** Of a text that is not at hand, or not the one that was read. */
function joined(text: string | undefined, cited: readonly Cited[]): readonly InText[] {
  const passages: { start: number; end: number; citations: Citation[] }[] = []
  for (const { span, citation } of cited.toSorted((one, other) => one.span.start - other.span.start)) {
    const last = passages.at(-1)
    if (last !== undefined && span.start < last.end) {
      last.end = Math.max(last.end, span.end)
      last.citations.push(citation)
    } else passages.push({ start: span.start, end: span.end, citations: [citation] })
  }
  return passages.map((passage) => ({ ...passage, text, words: undefined }))
}

function inSentences(digest: string, text: string, cited: readonly Cited[]): readonly InText[] {
  const passages = new Map<number, { start: number; end: number; citations: Citation[] }>()
  for (const { span, citation } of cited)
    for (const { start, end } of sentencesAround(digest, text, span).sentences)
      passages.getOrInsertComputed(start, () => ({ start, end, citations: [] })).citations.push(citation)
  return [...passages.values()].map((each) => ({
    ...each,
    text: digest,
    words: text.slice(each.start, each.end),
  }))
}

/** The sentences of texts that were looked at last: the same text has the same ones. */
const sentences = new LRUCache<string, readonly TextRange[]>({ max: 64 })

/**
 * The sentences that a range of a text reaches into, in order, and the range from the first to the last of them; the range itself
 * where it holds but white space.
 */
export function sentencesAround(
  digest: string,
  text: string,
  range: TextRange,
): TextRange & { readonly sentences: readonly TextRange[] } {
  const all = sentences.get(digest) ?? sentencesOf(text)
  sentences.set(digest, all)
  let [from, to] = [0, all.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    if ((all[middle]?.end ?? Infinity) <= range.start) from = middle + 1
    else to = middle
  }
  const around: TextRange[] = []
  for (const each of all.slice(from)) {
    if (intersectRanges(each, range) === undefined) break
    around.push(each)
  }
  const { start, end } = range
  const [first = { start, end }, last = first] = [around[0], around.at(-1)]
  return {
    start: Math.min(start, first.start),
    end: Math.max(end, last.end),
    sentences: around.length === 0 ? [{ start, end }] : around,
  }
}

/** A place in a text that is at hand: the sentences that a span reaches into, and their words. */
export type QuoteContext = TextRange & { readonly digest: string; readonly text: string; readonly span: Span }

/** What surrounds a span in the text at hand that has its words; undefined where none has. */
export function quoteContextOf(view: View, span: Span, texts: SourceTexts): QuoteContext | undefined {
  const published = view.textsOf(span.source).map(({ digest }) => digest)
  const { text: digest, isProven } = placeOf(span, published, texts)
  const text = digest === undefined ? undefined : texts.get(digest)
  if (!isProven || digest === undefined || text === undefined) return undefined
  const { start, end } = sentencesAround(digest, text, span)
  return { start, end, digest, text, span }
}

/** The ids of the events that cite words of these sentences, in the order of the ledger, each once; in steps. */
export function* citingThere(
  at: AtPoint,
  { digest, start, end, span }: QuoteContext,
  texts: SourceTexts,
): Steps<readonly EventId[]> {
  const citations = yield* citationsOf(at, span.source, texts)
  const here = citations.filter(
    ({ evidence, text, isProven, setAside }) =>
      isProven &&
      setAside === undefined &&
      text === digest &&
      isSpan(evidence) &&
      intersectRanges(evidence, { start, end }) !== undefined,
  )
  return [...new Set(here.map(({ event }) => event))]
}
