import { kindOf, type Subject } from '../event/index.ts'
import { affectedEvents, basisOf, eventsTurningBetween, subjectsLinkedBy } from '../visibility/index.ts'
import type { State } from './state.ts'

/**
 * Of each kind, the subjects of which two states may say something different: none is missing, some may prove to
 * be the same. Worked out when first asked. Cost: the events that lie between the two points on any clock, and
 * those that rest on them; not the ledger.
 */
export function subjectsBetween(from: State, to: State): (kind: string) => Iterable<Subject> {
  let found: ReadonlyMap<string, readonly Subject[]> | undefined
  const turnsUnknown = (kind: string) =>
    from.point.date !== to.point.date &&
    from.projection.vocabulary.kinds.get(kind)?.derived?.some(({ turns }) => turns === undefined)
  return (kind) => {
    if (turnsUnknown(kind)) return from.projection.subjectsOf(kind)
    found ??= Map.groupBy(touched(from, to), kindOf)
    return found.get(kind) ?? []
  }
}

/**
 * What is said of them, what they are one with, or what is derived of them may differ. Each item on either side that
 * does not pair with its like has one of these among its keys: where no identity of any key differs, the keys are the
 * same on both sides.
 */
function touched({ view, projection, point }: State, { point: other }: State): ReadonlySet<Subject> {
  const { eventIndex } = view
  const seen = affectedEvents(eventIndex, basisOf(point), basisOf(other))
  const dated = eventsTurningBetween(eventIndex, point.date, other.date)
  const subjects = new Set<Subject>()
  const [first, last] = [Math.min(point.date, other.date), Math.max(point.date, other.date)]
  const turning = new Set(projection.turningWithin(first + 1, last))
  for (const id of seen.union(dated).union(turning))
    for (const subject of projection.spokenOf(id)) subjects.add(subject)
  for (const id of seen) for (const subject of subjectsLinkedBy(eventIndex, id)) subjects.add(subject)
  return subjects
}
