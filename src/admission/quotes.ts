import { z } from 'zod'
import { type Fault, RegestaError } from '../errors.ts'
import { type Path, spanSchema } from '../event/index.ts'
import { citeOnce } from './cite.ts'
import { type Item, isItem, type ResolvedItem } from './parse-batch.ts'
import { zodFaults } from './placed-value.ts'
import { registrationLine, type UnregisteredText } from './texts.ts'

/** Evidence as an author may write it: the quoted words, which are never stored. */
export const quoteSchema = z.strictObject({
  source: spanSchema.shape.source,
  quote: z
    .string()
    .min(1)
    .meta({ description: 'the words, exactly as the text has them; replaced by a span when sealed' }),
  role: spanSchema.shape.role,
})

/** The texts that quotes are looked up in; `given` is whether the author supplied any texts at all. */
export type QuoteTexts = {
  readonly given: boolean
  isRegistered(source: string): boolean
  textOf(source: string): string | undefined
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
  return list.map((entry, index) => resolveQuote(entry, [...base, index], texts, faults))
}

function resolveQuote(entry: unknown, path: Path, texts: QuoteTexts, faults: Fault[]): unknown {
  if (!isItem(entry) || !('quote' in entry)) return entry
  const quoted = quoteSchema.safeParse(entry)
  const refuse = (code: string, field: keyof typeof quoteSchema.shape, message: string) =>
    faults.push({ code, message, place: { path: [...path, field] } })
  if (!quoted.success) {
    faults.push(...zodFaults(quoted.error, path))
    return PLACEHOLDER
  }
  const { source } = quoted.data
  const text = texts.textOf(source)
  if (!texts.isRegistered(source)) {
    refuse(
      'E_UNKNOWN_SOURCE',
      'source',
      `expected a source that is registered, here or before; ${source} is not`,
    )
    return PLACEHOLDER
  }
  if (text === undefined) {
    refuse(
      'E_NEEDS_TEXT',
      'quote',
      `a quote is looked up in its source's text, and ${missingText(source, texts)}`,
    )
    return PLACEHOLDER
  }
  try {
    return citeOnce(text, quoted.data)
  } catch (error) {
    if (!(error instanceof RegestaError)) throw error
    refuse(error.code, 'quote', error.message)
    return PLACEHOLDER
  }
}

/** Why the text is missing, and how to supply it. */
function missingText(source: string, texts: QuoteTexts): string {
  if (!texts.given) return 'no texts were given; give their folder by --sources'
  const none = `none of the texts at hand is that of ${source}`
  const unregistered = texts.unregistered()
  if (unregistered.length === 0)
    return `${none}; expected its file in the folder given by --sources, or start, end and digest`
  const shown = unregistered.slice(0, MAX_LISTED).map((each) => `${each.file}: ${registrationLine(each)}`)
  const more = unregistered.length > MAX_LISTED ? [`and ${unregistered.length - MAX_LISTED} more`] : []
  return `${none}; texts of no source, each with the line that registers it: ${[...shown, ...more].join('; ')}`
}

/** How many texts a message names. */
const MAX_LISTED = 5

/** Valid evidence in place of a refused quote, so that it causes one fault only. */
const PLACEHOLDER = { source: 'source/unknown', locator: 'unknown', role: 'context' }
