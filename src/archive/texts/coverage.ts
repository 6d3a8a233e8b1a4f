import { writeModelOf } from '../../admission/index.ts'
import {
  type Envelope,
  type EventId,
  isSpan,
  passageSetAside,
  payloadOf,
  proves,
  type SetAsidePayload,
  type Subject,
} from '../../event/index.ts'
import { sentencesOf } from './sentences.ts'
import { inkOf, type Stretch, shared, without } from './stretches.ts'

/** One sentence of a source, and what was made of it. */
export type CoveredSentence = Stretch & {
  /** `uncovered`: no event lies in it, and not all of it is set aside. */
  readonly status: 'events' | 'set-aside' | 'uncovered'
  /** The events with evidence in it, as they now read, in the order of the ledger. */
  readonly events: readonly { readonly id: EventId; readonly event: Envelope }[]
  /** Why it, or a part of it, carries no fact. */
  readonly setAside: readonly SetAsidePayload[]
  /** Of its characters that are not white space: those in evidence or set aside, and all. */
  readonly touched: number
  readonly characters: number
  /** The words that no evidence and no setting aside reaches; marks alone are none. */
  readonly untouched: readonly Stretch[]
}

/** The sentences of one source, in the order of its text. */
export type SourceCoverage = {
  readonly source: Subject
  readonly sentences: readonly CoveredSentence[]
}

/** What an event says is to be read where: a span of one source's text. */
type Mark = Stretch & {
  readonly id: EventId
  readonly event: Envelope
  readonly setAside: SetAsidePayload | undefined
}

/**
 * For each source whose text is given: every sentence, with the events whose evidence lies in it or reaches into
 * it, or the recorded reason why it carries no fact. Events count as corrected since; those retracted, acts on
 * other events, and spans that the text does not prove cover nothing. `entries` are in the order of the ledger.
 */
export function coverageOf(
  texts: ReadonlyMap<Subject, string>,
  entries: readonly { readonly id: EventId; readonly event: Envelope; readonly recordedAt: number }[],
): readonly SourceCoverage[] {
  const recorded = writeModelOf('', entries)
  const standing = entries.flatMap(({ id, event }) => {
    const found = recorded.eventOf(id)
    return found === undefined || found.retracted || event.target !== undefined
      ? []
      : [{ id, event: found.current }]
  })
  return [...texts].map(([source, text]) => {
    const marks = standing.flatMap((entry) => marksOf(entry, source, text))
    return { source, sentences: sentencesOf(text).map((sentence) => covered(sentence, text, marks)) }
  })
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

function covered(sentence: Stretch, text: string, marks: readonly Mark[]): CoveredSentence {
  const here = marks.filter((mark) => shared(mark, sentence) !== undefined)
  const facts = here.filter(({ setAside }) => setAside === undefined)
  const reasons = here.filter(({ setAside }) => setAside !== undefined)
  const left = without(sentence, here)
  const wholly = reasons.length > 0 && without(sentence, reasons).every((each) => !hasWords(text, each))
  return {
    ...sentence,
    status: facts.length > 0 ? 'events' : wholly ? 'set-aside' : 'uncovered',
    events: [...new Map(facts.map(({ id, event }) => [id, { id, event }])).values()],
    setAside: reasons.flatMap(({ setAside }) => setAside ?? []),
    touched: inkOf(text, [sentence]) - inkOf(text, left),
    characters: inkOf(text, [sentence]),
    untouched: left.filter((each) => hasWords(text, each)).map((each) => wordsWithin(text, each)),
  }
}

function hasWords(text: string, { start, end }: Stretch): boolean {
  return /[\p{L}\p{N}]/u.test(text.slice(start, end))
}

/** From the first letter or figure to the last. */
function wordsWithin(text: string, { start, end }: Stretch): Stretch {
  const words = text.slice(start, end)
  const lead = words.search(/[\p{L}\p{N}]/u)
  return { start: start + lead, end: start + words.replace(/[^\p{L}\p{N}]+$/u, '').length }
}
