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
import { inOneGo, type Steps } from '../state/index.ts'
import type { TextRange } from './folded-text.ts'
import { sentencesOf } from './sentences.ts'
import { charactersIn, hasWords, intersectRanges, subtractRanges, wordsWithin } from './text-ranges.ts'
import type { ReadonlyWriteModel } from './write-model.ts'

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
  return inOneGo(coverageSteps(texts, standing))
}

/** How many sentences are looked at in one step. */
const STEP = 20

/** The same for events as they read, in steps: none of them retracted, and none an act on another. */
export function* coverageSteps(
  texts: Iterable<readonly [source: Subject, text: string]>,
  standing: readonly { readonly id: EventId; readonly event: Envelope }[],
): Steps<readonly SourceCoverage[]> {
  const read = []
  for (const [source, text] of texts) {
    yield
    const marks = standing.flatMap((entry) => marksOf(entry, source, text))
    read.push({ source, text, sentences: sentencesOf(text), marks })
  }
  const found: SourceCoverage[] = []
  for (const one of read) {
    const others = read.filter((other) => other !== one && other.source === one.source)
    const sentences: CoveredSentence[] = []
    for (const sentence of one.sentences) {
      if (sentences.length % STEP === STEP - 1) yield
      const elsewhere = others.flatMap((other) => marksOfSameSentence(sentence, one.text, other))
      sentences.push(covered(sentence, one.text, [...one.marks, ...elsewhere]))
    }
    found.push({ source: one.source, sentences })
  }
  return found
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
