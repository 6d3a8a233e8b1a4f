import type { Fault } from '../errors.ts'
import { sha256Hex, sourceRegistered, sourceRevised, spanSchema } from '../event/index.ts'
import { type Item, isItem, type ResolvedItem } from './parse-batch.ts'
import { faultAt } from './placed-value.ts'
import { registrationLine, type SourceText, type Texts, type UnregisteredText } from './texts.ts'

/** How many texts a message names. */
const MAX_LISTED = 5

/** Texts that no source is registered with, each with the line that registers it. */
export function registrationLines(texts: readonly UnregisteredText[]): string {
  const shown = texts.slice(0, MAX_LISTED).map((each) => `${each.file}: ${registrationLine(each)}`)
  const more = texts.length > MAX_LISTED ? [`and ${texts.length - MAX_LISTED} more`] : []
  return [...shown, ...more].join('; ')
}

/** Valid facts in place of refused ones, so that they cause one fault only. */
const PLACEHOLDER = { digest: '0'.repeat(64), length: 1 }

/**
 * The item, and where it registers a text without saying which or how long, the fault that gives what is missing as far as
 * the texts at hand tell.
 */
export function resolveText(
  item: Item,
  {
    at,
    unregistered,
  }: { at(digest: string): SourceText | undefined; unregistered(): readonly UnregisteredText[] },
): ResolvedItem {
  const none = { item, faults: [] }
  if (item.type !== sourceRegistered.type && item.type !== sourceRevised.type) return none
  const { payload } = item
  if (isItem(payload) && typeof payload.text === 'string') {
    const here = registrationLines(unregistered())
    const known = here === '' ? '' : `; at hand, of no source yet: ${here}`
    const message = `expected the name of a text at hand, or its digest and length; there is no ${payload.text}${known}`
    const refused = { ...item, payload: { ...payload, text: PLACEHOLDER } }
    return { item: refused, faults: [faultAt('E_TEXT', ['payload', 'text'], message)] }
  }
  if (!isItem(payload) || !isItem(payload.text)) return none
  const { digest, length } = payload.text
  const refused = (field: string, message: string): ResolvedItem => ({
    item: digest === undefined ? { ...item, payload: { ...payload, text: PLACEHOLDER } } : item,
    faults: [faultAt('E_SHAPE', ['payload', 'text', field], message)],
  })
  if (!spanSchema.shape.digest.safeParse(digest).success) {
    const here = registrationLines(unregistered())
    const known = here === '' ? '' : `; at hand, of no source yet: ${here}`
    return refused('digest', `expected the SHA-256 of the text, as 64 hexadecimal digits${known}`)
  }
  const text = at(String(digest))
  if (length !== undefined || text === undefined) return none
  return refused('length', `expected ${text.text.length}, the text's length in UTF-16 code units`)
}

/** The fault of a span without its digest, which a text at hand gives; undefined where none does. */
export function missingDigest(entry: Item, texts: readonly SourceText[]): Fault | undefined {
  const { start, end, digest } = entry
  if (digest !== undefined || typeof start !== 'number' || typeof end !== 'number') return undefined
  const text = texts.find(({ text }) => 0 <= start && start < end && end <= text.length)
  if (text === undefined) return undefined
  const words = text.text.slice(start, end)
  const shown = words.length > 60 ? `${words.slice(0, 57)}…` : words
  const message = `expected ${sha256Hex(words)}, the digest of ${JSON.stringify(shown)}`
  return faultAt('E_SHAPE', ['digest'], message)
}

/**
 * Whether what a draft says of a text is refused there, so that it is no fault where that is quoted: it is incomplete, or not
 * of one that is `required` to be at hand.
 */
export function isRefusedText(payload: unknown, required: Texts | undefined): boolean {
  if (isItem(payload) && typeof payload.text === 'string') return true
  if (!isItem(payload) || !isItem(payload.text)) return false
  const { digest, length } = payload.text
  const isWritten = spanSchema.shape.digest.safeParse(digest).success && length !== undefined
  return !isWritten || (required !== undefined && !required.has(String(digest)))
}
