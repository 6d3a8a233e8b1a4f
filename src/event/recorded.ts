import type { Instant, ValidBounds } from '../time/index.ts'
import type { Envelope, EventId } from './envelope.ts'

/** An event with its place in the ledger: what the ledger adds, and its valid time as read. */
export type RecordedEvent = {
  readonly id: EventId
  /** Place in the ledger, from 1, without gaps. */
  readonly position: number
  /** UTC instant of its batch, ms. */
  readonly recordedAt: Instant
  readonly event: Envelope
  readonly valid: ValidBounds
}

/** The sources that an event rests on, each once, in the order of its evidence. */
export function sourcesOf(event: Pick<Envelope, 'evidence'>): readonly string[] {
  return [...new Set((event.evidence ?? []).map((evidence) => evidence.source))]
}
