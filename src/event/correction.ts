import type { Envelope, Json, Payload } from './envelope.ts'
import type { CorrectionPayload } from './kernel.ts'

/**
 * The event as a correction has it read: `subject`, `valid` and `evidence` are replaced whole, the payload
 * field by field, where null takes a field away.
 *
 * What comes back has the shape of an envelope but may break the rules of its type: whoever records the
 * correction passes it through `parseEvent` once more. The event itself is left as it was.
 *
 * @example applyCorrection(event, { payload: { grade: 'pledge', place: null } })
 */
export function applyCorrection(event: Envelope, set: CorrectionPayload['set']): Envelope {
  return {
    ...event,
    ...(set.subject === undefined ? {} : { subject: set.subject }),
    ...(set.payload === undefined ? {} : { payload: correctedPayload(event.payload, set.payload) }),
    ...(set.valid === undefined ? {} : { valid: set.valid }),
    ...(set.evidence === undefined ? {} : { evidence: set.evidence }),
  }
}

function correctedPayload(payload: Payload, set: Readonly<Record<string, Json>>): Payload {
  const kept = Object.entries({ ...payload, ...set }).filter(([key]) => set[key] !== null)
  return Object.fromEntries(kept)
}
