import { z } from 'zod'
import { zodFaults } from '../../admission/index.ts'
import { type Fault, RegestaError } from '../../errors.ts'
import { type Path, spanSchema } from '../../event/index.ts'
import { type Item, isItem, type Prepared } from '../read.ts'
import { citeOnce } from '../texts/cite.ts'
import { registeringLine, type Stranger } from '../texts/texts.ts'

/** Evidence as an author may write it: the words themselves, which are never stored. */
export const quoteSchema = z.strictObject({
  source: spanSchema.shape.source,
  quote: z
    .string()
    .min(1)
    .meta({ description: 'the words, exactly as the text has them; replaced by a span when sealed' }),
  role: spanSchema.shape.role,
})

/** The texts that quotes are looked up in; `given` tells a source without a text from an author without texts. */
export type QuoteTexts = {
  readonly given: boolean
  isRegistered(source: string): boolean
  textOf(source: string): string | undefined
  /** The texts at hand that no source has, here or before. */
  strangers(): readonly Stranger[]
}

/** The item with each quote in its evidence, or in the evidence that a correction sets, turned into a span. */
export function resolveQuotes(item: Item, texts: QuoteTexts): Prepared {
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
    return STAND_IN
  }
  const { source } = quoted.data
  const text = texts.textOf(source)
  if (!texts.isRegistered(source)) {
    refuse(
      'E_UNKNOWN_SOURCE',
      'source',
      `expected a source that is registered, here or before; ${source} is not`,
    )
    return STAND_IN
  }
  if (text === undefined) {
    refuse(
      'E_NEEDS_TEXT',
      'quote',
      `a quote is looked up in its source's text, and ${lacking(source, texts)}`,
    )
    return STAND_IN
  }
  try {
    return citeOnce(text, quoted.data)
  } catch (error) {
    if (!(error instanceof RegestaError)) throw error
    refuse(error.code, 'quote', error.message)
    return STAND_IN
  }
}

/** Why the text is not there, and how it can be. */
function lacking(source: string, texts: QuoteTexts): string {
  if (!texts.given) return 'no texts were given; give their folder by --sources'
  const none = `none of the texts at hand is that of ${source}`
  const strangers = texts.strangers()
  if (strangers.length === 0)
    return `${none}; expected its file in the folder given by --sources, or start, end and digest`
  const shown = strangers.slice(0, MANY).map((each) => `${each.file}: ${registeringLine(each)}`)
  const more = strangers.length > MANY ? [`and ${strangers.length - MANY} more`] : []
  return `${none}; texts of no source, each with the line that registers it: ${[...shown, ...more].join('; ')}`
}

/** How many texts a message names. */
const MANY = 5

/** Well-formed evidence in place of a quote that was refused, so that it is refused once. */
const STAND_IN = { source: 'source/unknown', locator: 'unknown', role: 'context' }
