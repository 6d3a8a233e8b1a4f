import { nearestName } from '../../errors.ts'
import { kindOf, type Subject } from '../../event/index.ts'
import type { ReadonlyWriteModel } from '../write-model.ts'

/** A name of fewer letters is near to too many. */
const SHORTEST = 4

/**
 * The key of a kind that is nearest to one that nothing has: one letter or digit away, or else the nearest by
 * {@link nearestName}, with the date that stands before a name or without. For a message, which says that it guesses.
 */
export function nearestKey(
  subject: Subject,
  model: ReadonlyWriteModel,
  isRight: (key: Subject) => boolean = () => true,
): Subject | undefined {
  const ofKind = model.subjectsOf(kindOf(subject))
  if (ofKind.size === 0) return undefined
  const isThere = (key: Subject) => key !== subject && model.eventsAbout(key).length > 0 && isRight(key)
  const close = [...model.subjectsNear(subject)].find(isThere)
  if (close !== undefined) return close
  const keys = new Map([...ofKind].map((key) => [nameOf(key), key]))
  const undated = nameOf(subject).replace(DATE, '')
  const names = [...keys.keys()]
  const name = nearestName(nameOf(subject), names) ?? names.find((each) => each.replace(DATE, '') === undated)
  const key = name === undefined ? undefined : keys.get(name)
  return key !== undefined && isThere(key) ? key : undefined
}

/** A date in front of a name, as in `2025-12-04-two-plus-two`. */
const DATE = /^\d{4}(-\d{2}(-\d{2})?)?-/

/**
 * A key in use that differs from this one by one letter: added, left out, replaced or swapped with its neighbour. Digits that
 * differ are of another day or number, and no slip.
 */
export function keyWithinLetter(subject: Subject, model: ReadonlyWriteModel): Subject | undefined {
  const digits = subject.replace(/\D/g, '')
  return [...model.subjectsNear(subject)].find(
    (key) => key.replace(/\D/g, '') === digits && model.eventsAbout(key).length > 0,
  )
}

/** Whether a key has too few letters to be near to another. */
export function isShort(subject: Subject): boolean {
  return nameOf(subject).replace(/[^a-z]/g, '').length < SHORTEST
}

/** `, did you mean meeting/talks?`, or nothing where no key is near. */
export function guess(nearest: Subject | undefined): string {
  return nearest === undefined ? '' : `; did you mean ${nearest}?`
}

function nameOf(subject: Subject): string {
  return subject.slice(subject.indexOf('/') + 1)
}
