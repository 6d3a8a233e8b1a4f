import type { Fault } from '../../errors.ts'
import { documentAddress, isOfType, type Subject, sourceRegistered } from '../../event/index.ts'
import { formatDay, parseDay, readBound } from '../../time/index.ts'
import type { BatchEvent } from '../batch.ts'
import { faultAt } from '../placed-value.ts'
import type { ValidationContext } from '../validation-context.ts'
import { areJoined } from './copies.ts'
import type { Reading } from './reading.ts'

/**
 * What is probably a slip in the registration of a source. W_ACCESSED: it was read before it came out; one day is let pass, for
 * places differ. W_SAME_ADDRESS: another source is at its address, and neither is registered as a copy, a translation or a part of
 * the other. W_LANGUAGE: its language is none, or is written otherwise.
 */
export function registrationWarnings(
  { index }: BatchEvent,
  { event, at }: Reading,
  context: ValidationContext,
): Fault[] {
  if (!isOfType(sourceRegistered, event)) return []
  const { accessed, published, language, address } = event.payload
  const faults: Fault[] = []
  const tell = (code: string, fields: readonly string[], message: string) => {
    const path = fields.map((field) => at(['payload', field])).find((place) => place !== undefined)
    if (path !== undefined) faults.push(faultAt(code, path, message))
  }
  const { earliest } = readBound(published)
  if (accessed !== undefined && parseDay(accessed) + 1 < earliest) {
    const message = `expected no day before ${formatDay(earliest)}, the first on which it can have come out; it was read on ${accessed}`
    tell('W_ACCESSED', ['accessed', 'published'], message)
  }
  const document = documentAddress({ address: address ?? null })
  const others = document === undefined ? [] : [...context.before.sourcesAt(document)]
  const follows = (source: Subject) =>
    context.batch.events.some(
      (each) => each.index > index && each.event.subject === source && isOfType(sourceRegistered, each.event),
    )
  const other = others.find((each) => !areJoined(event.subject, each, context) && !follows(each))
  if (other !== undefined) {
    const message = `expected copyOf, translationOf or partOf, as in copyOf: ${other}; ${other} is at this address too`
    tell('W_SAME_ADDRESS', ['address'], message)
  }
  const expected = language === undefined ? undefined : betterLanguage(language)
  if (expected !== undefined) tell('W_LANGUAGE', ['language'], expected)
  return faults
}

/**
 * What is expected in place of a language that is none, or has another tag by the Unicode registry; undefined where nothing is. Of
 * three letters there are more languages than have names in it: such a one passes.
 */
function betterLanguage(tag: string): string | undefined {
  const [canonical = tag] = Intl.getCanonicalLocales(tag)
  if (canonical !== tag) return `expected ${canonical}, as ${tag} is written now`
  const { language, region } = new Intl.Locale(tag)
  if (language.length > 2 || nameOf('language', language) !== undefined) return undefined
  const country = language.toUpperCase()
  const spoken = nameOf('region', country) && new Intl.Locale(`und-${country}`).maximize().language
  const hint = spoken === undefined ? '' : `; did you mean ${[spoken, region].filter(Boolean).join('-')}?`
  return `expected a language of ISO 639, like ja; ${language} is none${hint}`
}

function nameOf(type: 'language' | 'region', code: string): string | undefined {
  return new Intl.DisplayNames('en', { type, fallback: 'none' }).of(code)
}
