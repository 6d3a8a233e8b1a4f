import type { Fault } from '../errors.ts'
import { eventCorrected, kindOf, type Path, type Subject } from '../event/index.ts'
import type { BatchEvent } from './batch.ts'
import { identityOf } from './premises.ts'
import { nameOf } from './recorded.ts'
import { type Surroundings, told } from './surroundings.ts'

/** A subject and where it stands; `own` if it is what the event is about, and so may be moved by a correction. */
type Naming = { readonly subject: Subject; readonly path: Path; readonly own: boolean }

/**
 * E_TWO_KINDS for each place of the batch that puts a name under another kind than the one it stands under,
 * as everything reads once the batch is in: a correction that moves a subject's last event is no fault.
 */
export function kindFaults(
  entries: readonly BatchEvent[],
  { recorded, before, reading }: Surroundings,
): Fault[] {
  const namings = entries.flatMap(namingsOf)
  return namings.flatMap(({ subject, path, own }) => {
    const name = nameOf(subject)
    const first = namings.find((naming) => nameOf(naming.subject) === name)
    const kind = [...before.kindsOf(name).keys()][0] ?? kindOf(first?.subject ?? subject)
    const movedSince = own && !before.kindsOf(name).has(kindOf(subject))
    if (kindOf(subject) === kind || movedSince) return []
    const named = namings.find((naming) => naming.subject === `${kind}/${name}`)?.path
    const where =
      recorded.kindsOf(name).has(kind) || named === undefined ? 'in the record' : told(reading.placeOf(named))
    const message = `expected ${kind}/${name}, as ${where}; ${subject} puts one name under two kinds`
    return [{ code: 'E_TWO_KINDS', message, place: reading.placeOf(path) }]
  })
}

/** The subjects that an event names outright: its own, that of a correction, and the two of an identity. */
function namingsOf({ index, event }: BatchEvent): Naming[] {
  const base: Path = ['events', index]
  if (event.type === eventCorrected.type) {
    const subject = eventCorrected.payload.safeParse(event.payload).data?.set.subject
    return subject === undefined ? [] : [{ subject, path: [...base, 'payload', 'set', 'subject'], own: true }]
  }
  if (event.target !== undefined) return []
  const { field, subjects } = identityOf(event)
  return [
    { subject: event.subject, path: [...base, 'subject'], own: true },
    ...subjects.map((subject, place) => ({ subject, path: [...base, 'payload', field, place], own: false })),
  ]
}
