import { z } from 'zod'
import { type Fault, RegestaError } from '../errors.ts'
import {
  type Path,
  proves,
  type Span,
  sha256Hex,
  spanSchema,
  spanText,
  withoutPoint,
} from '../event/index.ts'
import { findFolded } from './folded-text.ts'
import { decompose, graphemesOf } from './graphemes.ts'
import { type Item, isItem, type ResolvedItem } from './parse-batch.ts'
import { zodFaults } from './placed-value.ts'
import { missingDigest, registrationLines } from './text-shorthand.ts'
import type { PublishedSourceText, UnregisteredText } from './texts.ts'

/** Evidence as an author may write it: the quoted words, which are never stored. */
export const quoteSchema = z.strictObject({
  source: spanSchema.shape.source,
  quote: z
    .string()
    .min(1)
    .meta({ description: 'the words, exactly as the text has them; replaced by a span when sealed' }),
  role: spanSchema.shape.role,
})

/**
 * The texts that quotes are looked up in; `given` is whether there are any at all, `inFile` whether the quotes are in a file,
 * for the author of a file gives the texts, and of a request the server.
 */
export type QuoteTexts = {
  readonly given: boolean
  readonly inFile: boolean
  isRegistered(source: string): boolean
  /** Whether the draft says of its text what is refused there. */
  isRefused(source: string): boolean
  /** The available texts that the source was published with, the earliest first. */
  textsOf(source: string): readonly PublishedSourceText[]
  /** The available texts that no source is registered with, recorded or in this draft. */
  unregistered(): readonly UnregisteredText[]
}

/** The item with each quote in its evidence, or in the evidence that a correction sets, replaced by a span. */
export function resolveQuotes(item: Item, texts: QuoteTexts): ResolvedItem {
  const faults: Fault[] = []
  const evidence = resolveList(item.evidence, ['evidence'], texts, faults)
  const payload = isItem(item.payload) ? item.payload : undefined
  const set = isItem(payload?.set) ? payload.set : undefined
  const setEvidence = resolveList(set?.evidence, ['payload', 'set', 'evidence'], texts, faults)
  return {
    item: {
      ...item,
      ...(evidence === undefined ? {} : { evidence }),
      ...(setEvidence === undefined
        ? {}
        : { payload: { ...payload, set: { ...set, evidence: setEvidence } } }),
    },
    faults,
  }
}

function resolveList(list: unknown, base: Path, texts: QuoteTexts, faults: Fault[]): unknown[] | undefined {
  if (!Array.isArray(list)) return undefined
  return list.map((entry, index) => resolveQuote(withKey(entry), [...base, index], texts, faults))
}

/** The evidence with the key of its source, which may be named by a global id. */
function withKey(entry: unknown): unknown {
  if (!isItem(entry) || typeof entry.source !== 'string') return entry
  return { ...entry, source: withoutPoint(entry.source) }
}

function resolveQuote(entry: unknown, path: Path, texts: QuoteTexts, faults: Fault[]): unknown {
  if (!isItem(entry)) return entry
  if (!('quote' in entry)) {
    const missing = typeof entry.source === 'string' && missingDigest(entry, texts.textsOf(entry.source))
    if (!missing) return withText(entry, texts)
    faults.push({ ...missing, place: { path: [...path, 'digest'] } })
    return PLACEHOLDER
  }
  const quoted = quoteSchema.safeParse(entry)
  const refuse = (code: string, field: keyof typeof quoteSchema.shape, message: string) =>
    faults.push({ code, message, place: { path: [...path, field] } })
  if (!quoted.success) {
    faults.push(...zodFaults(quoted.error, quoteSchema, path))
    return PLACEHOLDER
  }
  const { source } = quoted.data
  const published = texts.textsOf(source)
  if (!texts.isRegistered(source)) {
    refuse(
      'E_UNKNOWN_SOURCE',
      'source',
      `expected a source that is registered, here or before; ${source} is not`,
    )
    return PLACEHOLDER
  }
  if (published.length === 0) {
    if (texts.isRefused(source)) return { ...PLACEHOLDER, source }
    refuse(
      'E_NEEDS_TEXT',
      'quote',
      `a quote is looked up in its source's text, and ${missingText(source, texts)}`,
    )
    return PLACEHOLDER
  }
  try {
    return citeInTexts(published, quoted.data).span
  } catch (error) {
    if (!(error instanceof RegestaError)) throw error
    refuse(error.code, 'quote', error.message)
    return PLACEHOLDER
  }
}

/** A span of which only a revised text has the words, with the digest of that text. */
function withText(entry: Item, texts: QuoteTexts): Item {
  const span = spanSchema.safeParse(entry)
  if (!span.success || span.data.text !== undefined) return entry
  const published = texts.textsOf(span.data.source)
  const text = published.find(({ text }) => proves(text, span.data))
  const words = text && spanText(span.data, text.text)
  if (text === undefined || words === undefined || !isOnlyRevised(text, words, published)) return entry
  return { ...entry, text: text.digest }
}

/** Why the text is missing, and how to supply it. */
function missingText(source: string, texts: QuoteTexts): string {
  const { given, inFile } = texts
  if (inFile && !given) return 'no texts were given; give their folder by --sources'
  const none = `none of the texts at hand is that of ${source}`
  const unregistered = texts.unregistered()
  if (unregistered.length === 0) {
    const place = inFile ? 'its file in the folder given by --sources' : 'its text at the server'
    return `${none}; expected ${place}, or start, end and digest`
  }
  return `${none}; texts of no source, each with the line that registers it: ${registrationLines(unregistered)}`
}

/** Valid evidence in place of a refused quote, so that it causes one fault only. */
const PLACEHOLDER = { source: 'source/unknown', locator: 'unknown', role: 'context' }

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
function isOnlyRevised(
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
  const near = findFolded(text, quote)
  const [place] = near.map(({ start, end }) => citationAt(text, start, end))
  const hint =
    place === undefined
      ? 'expected words as the text has them'
      : `the nearest is "${text.slice(place.start, place.end)}" at ${place.line}:${place.column} ${place.context}`
  return new RegestaError('E_QUOTE_NOT_FOUND', 'invalid', `"${quote}" is not in ${source}; ${hint}`, {
    source,
    quote,
    nearest: place,
  })
}
