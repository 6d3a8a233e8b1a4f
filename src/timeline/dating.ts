import type { EventId } from '../event/index.ts'
import {
  type Answer,
  type Aspect,
  type CivilDay,
  intersect,
  standingAt,
  type ValidBounds,
} from '../time/index.ts'
import type { Version, View } from './view.ts'

/**
 * When a version of an event holds, as far as can be seen: its own bounds, narrowed by every inference
 * that is definitely visible; and, where an inference is only possibly so, the bounds with that one too.
 * A narrowing that contradicts what it narrows is left out.
 */
export type Dating = {
  readonly bounds: ValidBounds
  readonly ifInferred?: ValidBounds
  /** The inferences that narrowed it. */
  readonly by: readonly EventId[]
}

export function datingOf(view: View, version: Version): Dating {
  let bounds = version.event.valid
  let ifInferred: ValidBounds | undefined
  const by: EventId[] = []
  for (const narrowing of view.annals.narrowingsOf(version.root.id)) {
    for (const inference of view.versions(narrowing.id)) {
      const narrowed = narrow(ifInferred ?? bounds, inference.event.valid)
      if (narrowed === undefined) continue
      by.push(...inference.by)
      if (inference.existing === 'definitely' && ifInferred === undefined) bounds = narrowed
      else ifInferred = narrowed
    }
  }
  return ifInferred === undefined ? { bounds, by } : { bounds, ifInferred, by }
}

/** How a dated event stands on a day: where an inference is open, what holds either way. */
export function standsOn(aspect: Aspect, dating: Dating, day: CivilDay): Answer {
  const answer = standingAt(aspect, dating.bounds, day)
  if (dating.ifInferred === undefined) return answer
  const inferred = standingAt(aspect, dating.ifInferred, day)
  if (answer === inferred) return answer
  return [answer, inferred].some((each) => each === 'definitely' || each === 'possibly')
    ? 'possibly'
    : 'unknown'
}

/**
 * How a claim stands once it is also asked whether it can be seen (rule 2): only a definitely visible
 * event excludes a date; one that is possibly visible leaves `possibly` or `unknown`.
 */
export function seenStanding(visible: Answer, stands: Answer): Answer {
  if (visible === 'definitely') return stands
  if (visible !== 'possibly') return 'unknown'
  return stands === 'definitely' || stands === 'possibly' ? 'possibly' : 'unknown'
}

function narrow(bounds: ValidBounds, by: ValidBounds): ValidBounds | undefined {
  const begin = intersect(bounds.begin, by.begin)
  const end = intersect(bounds.end, by.end)
  if (begin === undefined || end === undefined) return undefined
  const likely = by.likely ?? bounds.likely
  return { begin, end, endStatus: bounds.endStatus, ...(likely === undefined ? {} : { likely }) }
}
