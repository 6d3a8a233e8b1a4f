import type { CitedFragment } from '../operations.ts'

/*
 * The words of sources: which spans lie in one sentence, and what of that sentence is lit.
 */

/** A place that an event cites; with the event, where passages of several stand together. */
export type Cited = CitedFragment & { readonly by?: CitingEvent }

/** An event that cites words, and its first day: -Infinity where it tells none. */
export type CitingEvent = {
  readonly type: string
  readonly position: number
  readonly day: number
  readonly when: string | undefined
}

/** A stretch of a sentence, and whether an event cites it. */
export type Stretch = { readonly text: string; readonly isLit: boolean }

/** The places of one source that stand in one sentence; without texts on the server, one place each. */
export type CitedSentence = {
  readonly source: CitedFragment['source']
  /** Whether some of it is what is said, and not only what dates or names it. */
  readonly isStatement: boolean
  /** The cited characters, in the order of the text. */
  readonly spans: readonly Span[]
  /** The page or paragraph, where the source has no text. */
  readonly locator: string | undefined
  /** The characters of the sentence; undefined where the words are not on the server. */
  readonly sentence:
    | { readonly from: number; readonly to: number; readonly stretches: readonly Stretch[] }
    | undefined
  /** The events for which it stands here, in the order of their days. */
  readonly citing: readonly CitingEvent[]
  /** What it does for them, each once: it may date or name what another passage says. */
  readonly roles: readonly CitedFragment['role'][]
  /** What the events are about that cite words of the same sentence, each once. */
  readonly subjects: readonly string[]
}

export type Span = { readonly start: number; readonly end: number }

/** What is cited, sentence by sentence: what is said first, then in the order of the events' days and of the text. */
export function citedSentences(evidence: readonly Cited[]): readonly CitedSentence[] {
  const groups = new Map<string, Cited[]>()
  for (const cited of evidence) {
    const { source, start, end, locator } = cited
    const { passage } = cited
    const place = passage === null ? `${start}-${end} ${locator}` : `${passage.from}-${passage.to}`
    const key = `${source.subject} ${place}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [cited])
    else group.push(cited)
  }
  const sentences = [...groups.values()].flatMap((group) => sentenceOf(group) ?? [])
  return sentences.sort(
    (a, b) =>
      Number(b.isStatement) - Number(a.isStatement) ||
      compareEvents(a.citing[0], b.citing[0]) ||
      a.source.label.localeCompare(b.source.label) ||
      placeOf(a) - placeOf(b),
  )
}

function sentenceOf(group: readonly Cited[]): CitedSentence | undefined {
  const [first] = group
  if (first === undefined) return undefined
  const statements = group.filter(isStatement)
  const spans = joined(
    (statements.length > 0 ? statements : group).flatMap(({ start, end }) =>
      start === null || end === null ? [] : [{ start, end }],
    ),
  )
  const { passage } = first
  const shown = statements.length > 0 ? statements : group
  const citing = new Map(shown.flatMap(({ by }) => (by === undefined ? [] : [[by.position, by] as const])))
  return {
    source: first.source,
    isStatement: statements.length > 0,
    spans,
    citing: [...citing.values()].sort(compareEvents),
    roles: [...new Set(shown.map(({ role }) => role))],
    locator: first.locator ?? undefined,
    sentence: passage === null ? undefined : lit(passage, spans, first.source.dateline?.city),
    subjects: [...new Set(passage?.events.flatMap(({ subjectAsSeen }) => subjectAsSeen ?? []))],
  }
}

/** By their days, then as they were recorded; what is known of none comes after. */
function compareEvents(a: CitingEvent | undefined, b: CitingEvent | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  return a.day === b.day ? a.position - b.position : a.day - b.day
}

function isStatement({ role }: CitedFragment): boolean {
  return role === 'STATEMENT' || role === 'QUOTATION'
}

function placeOf({ spans, sentence }: CitedSentence): number {
  return sentence?.from ?? spans[0]?.start ?? 0
}

/** Spans in order, those that touch as one. */
function joined(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = []
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = result.at(-1)
    if (last !== undefined && span.start <= last.end)
      result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) }
    else result.push(span)
  }
  return result
}

type Passage = NonNullable<Cited['passage']>

function lit(
  { before, quote, after, from, to }: Passage,
  spans: readonly Span[],
  city: string | null | undefined,
): CitedSentence['sentence'] {
  const [first, ...rest] = stretchesOf(`${before}${quote}${after}`, from, spans)
  if (first === undefined) return { from, to, stretches: [] }
  return { from, to, stretches: isDateline(first, city) ? rest : [first, ...rest] }
}

/** Whether a stretch is the line of place and date before a report, which the words of its source have already. */
function isDateline({ text, isLit }: Stretch, city: string | null | undefined): boolean {
  if (isLit || city === null || city === undefined || city === '') return false
  return /[—–-]\s*$/.test(text) && text.length < city.length + 40 && text.includes(city)
}

/** A text that begins at a character of its source, cut where spans of the source begin and end. */
export function stretchesOf(text: string, from: number, spans: readonly Span[]): readonly Stretch[] {
  const stretches: Stretch[] = []
  let at = from
  const add = (end: number, isLit: boolean) => {
    const to = Math.min(end, from + text.length)
    if (to > at) stretches.push({ text: text.slice(at - from, to - from), isLit })
    at = Math.max(at, to)
  }
  for (const { start, end } of joined(spans)) {
    add(start, false)
    add(end, true)
  }
  add(from + text.length, false)
  return stretches
}
