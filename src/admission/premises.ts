import type { Fault } from '../errors.ts'
import {
  dateInferred,
  type Envelope,
  type EventId,
  identityAsserted,
  identityDenied,
  type Path,
  type Subject,
} from '../event/index.ts'
import { faultAt, type Surroundings, told } from './surroundings.ts'

/**
 * E_UNKNOWN_EVENT for each premise that stands neither recorded nor further up in the batch, E_PREMISES for one
 * that is an act: what follows from an event follows its corrections by itself.
 */
export function premiseFaults(event: Envelope, surroundings: Surroundings): Fault[] {
  return (event.premises ?? []).flatMap((premise, index) => {
    const path = ['premises', index]
    const acts = surroundings.before.eventOf(premise)?.event.target
    return acts === undefined
      ? unknownEvent(premise, path, surroundings)
      : [
          faultAt(
            'E_PREMISES',
            path,
            `expected an event, not an act on one; ${premise} acts on ${acts.event}`,
          ),
        ]
  })
}

/** The one fault of naming an event that does not stand by then; none if it does, or could not be read. */
export function unknownEvent(id: EventId, path: Path, { before, reading, places }: Surroundings): Fault[] {
  if (before.eventOf(id) !== undefined || reading.unread.has(id)) return []
  const place = places.get(id)
  const where =
    place === undefined
      ? 'neither recorded nor in this batch'
      : `${told(place)}, which is not before this one`
  return [faultAt('E_UNKNOWN_EVENT', path, `expected an event that stands by then; ${id} is ${where}`)]
}

/**
 * What an inference is about must be there to infer of: E_UNKNOWN_EVENT for an event that a `DateInferred`
 * dates and that does not stand by then, E_PREMISES for a subject of an identity that no premise speaks of.
 */
export function inferenceFaults(event: Envelope, surroundings: Surroundings): Fault[] {
  if (event.type === dateInferred.type) {
    const of = dateInferred.payload.safeParse(event.payload).data?.of ?? []
    return of.flatMap((id, index) => unknownEvent(id, ['payload', 'of', index], surroundings))
  }
  const premises = event.premises ?? []
  const { field, subjects } = identityOf(event)
  const about = premises.map((id) => surroundings.before.eventOf(id))
  if (about.includes(undefined)) return []
  const readings = about.flatMap((each) => (each === undefined ? [] : [each.event, each.current]))
  return subjects.flatMap((subject, index) =>
    readings.some((reading) => speaksOf(reading, subject))
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

/** An event speaks of its own subject and of those that its payload names. */
function speaksOf({ subject, payload }: Envelope, named: Subject): boolean {
  return subject === named || JSON.stringify(payload).includes(JSON.stringify(named))
}

/** The two subjects that an identity is about, and the field of the payload that holds them; of other events none. */
export function identityOf(event: Envelope): {
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
