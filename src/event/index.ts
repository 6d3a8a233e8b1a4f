/**
 * What is one fact, and how do we know it is the same one tomorrow?
 *
 * An event is an immutable assertion that a source makes. This room knows its envelope, its evidence, its
 * id (the digest of its canonical JSON), and the types the engine itself understands. A vocabulary adds
 * its own types to the catalogue:
 *
 * ```ts
 * const catalogue = catalogueOf(...kernelTypes, ...bilateralTypes)
 * const parsed = parseEvent(catalogue, value)
 * if (parsed.ok) console.log(eventId(parsed.event))
 * else for (const fault of parsed.faults) console.error(formatFault(fault))
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
  type Payload,
  type RecordedEvent,
  type Subject,
  sourcesOf,
  subjectSchema,
  validSchema,
} from './envelope.ts'
export {
  type Evidence,
  evidenceSchema,
  isSpan,
  type Locator,
  proves,
  type Span,
  sha256Hex,
  spanSchema,
  spanText,
} from './evidence.ts'
export {
  applyCorrection,
  type CorrectionPayload,
  type DateInferredPayload,
  type DenialPayload,
  type DisagreementPayload,
  dateInferred,
  disagreementNoted,
  eventCorrected,
  eventRestored,
  eventRetracted,
  type IdentityPayload,
  identityAsserted,
  identityDenied,
  isRetractedAfter,
  kernelTypes,
  passageSetAside,
  type SetAsidePayload,
  type SourcePayload,
  sourceRegistered,
  sourceRetracted,
  sourceRevised,
} from './kernel.ts'
export { type Parsed, type Path, parseEvent } from './parse.ts'
