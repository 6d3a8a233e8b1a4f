import canonicalize from 'canonicalize'
import type { Fault } from '../errors.ts'
import {
  type Envelope,
  type Evidence,
  eventCorrected,
  isSpan,
  type Path,
  proves,
  type Span,
  type Subject,
  sha256Hex,
  sourceRegistered,
  sourceRevised,
} from '../event/index.ts'
import { graphemesOf } from './graphemes.ts'
import { faultAt } from './placed-value.ts'
import type { TextFacts, Texts } from './texts.ts'
import type { ValidationContext } from './validation-context.ts'
import { textFactsOf } from './write-model.ts'

/** The faults of an event's evidence, and of the evidence that a correction puts in its place. */
export function evidenceFaults(event: Envelope, context: ValidationContext): Fault[] {
  const set =
    event.type === eventCorrected.type ? eventCorrected.payload.safeParse(event.payload).data?.set : undefined
  return [
    ...listFaults(event.evidence, ['evidence'], context),
    ...listFaults(set?.evidence, ['payload', 'set', 'evidence'], context),
  ]
}

/** The digest of a text without a character. */
const EMPTY = sha256Hex('')

/** The faults of a registration or revision of a source: registered twice, a label in use, a text that is not as stated. */
export function sourceFaults(event: Envelope, context: ValidationContext): Fault[] {
  const { before, texts, everyText, isNew = false } = context
  if (event.type !== sourceRegistered.type && event.type !== sourceRevised.type) return []
  const faults: Fault[] = []
  const standing = before.sourceOf(event.subject)
  if (
    event.type === sourceRevised.type &&
    standing === undefined &&
    !isRegisteredIn(event.subject, context)
  ) {
    const message = `expected a source that is registered; ${event.subject} is not`
    faults.push(faultAt('E_UNKNOWN_SOURCE', ['subject'], message))
  }
  if (event.type === sourceRegistered.type && standing !== undefined) {
    const registered = before.eventOf(standing.registration)?.current.payload
    if (canonicalize(registered) !== canonicalize(event.payload)) {
      const message = `${event.subject} is registered already with other metadata; expected a correction of that event, or another name`
      faults.push(faultAt('E_SOURCE_TWICE', ['subject'], message))
    }
  }
  const namesake = event.type === sourceRegistered.type ? namesakeOf(event, context) : undefined
  if (namesake !== undefined) {
    const message = `expected a label of its own; ${namesake} is cited by "${String(event.payload.label)}" already`
    faults.push(faultAt('E_LABEL_TWICE', ['payload', 'label'], message))
  }
  const [facts] = textFactsOf(event)
  if (facts === undefined) return faults
  if (isNew && facts.digest === EMPTY) {
    const message = 'expected a text that is not empty, or no text; this is the digest of an empty one'
    return [...faults, faultAt('E_TEXT', ['payload', 'text', 'digest'], message)]
  }
  if (texts === undefined) return faults
  const { text, file, problem } = texts.get(facts.digest) ?? {}
  if (isNew && problem !== undefined) {
    const message = `expected the digest of a text; ${file} is ${problem}`
    return [...faults, faultAt('E_TEXT', ['payload', 'text', 'digest'], message)]
  }
  if (text === undefined && everyText === true) {
    const message = `expected the digest of a text at hand (${listed(texts)}); none has ${facts.digest}`
    faults.push(faultAt('E_TEXT', ['payload', 'text', 'digest'], message))
  }
  if (text !== undefined && text.length !== facts.length) {
    const message = `expected ${text.length}, the text's length in UTF-16 code units; ${facts.length} arrived`
    faults.push(faultAt('E_TEXT', ['payload', 'text', 'length'], message))
  }
  return faults
}

function listFaults(list: readonly Evidence[] | undefined, base: Path, context: ValidationContext): Fault[] {
  return (list ?? []).flatMap((evidence, index) => oneFaults(evidence, [...base, index], context))
}

function oneFaults(evidence: Evidence, path: Path, context: ValidationContext): Fault[] {
  const { source } = evidence
  const facts = textsOfSource(source, context)
  if (facts === undefined) {
    if (context.batch.unread.has(source)) return []
    const message = `expected a source that is registered, here or before; ${source} is not`
    return [faultAt('E_UNKNOWN_SOURCE', [...path, 'source'], message)]
  }
  return isSpan(evidence) ? spanFaults(evidence, facts, path, context) : []
}

function spanFaults(
  span: Span,
  published: readonly TextFacts[],
  path: Path,
  { texts, isNew = false }: ValidationContext,
): Fault[] {
  const facts = published.filter(({ digest }) => span.text === undefined || span.text === digest)
  if (published.length > 0 && facts.length === 0) {
    const message = `expected the digest of a text that ${span.source} was published with; none has ${span.text}`
    return [faultAt('E_TEXT', [...path, 'text'], message)]
  }
  if (facts.length === 0) {
    const message = `${span.source} is registered without a text; expected a locator in place of a span`
    return [faultAt('E_SPAN', path, message)]
  }
  const longest = Math.max(...facts.map(({ length }) => length))
  if (span.end > longest) {
    const message = `expected a span within the text of ${span.source}, which is ${longest} UTF-16 code units long; [${span.start}, ${span.end}) arrived`
    return [faultAt('E_SPAN', [...path, 'end'], message)]
  }
  const here = facts.flatMap(({ digest }) => texts?.get(digest)?.text ?? [])
  const proved = here.filter((text) => proves(text, span))
  if (proved.length === 0 && here.length < facts.length) return []
  const cut = isNew ? cutsGrapheme : cutsSurrogatePair
  if (proved.some((text) => !cut(text, span))) return []
  if (proved.length > 0 || here.every((text) => cut(text, span))) {
    const message = `expected a span of whole characters; [${span.start}, ${span.end}) cuts one in two`
    return [faultAt('E_SPAN', [...path, 'start'], message)]
  }
  const message = `expected the digest of [${span.start}, ${span.end}) in the text of ${span.source}; ${span.digest} is that of other words`
  return [faultAt('E_DIGEST', [...path, 'digest'], message)]
}

/** Another source registered before with the same label. */
function namesakeOf({ subject, payload }: Envelope, { before }: ValidationContext): Subject | undefined {
  for (const other of before.sourcesLabelled(payload.label)) if (other !== subject) return other
  return undefined
}

/** Whether a span begins or ends within a grapheme: before a combining mark, within a flag or a family. */
function cutsGrapheme(text: string, { start, end }: Span): boolean {
  const { isBoundary } = graphemesOf(text)
  return !isBoundary(start) || !isBoundary(end)
}

/** Whether a span begins or ends between the two halves of a surrogate pair. */
function cutsSurrogatePair(text: string, { start, end }: Span): boolean {
  return [start, end].some((at) => (text.codePointAt(at - 1) ?? 0) > 0xffff && isLowHalf(text.charCodeAt(at)))
}

function isLowHalf(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}

/** The texts of a source that is registered before, or anywhere in the batch, and those of its revisions there. */
function textsOfSource(
  source: string,
  { before, sourcesHere }: ValidationContext,
): readonly TextFacts[] | undefined {
  const here = sourcesHere.get(source)
  const standing = before.sourceOf(source)
  if (standing === undefined && here?.isRegistered !== true) return undefined
  return [...(standing?.texts ?? []), ...(here?.texts ?? [])]
}

function isRegisteredIn(source: string, { batch, sourcesHere }: ValidationContext): boolean {
  return batch.unread.has(source) || sourcesHere.get(source)?.isRegistered === true
}

function listed(texts: Texts): string {
  return [...texts.values()].map(({ file, digest }) => `${file}: ${digest}`).join(', ') || 'there are none'
}
