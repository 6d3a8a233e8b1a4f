import type { Fault } from '../../errors.ts'
import { type Catalogue, type Envelope, type Path, sourcesOf } from '../../event/index.ts'
import type { Valid } from '../../time/index.ts'
import type { BatchEvent } from '../batch.ts'
import { faultAt } from '../placed-value.ts'
import { type Run, runsShared, tokensOf } from '../shared-words.ts'
import type { SourceText } from '../texts.ts'
import type { ValidationContext } from '../validation-context.ts'
import type { Reading } from './reading.ts'

/**
 * W_NOT_OWN_WORDS for text that is to be in our own words, and repeats eight words in a row or more of a text at hand; where
 * no spaces part words, sixteen characters. Of more texts than {@link MOST_TEXT} together, those that the batch cites.
 */
export function ownWordsWarnings(
  { event }: BatchEvent,
  reading: Reading | undefined,
  context: ValidationContext,
): Fault[] {
  const { catalogue, texts } = context
  if (texts === undefined || texts.size === 0) return []
  const corrected =
    reading === undefined || event.target === undefined ? [] : ownWordsOf(reading.event, catalogue)
  const own = [
    ...ownWordsOf(event, catalogue),
    ...corrected.flatMap(({ path, words }) => {
      const place = reading?.at(path)
      return place === undefined ? [] : [{ path: place, words }]
    }),
  ]
  return own.flatMap(({ path, words }) => {
    const tokens = tokensOf(words)
    const found = textsToCompare(context).flatMap((text) => {
      const [longest] = runsShared(tokens, text).toSorted((a, b) => b.length - a.length)
      return longest === undefined ? [] : [{ text, run: longest }]
    })
    const [longest] = found.toSorted((a, b) => b.run.length - a.run.length)
    if (longest === undefined) return []
    return [faultAt('W_NOT_OWN_WORDS', path, messageOf(longest.text, words, longest.run, context))]
  })
}

/** How much text is compared, in code units, before only that of the batch’s own sources is. */
const MOST_TEXT = 500_000

const compared = new WeakMap<ValidationContext, readonly SourceText[]>()

/** All texts at hand, or of too many those of the sources that the batch cites or registers. Found once for each batch. */
export function textsToCompare(context: ValidationContext): readonly SourceText[] {
  return compared.getOrInsertComputed(context, ({ texts = new Map(), batch, before }) => {
    const all = [...texts.values()]
    if (all.reduce((sum, { text }) => sum + text.length, 0) <= MOST_TEXT) return all
    const sources = new Set(batch.events.flatMap(({ event }) => [event.subject, ...sourcesOf(event)]))
    const cited = [...sources].flatMap((source) => before.sourceOf(source)?.texts ?? [])
    return [...new Set(cited.map(({ digest }) => digest))].flatMap((digest) => texts.get(digest) ?? [])
  })
}

type OwnWords = { readonly path: Path; readonly words: string }

/** What an event says in our own words: in its payload, and of how its dates were read. */
function ownWordsOf({ type, payload, valid }: Envelope, catalogue: Catalogue): readonly OwnWords[] {
  const parts = catalogue.get(type)?.partsOf?.(payload) ?? []
  const inPayload = parts.flatMap((part) =>
    part.type === 'ownWords' ? [{ path: ['payload', ...part.path], words: part.words }] : [],
  )
  return [...inPayload, ...readingsIn(valid)]
}

function readingsIn(valid: Valid | undefined): readonly OwnWords[] {
  if (valid === undefined) return []
  const bounds = 'begin' in valid ? [['begin', valid.begin] as const, ['end', valid.end] as const] : []
  const all = 'begin' in valid ? bounds : [[undefined, valid] as const]
  return all.flatMap(([part, bound]) => {
    const words = bound?.reading
    return words === undefined
      ? []
      : [{ path: ['valid', ...(part === undefined ? [] : [part]), 'reading'], words }]
  })
}

function messageOf(text: SourceText, words: string, run: Run, { before }: ValidationContext): string {
  const [source] = before.sourcesWithText(text.digest)
  const where = source === undefined ? text.file : `the text of ${source}`
  const shown = words.slice(run.start, run.end).replace(/\s+/g, ' ')
  return `expected our own words; ${run.length} ${run.of} in a row are those of ${where}: "${shown}"`
}
