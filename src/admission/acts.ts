import type { Fault } from '../errors.ts'
import {
  applyCorrection,
  type Envelope,
  eventCorrected,
  eventRestored,
  eventRetracted,
  parseEvent,
} from '../event/index.ts'
import { plainMessage } from './place-faults.ts'
import { unknownEvent } from './premises.ts'
import type { StandingEvent } from './recorded.ts'
import { faultAt, type Surroundings } from './surroundings.ts'

/**
 * The faults of an event that acts on another: an unknown target, one that is itself an act, an `after` that is
 * not the last act on it, an act that its standing does not allow, a correction that leaves no event of its type.
 */
export function actFaults(act: Envelope, surroundings: Surroundings): Fault[] {
  const { target } = act
  if (target === undefined) return []
  const standing = surroundings.before.eventOf(target.event)
  if (standing === undefined) return unknownEvent(target.event, ['target', 'event'], surroundings)
  if (standing.event.target !== undefined) {
    const { event } = standing.event.target
    return [
      faultAt(
        'E_TARGET',
        ['target', 'event'],
        `expected an event that is no act itself; this one acts on ${event}: act on that, after this`,
      ),
    ]
  }
  return [
    ...headFaults(target.after, standing, surroundings),
    ...standingFaults(act, standing),
    ...correctionFaults(act, standing, surroundings),
  ]
}

function headFaults(
  after: string | undefined,
  { lastAct }: StandingEvent,
  { reading }: Surroundings,
): Fault[] {
  if (after === lastAct || (after !== undefined && reading.unread.has(after))) return []
  const expected =
    lastAct === undefined
      ? 'no after, for nothing has acted on it yet'
      : `after: ${lastAct}, the last act on it`
  const path = ['target', ...(after === undefined ? [] : ['after'])]
  return [faultAt('E_NOT_HEAD', path, `conflict: expected ${expected}; ${after ?? 'none'} arrived`)]
}

function standingFaults(act: Envelope, { retracted }: StandingEvent): Fault[] {
  if (act.type === eventRetracted.type && retracted)
    return [
      faultAt(
        'E_RETRACTED',
        ['target', 'event'],
        'expected an event that stands; this one is retracted already',
      ),
    ]
  if (act.type === eventRestored.type && !retracted)
    return [faultAt('E_NOT_RETRACTED', ['target', 'event'], 'expected a retracted event; this one stands')]
  return []
}

function correctionFaults(act: Envelope, { current }: StandingEvent, { catalogue }: Surroundings): Fault[] {
  if (act.type !== eventCorrected.type) return []
  const { data } = eventCorrected.payload.safeParse(act.payload)
  if (data === undefined) return []
  const parsed = parseEvent(catalogue, applyCorrection(current, data.set))
  if (parsed.ok) return []
  return parsed.faults.map(({ code, message, place }) => {
    const path = place?.path ?? []
    const broken = `${code} ${path.join('.')}: ${plainMessage(message)}`
    const expected = `expected what still is a ${current.type} once corrected`
    return faultAt('E_CORRECTION', ['payload', 'set', ...path], `${expected}: ${broken}`)
  })
}
