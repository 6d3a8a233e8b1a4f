import type { Fault } from '../errors.ts'
import {
  applyCorrection,
  canonicalJson,
  dateInferred,
  type Envelope,
  type EventId,
  eventCorrected,
  eventRestored,
  eventRetracted,
  identityAsserted,
  identityDenied,
  kindOf,
  type Path,
  parseEvent,
  type Subject,
} from '../event/index.ts'
import { formatPlace } from './causes.ts'
import { faultAt, plainMessage } from './placed-value.ts'
import type { ValidationContext } from './validation-context.ts'
import type { StandingEvent } from './write-model.ts'

/**
 * The faults of an event that corrects, retracts or restores another: an unknown target (E_UNKNOWN_EVENT), a target that is
 * an act itself (E_TARGET), an `after` that is not the last act on the target (E_NOT_HEAD), retracting what is retracted
 * or restoring what is not, and a correction after which the event is no longer valid (E_CORRECTION). None for other events.
 */
export function actFaults(act: Envelope, context: ValidationContext): Fault[] {
  const { target } = act
  if (target === undefined) return []
  const standing = context.before.eventOf(target.event)
  if (standing === undefined) return unknownEvent(target.event, ['target', 'event'], context)
  if (standing.event.target !== undefined) {
    const { event } = standing.event.target
    const message = `expected an event that is no act itself; this one acts on ${event}: act on that, after this`
    return [faultAt('E_TARGET', ['target', 'event'], message)]
  }
  return [
    ...headFaults(target.after, standing, context),
    ...standingFaults(act, standing),
    ...correctionFaults(act, standing, context),
  ]
}

function headFaults(
  after: string | undefined,
  { lastAct }: StandingEvent,
  { batch }: ValidationContext,
): Fault[] {
  if (after === lastAct || (after !== undefined && batch.unread.has(after))) return []
  const expected =
    lastAct === undefined
      ? 'no after, for nothing has acted on it yet'
      : `after: ${lastAct}, the last act on it`
  const path = ['target', ...(after === undefined ? [] : ['after'])]
  return [faultAt('E_NOT_HEAD', path, `conflict: expected ${expected}; ${after ?? 'none'} arrived`)]
}

function standingFaults(act: Envelope, { retracted }: StandingEvent): Fault[] {
  if (act.type === eventRetracted.type && retracted) {
    const message = 'expected an event that is not retracted; this one is already'
    return [faultAt('E_RETRACTED', ['target', 'event'], message)]
  }
  if (act.type === eventRestored.type && !retracted)
    return [faultAt('E_NOT_RETRACTED', ['target', 'event'], 'expected a retracted event; this one is not')]
  return []
}

function correctionFaults(
  act: Envelope,
  { current }: StandingEvent,
  { catalogue, isNew = false }: ValidationContext,
): Fault[] {
  if (act.type !== eventCorrected.type) return []
  const { data } = eventCorrected.payload.safeParse(act.payload)
  if (data === undefined) return []
  const parsed = parseEvent(catalogue, applyCorrection(current, data.set))
  const faults = parsed.ok ? pairFaults(parsed.event, isNew) : parsed.faults
  return faults.map(({ code, message, place }) => {
    const path = place?.path ?? []
    const broken = `${code} ${path.join('.')}: ${plainMessage(message)}`
    const expected = `expected what still is a ${current.type} once corrected`
    return faultAt('E_CORRECTION', ['payload', 'set', ...path], `${expected}: ${broken}`)
  })
}

/** W_UNCHANGED for a correction that sets only what its target reads already. `before` is what stands before it. */
export function unchangedWarnings(act: Envelope, { before }: Pick<ValidationContext, 'before'>): Fault[] {
  const current = act.target && before.eventOf(act.target.event)?.current
  if (act.type !== eventCorrected.type || current === undefined) return []
  const { data } = eventCorrected.payload.safeParse(act.payload)
  if (data === undefined || canonicalJson(applyCorrection(current, data.set)) !== canonicalJson(current))
    return []
  const message = `expected something else than what stands; ${act.subject} reads so already, and this changes nothing`
  return [faultAt('W_UNCHANGED', ['payload', 'set'], message)]
}

/**
 * E_UNKNOWN_EVENT for each premise that is neither recorded nor further up in the batch, E_PREMISES for one that is an
 * act: an inference names the event itself, whose corrections it follows automatically.
 */
export function premiseFaults(event: Envelope, context: ValidationContext): Fault[] {
  return (event.premises ?? []).flatMap((premise, index) => {
    const path = ['premises', index]
    const acts = context.before.eventOf(premise)?.event.target
    return acts === undefined
      ? unknownEvent(premise, path, context)
      : [
          faultAt(
            'E_PREMISES',
            path,
            `expected an event, not an act on one; ${premise} acts on ${acts.event}`,
          ),
        ]
  })
}

/** E_UNKNOWN_EVENT for an id that is not recorded before; none if it is, or if that event of the batch has faults of its own. */
export function unknownEvent(
  id: EventId,
  path: Path,
  { before, batch, placeOf }: ValidationContext,
): Fault[] {
  if (before.eventOf(id) !== undefined || batch.unread.has(id)) return []
  const place = placeOf(id)
  const where =
    place === undefined
      ? 'neither recorded nor in this batch'
      : `${formatPlace(place)}, which is not before this one`
  return [faultAt('E_UNKNOWN_EVENT', path, `expected an event recorded before this one; ${id} is ${where}`)]
}

/**
 * E_UNKNOWN_EVENT for an event that a `DateInferred` dates and that is not recorded before, E_PREMISES for a subject of
 * an identity that no premise mentions, E_SHAPE for an identity of one subject, E_KIND for one of two kinds.
 */
export function inferenceFaults(event: Envelope, context: ValidationContext): Fault[] {
  if (event.type === dateInferred.type) {
    const of = dateInferred.payload.safeParse(event.payload).data?.of ?? []
    return of.flatMap((id, index) => unknownEvent(id, ['payload', 'of', index], context))
  }
  const premises = event.premises ?? []
  const { field, subjects } = identitySubjects(event)
  const pair = pairFaults(event, context.isNew ?? false)
  if (pair.length > 0) return pair
  const about = premises.map((id) => context.before.eventOf(id))
  if (about.includes(undefined)) return []
  const readings = about.flatMap((each) => (each === undefined ? [] : [each.event, each.current]))
  return subjects.flatMap((subject, index) =>
    readings.some((reading) => mentions(reading, subject))
      ? []
      : [
          faultAt(
            'E_PREMISES',
            ['payload', field, index],
            `expected a premise that speaks of ${subject}; none does`,
          ),
        ],
  )
}

function pairFaults(event: Envelope, isNew: boolean): Fault[] {
  const { field, subjects } = identitySubjects(event)
  const [one, other] = subjects
  if (one === undefined || other === undefined) return []
  const path = ['payload', field, 1]
  if (one === other)
    return [faultAt('E_SHAPE', path, `expected two different subjects; ${one} arrived twice`)]
  if (!isNew || kindOf(one) === kindOf(other)) return []
  const expected = `expected another ${kindOf(one)}, for what is of two kinds is not one`
  return [faultAt('E_KIND', path, `${expected}; ${other} arrived`)]
}

/** Whether the subject is the event’s own, or named in its payload. */
function mentions({ subject, payload }: Envelope, named: Subject): boolean {
  return subject === named || JSON.stringify(payload).includes(JSON.stringify(named))
}

/** The two subjects of an identity event and the payload field that holds them; no subjects for other events. */
export function identitySubjects(event: Envelope): {
  readonly field: string
  readonly subjects: readonly Subject[]
} {
  if (event.type === identityAsserted.type)
    return { field: 'same', subjects: identityAsserted.payload.safeParse(event.payload).data?.same ?? [] }
  if (event.type === identityDenied.type)
    return {
      field: 'distinct',
      subjects: identityDenied.payload.safeParse(event.payload).data?.distinct ?? [],
    }
  return { field: '', subjects: [] }
}
