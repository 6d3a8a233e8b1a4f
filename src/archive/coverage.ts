import type { ReadonlyWriteModel, TextRange } from '../admission/index.ts'
import {
  type Envelope,
  type EventId,
  isSpan,
  passageSetAside,
  payloadOf,
  proves,
  type SetAsidePayload,
  type Subject,
} from '../event/index.ts'

/** One sentence of a source, and the events that cover it. */
export type CoveredSentence = TextRange & {
  /** `uncovered`: no event cites it, and not all of it is set aside. */
  readonly status: 'events' | 'set-aside' | 'uncovered'
  /** The events with evidence in it, as corrected, in the order of the ledger. */
  readonly events: readonly { readonly id: EventId; readonly event: Envelope }[]
  /** Why it, or a part of it, carries no fact. */
  readonly setAside: readonly SetAsidePayload[]
  /** Without white space: the characters in evidence or set aside, and all. */
  readonly touched: number
  readonly characters: number
  /** The parts with words that are neither in evidence nor set aside. */
  readonly untouched: readonly TextRange[]
}

/** The sentences of one text of a source, in their order. */
export type SourceCoverage = {
  readonly source: Subject
  readonly sentences: readonly CoveredSentence[]
}

/** A span of a source's text that an event cites, or sets aside. */
type Mark = TextRange & {
  readonly id: EventId
  readonly event: Envelope
  readonly setAside: SetAsidePayload | undefined
}

/**
 * For each text, given with its source: every sentence, with the events whose evidence overlaps it, or the recorded reason
 * why it carries no fact. Where a source has several texts, what covers a sentence covers it in each of them. Events count as
 * corrected; retracted events, acts on other events, and spans that the text does not prove cover nothing. `entries` are
 * recorded, and in the order of the ledger; the result is in that of `texts`.
 */
export function coverageOf(
  texts: Iterable<readonly [source: Subject, text: string]>,
  entries: readonly { readonly id: EventId; readonly event: Envelope }[],
  recorded: Pick<ReadonlyWriteModel, 'eventOf'>,
): readonly SourceCoverage[] {
  const standing = entries.flatMap(({ id, event }) => {
    const found = recorded.eventOf(id)
    return found === undefined || found.retracted || event.target !== undefined
      ? []
      : [{ id, event: found.current }]
  })
  const read = [...texts].map(([source, text]) => ({
    source,
    text,
    sentences: sentencesOf(text),
    marks: standing.flatMap((entry) => marksOf(entry, source, text)),
  }))
  return read.map((one) => {
    const others = read.filter((other) => other !== one && other.source === one.source)
    const sentences = one.sentences.map((sentence) => {
      const elsewhere = others.flatMap((other) => marksOfSameSentence(sentence, one.text, other))
      return covered(sentence, one.text, [...one.marks, ...elsewhere])
    })
    return { source: one.source, sentences }
  })
}

type MarkedText = {
  readonly text: string
  readonly sentences: readonly TextRange[]
  readonly marks: readonly Mark[]
}

/** The marks of another text in its sentences of the same words, each at its place in this one. */
function marksOfSameSentence(sentence: TextRange, text: string, other: MarkedText): readonly Mark[] {
  const words = text.slice(sentence.start, sentence.end)
  return other.sentences
    .filter(({ start, end }) => other.text.slice(start, end) === words)
    .flatMap((same) =>
      other.marks.flatMap((mark) => {
        const inside = intersectRanges(mark, same)
        const shift = sentence.start - same.start
        return inside === undefined ? [] : [{ ...mark, start: inside.start + shift, end: inside.end + shift }]
      }),
    )
}

function marksOf(entry: Pick<Mark, 'id' | 'event'>, source: Subject, text: string): readonly Mark[] {
  const { event } = entry
  const setAside = event.type === passageSetAside.type ? payloadOf(passageSetAside, event) : undefined
  return (event.evidence ?? []).flatMap((evidence) =>
    evidence.source === source && isSpan(evidence) && proves(text, evidence)
      ? [{ ...entry, setAside, start: evidence.start, end: evidence.end }]
      : [],
  )
}

function covered(sentence: TextRange, text: string, marks: readonly Mark[]): CoveredSentence {
  const here = marks.filter((mark) => intersectRanges(mark, sentence) !== undefined)
  const facts = here.filter(({ setAside }) => setAside === undefined)
  const reasons = here.filter(({ setAside }) => setAside !== undefined)
  const left = subtractRanges(sentence, here)
  const wholly =
    reasons.length > 0 && subtractRanges(sentence, reasons).every((each) => !hasWords(text, each))
  return {
    ...sentence,
    status: facts.length > 0 ? 'events' : wholly ? 'set-aside' : 'uncovered',
    events: [...new Map(facts.map(({ id, event }) => [id, { id, event }])).values()],
    setAside: reasons.flatMap(({ setAside }) => setAside ?? []),
    touched: charactersIn(text, [sentence]) - charactersIn(text, left),
    characters: charactersIn(text, [sentence]),
    untouched: left.filter((each) => hasWords(text, each)).map((each) => wordsWithin(text, each)),
  }
}

function hasWords(text: string, { start, end }: TextRange): boolean {
  return /[\p{L}\p{N}]/u.test(text.slice(start, end))
}

/** From the first letter or figure to the last. */
function wordsWithin(text: string, { start, end }: TextRange): TextRange {
  const words = text.slice(start, end)
  const lead = words.search(/[\p{L}\p{N}]/u)
  return { start: start + lead, end: start + words.replace(/[^\p{L}\p{N}]+$/u, '').length }
}

/**
 * The sentences of a text, in order, each without the white space around it: together they hold every character
 * of the text that is not white space, once. Offsets are UTF-16 code units, `[start, end)`.
 *
 * What has no full stop (a heading, a caption, a byline) is a sentence of its own: a line ends one, unless the
 * next begins in lower case and so goes on with it. The stop of a rank or an initial ends none ("Sen. Lieut.
 * Gen. Ito", "J. Ito"); where other abbreviations stand before a capital, the sentence is cut there. The number of a
 * paragraph ("1.", "(a)", "IV.") is none by itself, even on a line of its own: it goes with what it numbers.
 *
 * @example sentencesOf('By A. Ito\n\nGen. Ito came. He left.') // three: the byline, and two more
 */
export function sentencesOf(text: string): readonly TextRange[] {
  const found = linesOf(text).flatMap(({ start, end }) =>
    sentencesOfLine(text.slice(start, end)).flatMap((length, index, lengths) => {
      const from = start + lengths.slice(0, index).reduce((sum, each) => sum + each, 0)
      return trimmed(text, { start: from, end: from + length })
    }),
  )
  const sentences: TextRange[] = []
  let numbered: number | undefined
  for (const [index, { start, end }] of found.entries()) {
    const from = numbered ?? start
    numbered = PARAGRAPH_NUMBER.test(text.slice(start, end)) && index < found.length - 1 ? from : undefined
    if (numbered === undefined) sentences.push({ start: from, end })
  }
  return sentences
}

/** The number of a paragraph, as in `12.`, `(3)`, `b)` or `IV.` */
const PARAGRAPH_NUMBER =
  /^(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[ivxlc]{1,6}|[IVXLC]{1,6}|\p{L})\)|(?:\d{1,3}(?:\.\d{1,3})*|[ivxlc]{1,6}|[IVXLC]{1,6}|\p{L})\.)$/u

/** Made when it is first needed: it takes long to load. */
let segmenter: Intl.Segmenter | undefined

/** Ranks and forms of address, and a single capital: what follows is still the same sentence. */
const UNFINISHED =
  /(?:^|[\s(“"‘'])(?:Gen|Lieut|Lt|Sen|Sr|Jr|Col|Maj|Capt|Cmdr|Adm|Brig|Hon|Amb|Mr|Mrs|Ms|Dr|Prof|St|No|[A-Z])\.\s*$/u

/** How long each sentence of a line is, with the white space that follows it. */
function sentencesOfLine(line: string): readonly number[] {
  const lengths: number[] = []
  let unfinished = false
  // The segmenter would end a sentence at any line break: those still in here end none.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' })
  for (const { segment } of segmenter.segment(line.replace(/\s/g, ' '))) {
    const last = unfinished ? (lengths.pop() ?? 0) : 0
    lengths.push(last + segment.length)
    unfinished = UNFINISHED.test(segment)
  }
  return lengths
}

/** Where a line ends for good: at a blank one, and wherever the next does not go on in lower case. */
const LINE_END = /\s*\n\s*\n\s*|\r?\n(?!\s*\p{Ll})/gu

function linesOf(text: string): readonly TextRange[] {
  const ends = [...text.matchAll(LINE_END)].map(({ 0: ending, index }) => index + ending.length)
  return [...ends, text.length].map((end, index) => ({ start: ends[index - 1] ?? 0, end }))
}

function trimmed(text: string, { start, end }: TextRange): readonly TextRange[] {
  const words = text.slice(start, end)
  const from = start + (words.length - words.trimStart().length)
  const to = from + words.trim().length
  return from < to ? [{ start: from, end: to }] : []
}

/** The intersection of two ranges; undefined where they only touch or are apart. */
export function intersectRanges(a: TextRange, b: TextRange): TextRange | undefined {
  const start = Math.max(a.start, b.start)
  const end = Math.min(a.end, b.end)
  return start < end ? { start, end } : undefined
}

/** The parts of a range that no other range covers, in order. */
export function subtractRanges(whole: TextRange, others: readonly TextRange[]): readonly TextRange[] {
  const left: TextRange[] = []
  let from = whole.start
  for (const { start, end } of others.toSorted((a, b) => a.start - b.start)) {
    if (start > from) left.push({ start: from, end: Math.min(start, whole.end) })
    from = Math.max(from, end)
    if (from >= whole.end) break
  }
  if (from < whole.end) left.push({ start: from, end: whole.end })
  return left
}

/** The number of characters (UTF-16 code units) in these ranges that are not white space. */
export function charactersIn(text: string, stretches: readonly TextRange[]): number {
  return stretches.reduce((sum, { start, end }) => sum + text.slice(start, end).replace(/\s/g, '').length, 0)
}
