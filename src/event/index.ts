/**
 * What is one fact, and how do we know it is the same one tomorrow?
 *
 * An event is an immutable assertion that a source makes. It has three shapes: the {@link Envelope}, which is its JSON as
 * written and what its id is the digest of; the {@link RecordedEvent}, which adds its place in the ledger and its valid
 * time as read; and, in `visibility`, a `Version`, which is one way in which it reads after corrections. `parseEvent` is
 * the one parse: from there on `isOfType` and `payloadOf` give the payload typed, and parse nothing.
 *
 * ```ts
 * const catalogue = catalogueOf(...kernelTypes)
 * const parsed = parseEvent(catalogue, value)
 * if (!parsed.ok) throw new InvalidInput(parsed.faults)
 * if (isOfType(sourceRegistered, parsed.event)) console.log(eventId(parsed.event), parsed.event.payload.label)
 * ```
 */
export {
  type Catalogue,
  catalogueOf,
  type EventOf,
  type EventType,
  type Ground,
  isOfType,
  isWellFormed,
  payloadOf,
} from './catalogue.ts'
export {
  boundSchema,
  canonicalJson,
  type Envelope,
  type EventId,
  envelopeSchema,
  eventId,
  eventIdSchema,
  type Json,
  kindOf,
  type Path,
  type Payload,
  type RecordedEvent,
  type Subject,
  sourcesOf,
  subjectSchema,
  validSchema,
  withoutPoint,
} from './envelope.ts'
export {
  citedText,
  type Evidence,
  evidenceSchema,
  isSpan,
  locatorSchema,
  proves,
  type Span,
  sha256Hex,
  spanSchema,
  spanText,
} from './evidence.ts'
export { fieldsAt, neededFields, notAField, schemasAt } from './fields-at.ts'
export {
  type ActTarget,
  actOn,
  applyCorrection,
  type CorrectionPayload,
  type DisagreementPayload,
  dateInferred,
  disagreementNoted,
  eventCorrected,
  eventRestored,
  eventRetracted,
  identityAsserted,
  identityDenied,
  isRetractedAfter,
  kernelTypes,
  passageSetAside,
  type SetAsidePayload,
  sourceRetracted,
  sourceRevised,
} from './kernel.ts'
export { parseEvent } from './parse.ts'
export type { Doubt, LifeStep, PayloadPart, Sibling } from './payload-part.ts'
export {
  documentAddress,
  originNamed,
  SOURCE_KINDS,
  type SourceKind,
  type SourcePayload,
  sourceRegistered,
} from './source-registered.ts'
