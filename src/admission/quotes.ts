import { RegestaError } from '../errors.ts'
import { type Span, sha256Hex } from '../event/index.ts'
import { findFolded } from './folded-text.ts'
import { decompose, graphemesOf } from './graphemes.ts'
import type { PublishedSourceText } from './texts.ts'

/** Where words occur in a text: `[start, end)` in UTF-16 code units, line and column from 1. */
export type Citation = {
  readonly start: number
  readonly end: number
  readonly line: number
  readonly column: number
  /** The words with some 30 characters to each side, in one line: `…before «words» after…`. */
  readonly context: string
}

/** The words to cite, as in the text, and what they attest. */
export type Quote = {
  readonly source: string
  readonly quote: string
  readonly role: Span['role']
}

const SIDE = 30

/**
 * Every place where the words occur, in order; places may overlap. Words match by canonical equivalence (`é` as one character
 * or as two), and only whole graphemes: "Hoa" does not occur in "Hoà". The empty string occurs nowhere.
 */
export function findQuote(text: string, words: string): readonly Citation[] {
  const places: Citation[] = []
  if (words === '') return places
  const sought = words.normalize('NFD')
  const { text: searched, originalOffset } = decompose(text)
  const graphemes = graphemesOf(text)
  for (let at = searched.indexOf(sought); at !== -1; at = searched.indexOf(sought, at + 1)) {
    const [start, end] = [originalOffset(at), originalOffset(at + sought.length)]
    if (start === undefined || end === undefined) continue
    if (graphemes.isBoundary(start) && graphemes.isBoundary(end))
      places.push(citationAt(text, start, end, graphemes))
  }
  return places
}

/**
 * The evidence for words that occur in the text exactly once; the span is that of the text as it stands. Throws E_QUOTE_AMBIGUOUS with all the places
 * (`facts.places`), or E_QUOTE_NOT_FOUND with the nearest: the same words but for case, marks, quotes or spaces.
 *
 * @example citeOnce(text, { source: 'source/vns-2025-12-04', quote: 'in Tokyo on Thursday', role: 'date' })
 */
export function citeOnce(text: string, { source, quote, role }: Quote): Span {
  const [place, ...others] = findQuote(text, quote)
  if (place === undefined) throw notFound(text, source, quote)
  if (others.length > 0) {
    const places = [place, ...others]
    const listed = places.map(
      (each) => `\n  ${each.line}:${each.column} [${each.start}, ${each.end}) ${each.context}`,
    )
    const message = `"${quote}" occurs ${places.length} times in ${source}; expected words that occur once:${listed.join('')}`
    throw new RegestaError('E_QUOTE_AMBIGUOUS', 'invalid', message, { source, quote, places })
  }
  return {
    source,
    start: place.start,
    end: place.end,
    digest: sha256Hex(text.slice(place.start, place.end)),
    role,
  }
}

/**
 * The evidence for words by the earliest of a source's texts in which they occur exactly once, and that text. The earliest,
 * because from then on they were known, and so that the same draft gives the same span after a revision. Where only a
 * revision has the words, the span names its text. Throws as {@link citeOnce} does.
 */
export function citeInTexts(
  texts: readonly PublishedSourceText[],
  quote: Quote,
): { readonly text: string; readonly span: Span } {
  const counts = texts.map(({ text }) => findQuote(text, quote.quote).length)
  const found =
    texts[counts.indexOf(1)] ??
    texts[counts.findIndex((count) => count > 1)] ??
    texts.find(({ text }) => findFolded(text, quote.quote).length > 0)
  const { role, ...span } = citeOnce(found?.text ?? '', quote)
  const named = found !== undefined && isOnlyRevised(found, quote.quote, texts) ? { text: found.digest } : {}
  return { text: found?.text ?? '', span: { ...span, ...named, role } }
}

/** Whether words of a text stand in no text at hand that the source was registered with. */
export function isOnlyRevised(
  { revised }: PublishedSourceText,
  words: string,
  texts: readonly PublishedSourceText[],
): boolean {
  return revised && texts.every((each) => each.revised || findQuote(each.text, words).length === 0)
}

/** Line and column, both from 1, and the surroundings of a span of the text. */
export function citationAt(
  text: string,
  start: number,
  end: number,
  graphemes = graphemesOf(text),
): Citation {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const line = text.slice(0, lineStart).split('\n').length
  const from = graphemes.endAt(Math.max(0, start - SIDE))
  const to = graphemes.endAt(Math.min(text.length, end + SIDE))
  const before = `${from > 0 ? '…' : ''}${text.slice(from, start)}`
  const after = `${text.slice(end, to)}${to < text.length ? '…' : ''}`
  const context = `${before}«${text.slice(start, end)}»${after}`.replace(/\s+/g, ' ')
  return { start, end, line, column: start - lineStart + 1, context }
}

function notFound(text: string, source: string, quote: string): RegestaError {
  const nearest = nearestIn(text, quote)
  const hint = nearest ?? 'expected words as the text has them'
  return new RegestaError('E_QUOTE_NOT_FOUND', 'invalid', `"${quote}" is not in ${source}; ${hint}`, {
    source,
    quote,
    nearest: nearestPlace(text, quote),
  })
}

/**
 * `the nearest is "…" at 3:4 …`: the words of a text that are the same but for case, marks, quotes or spaces, or else the
 * longest beginning of the quote that it has; undefined where neither is there.
 */
export function nearestIn(text: string, quote: string): string | undefined {
  const place = nearestPlace(text, quote)
  if (place !== undefined)
    return `the nearest is "${text.slice(place.start, place.end)}" at ${place.line}:${place.column} ${place.context}`
  const begun = beginningIn(text, quote)
  return begun && `it goes on otherwise at ${begun.line}:${begun.column} ${begun.context}`
}

function nearestPlace(text: string, quote: string): Citation | undefined {
  const [near] = findFolded(text, quote)
  return near && citationAt(text, near.start, near.end)
}

/** So few characters may be anywhere. */
const SHORTEST_BEGINNING = 12

/** Where a text has the longest beginning of the quote. Cost: O(length of the text × log of that of the quote). */
function beginningIn(text: string, quote: string): Citation | undefined {
  let [least, most] = [0, quote.length]
  while (least < most) {
    const middle = Math.ceil((least + most) / 2)
    if (text.includes(quote.slice(0, middle))) least = middle
    else most = middle - 1
  }
  if (least < SHORTEST_BEGINNING) return undefined
  const start = text.indexOf(quote.slice(0, least))
  return citationAt(text, start, graphemesOf(text).startAt(start + least))
}
