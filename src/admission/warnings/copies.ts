import type { Fault } from '../../errors.ts'
import { isOfType, type Path, type Subject, sourceRegistered, sourceRevised } from '../../event/index.ts'
import type { BatchEvent, ParsedBatch } from '../batch.ts'
import { faultAt } from '../placed-value.ts'
import { areCopies } from '../shared-words.ts'
import type { ValidationContext } from '../validation-context.ts'
import { registrationOf, textFactsOf } from '../write-model.ts'
import { textsToCompare } from './own-words.ts'
import type { Reading } from './reading.ts'

/**
 * W_SAME_TEXT: another source has this very text. W_COPY: it has one that is mostly the same, and neither is registered as a
 * copy, a translation or a part of the other. Both would count as two sources for what one of them says.
 */
export function copyWarnings(
  { index }: BatchEvent,
  { event, at }: Reading,
  context: ValidationContext,
): Fault[] {
  if (!isOfType(sourceRegistered, event) && !isOfType(sourceRevised, event)) return []
  const path: Path | undefined = at(['payload', 'text', 'digest'])
  const [text] = textFactsOf(event)
  if (path === undefined || text === undefined) return []
  const { before, batch, texts } = context
  const { subject } = event
  const others = (digest: string) =>
    [...before.sourcesWithText(digest)].filter(
      (other) => !areJoined(subject, other, context) && !followsIn(batch, other, index),
    )
  const [same] = others(text.digest)
  const mend = 'expected one registration, or copyOf with the other'
  if (same !== undefined)
    return [faultAt('W_SAME_TEXT', path, `${mend}, as in copyOf: ${same}; ${same} has this very text`)]
  const own = texts?.get(text.digest)
  if (own === undefined) return []
  for (const each of textsToCompare(context)) {
    if (each.digest === text.digest || !areCopies(own, each)) continue
    const [copied] = others(each.digest)
    if (copied === undefined) continue
    const message = `${mend}, as in copyOf: ${copied}; most of this text is in that of ${copied}`
    return [faultAt('W_COPY', path, message)]
  }
  return []
}

/** Whether a source is registered only further down in the batch: then that one is told of this one. */
function followsIn({ events }: ParsedBatch, source: Subject, index: number): boolean {
  const own = events.filter(({ event }) => event.subject === source && textFactsOf(event).length > 0)
  return own.length > 0 && own.every((each) => each.index > index)
}

/** Whether both are one source, or one is registered as a copy, a translation or a part of the other, or both of a third. */
export function areJoined(one: Subject, other: Subject, { before }: ValidationContext): boolean {
  const family = (source: Subject): ReadonlySet<Subject> => {
    const {
      copyOf = source,
      translationOf = source,
      partOf = source,
    } = registrationOf(before, source)?.payload ?? {}
    return new Set([source, copyOf, translationOf, partOf])
  }
  return !family(one).isDisjointFrom(family(other))
}
