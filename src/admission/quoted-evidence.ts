import { z } from 'zod'
import { type Fault, RegestaError } from '../errors.ts'
import { type Path, proves, type Subject, spanSchema, spanText, withoutPoint } from '../event/index.ts'
import { type Item, isItem, type ResolvedItem } from './parse-batch.ts'
import { zodFaults } from './placed-value.ts'
import { citeInTexts, findQuote, isOnlyRevised, nearestIn } from './quotes.ts'
import { missingDigest, registrationLines } from './text-shorthand.ts'
import type { PublishedSourceText, UnregisteredText } from './texts.ts'

const wholeQuoteSchema = z.strictObject({
  source: spanSchema.shape.source,
  quote: z
    .string()
    .min(1)
    .meta({ description: 'the words, exactly as the text has them; replaced by a span when sealed' }),
  role: spanSchema.shape.role,
})

/** Evidence as an author may write it in a file: the quoted words, which are never stored. */
export const quoteSchema = wholeQuoteSchema.extend({
  source: wholeQuoteSchema.shape.source.optional().meta({
    description:
      'left out: the source that the event is about, or that the draft registers, or else the only one whose text has the words',
  }),
  role: wholeQuoteSchema.shape.role.default('statement'),
})

/**
 * The texts that quotes are looked up in; `given` is whether there are any at all, `inFile` whether the quotes are in a file,
 * for the author of a file gives the texts, and of a request the server.
 */
export type QuoteTexts = {
  readonly given: boolean
  readonly inFile: boolean
  /** The sources that the draft registers, in its order. */
  readonly registered: readonly Subject[]
  isRegistered(source: string): boolean
  /** Whether the draft says of its text what is refused there. */
  isRefused(source: string): boolean
  /** The available texts that the source was published with, the earliest first. */
  textsOf(source: string): readonly PublishedSourceText[]
  /** Every source, recorded or in this draft, of which a text is available. */
  withText(): readonly Subject[]
  /** What a source is cited by. */
  labelOf(source: string): string
  /** The available texts that no source is registered with, recorded or in this draft. */
  unregistered(): readonly UnregisteredText[]
}

/** The item with each quote in its evidence, or in the evidence that a correction sets, replaced by a span. */
export function resolveQuotes(item: Item, texts: QuoteTexts): ResolvedItem {
  const faults: Fault[] = []
  const resolved = (list: unknown, base: Path) =>
    Array.isArray(list)
      ? list.map((entry: unknown, index) => resolveEntry(entry, item, [...base, index], texts, faults))
      : undefined
  const evidence = resolved(item.evidence, ['evidence'])
  const payload = isItem(item.payload) ? item.payload : undefined
  const set = isItem(payload?.set) ? payload.set : undefined
  const setEvidence = resolved(set?.evidence, ['payload', 'set', 'evidence'])
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

function resolveEntry(entry: unknown, item: Item, path: Path, texts: QuoteTexts, faults: Fault[]): unknown {
  if (!isItem(entry)) return entry
  // A source may be named by a global id.
  if (typeof entry.source === 'string')
    return resolveQuote({ ...entry, source: withoutPoint(entry.source) }, path, texts, faults)
  if (Object.hasOwn(entry, 'source') || !texts.inFile) return resolveQuote(entry, path, texts, faults)
  const found = sourceOf(entry.quote, item, texts)
  if (found === undefined || 'source' in found)
    return resolveQuote({ ...found, ...entry }, path, texts, faults, true)
  faults.push({ ...found, place: { path: [...path, 'quote'] } })
  return PLACEHOLDER
}

/**
 * The source of evidence that names none: the one that its event is about; else that which the draft registers; else, of
 * the several that it registers, or of all whose text is at hand, the only one that has the words. The fault where none is
 * or several are; undefined where there are no words to find it by.
 */
function sourceOf(
  quote: unknown,
  { subject, target }: Item,
  texts: QuoteTexts,
): { readonly source: string } | Fault | undefined {
  const { registered } = texts
  const about = typeof subject === 'string' && subject.startsWith('source/') && target === undefined
  const nearest = about ? [subject] : registered
  const [only, ...others] = nearest
  if (only !== undefined && others.length === 0) return { source: only }
  if (typeof quote !== 'string' || quote === '') return undefined
  const candidates = nearest.length > 0 ? nearest : texts.withText()
  const [found, ...more] = candidates.filter((source) => hasWords(source, quote, texts))
  if (found !== undefined && more.length === 0) return { source: found }
  if (found !== undefined) {
    const listed = [found, ...more].map((source) => `\n  source: ${source} (${texts.labelOf(source)})`)
    const message = `"${quote}" is in the texts of ${listed.length} sources; expected which of them is quoted:${listed.join('')}`
    return { code: 'E_QUOTE_SOURCE', message }
  }
  if (candidates.length === 0)
    return { code: 'E_NEEDS_TEXT', message: `a quote is looked up in a text, and ${noText(texts)}` }
  const near = candidates.flatMap((source) =>
    texts.textsOf(source).flatMap(({ text }) => {
      const place = nearestIn(text, quote)
      return place === undefined ? [] : [`${place}, in ${source}`]
    }),
  )
  const where = `${candidates.length} texts, of ${candidates.map((source) => texts.labelOf(source)).join(', ')}`
  const hint = near[0] ?? 'expected words as a text has them'
  const elsewhere = elsewhereThan(candidates, quote, texts)
  return { code: 'E_QUOTE_NOT_FOUND', message: `"${quote}" is in none of ${where}; ${hint}${elsewhere}` }
}

function hasWords(source: string, quote: string, { textsOf }: QuoteTexts): boolean {
  return textsOf(source).some(({ text }) => findQuote(text, quote).length > 0)
}

/** Which other sources have the words, for a quote that names none. */
function elsewhereThan(sources: readonly string[], quote: string, texts: QuoteTexts): string {
  const others = texts
    .withText()
    .filter((source) => !sources.includes(source) && hasWords(source, quote, texts))
    .map((source) => `source: ${source} (${texts.labelOf(source)})`)
  return others.length === 0 ? '' : `; it is in the text of another: ${others.join(', ')}`
}

/** The entry with its quote replaced; `isImplied` where the entry itself names no source. */
function resolveQuote(
  entry: Item,
  path: Path,
  texts: QuoteTexts,
  faults: Fault[],
  isImplied = false,
): unknown {
  if (!('quote' in entry)) {
    const missing = typeof entry.source === 'string' && missingDigest(entry, texts.textsOf(entry.source))
    if (!missing) return withText(entry, texts)
    faults.push({ ...missing, place: { path: [...path, 'digest'] } })
    return PLACEHOLDER
  }
  const quoted = wholeQuoteSchema.safeParse(entry)
  const refuse = (code: string, field: keyof typeof quoteSchema.shape, message: string) =>
    faults.push({ code, message, place: { path: [...path, field] } })
  if (!quoted.success) {
    faults.push(...zodFaults(quoted.error, quoteSchema, path))
    return PLACEHOLDER
  }
  const { source, quote } = quoted.data
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
    const isElsewhere = isImplied && error.code === 'E_QUOTE_NOT_FOUND'
    refuse(error.code, 'quote', `${error.message}${isElsewhere ? elsewhereThan([source], quote, texts) : ''}`)
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

/** Why the text of a source is missing, and how to supply it. */
function missingText(source: string, texts: QuoteTexts): string {
  const { given, inFile } = texts
  if ((inFile && !given) || texts.unregistered().length > 0)
    return noText(texts, `none of the texts at hand is that of ${source}`)
  const place = inFile ? 'its file in the folder given by --sources' : 'its text at the server'
  return `none of the texts at hand is that of ${source}; expected ${place}, or start, end and digest`
}

/** Why there is no text to look a quote up in. */
function noText(
  { given, inFile, unregistered }: QuoteTexts,
  none = 'none of the texts at hand is that of a source',
): string {
  if (inFile && !given) return 'no texts were given; give their folder by --sources'
  const lines = registrationLines(unregistered())
  return lines === '' ? none : `${none}; texts of no source, each with the line that registers it: ${lines}`
}

/** Valid evidence in place of a refused quote, so that it causes one fault only. */
const PLACEHOLDER = { source: 'source/unknown', locator: 'unknown', role: 'context' }
