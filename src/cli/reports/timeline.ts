import { anchorOf, type Domain } from '../../domain/index.ts'
import { type EventId, kindOf } from '../../event/index.ts'
import type { State } from '../../state/index.ts'
import { type Answer, and, type CivilDay, happenedDuring, type ValidBounds } from '../../time/index.ts'
import type { Version, View } from '../../visibility/index.ts'
import { titleOf } from '../page/values.ts'

/** An event with its date, as far as can be seen from a point. */
export type DatedEvent = {
  readonly view: View
  readonly version: Version
  readonly bounds: ValidBounds
  /** How certainly it is to be seen and, where days were asked for, that it was within them. */
  readonly certainty: Answer
  readonly title: string
  readonly datedBy: readonly EventId[]
}

type TimelineRequest = {
  readonly kinds: ReadonlySet<string>
  /** The first day and the last, both in. */
  readonly from?: CivilDay
  readonly to?: CivilDay
}

/** The dated events of these kinds that can be seen from a state, in order of valid time, then of position. */
export function timelineOf(
  state: State,
  domain: Domain,
  { kinds, from = -Infinity, to = Infinity }: TimelineRequest,
): readonly DatedEvent[] {
  const { view } = state
  const asked = Number.isFinite(from) || Number.isFinite(to)
  const window = { earliest: from, latest: to + 1 }
  const dated = view.visibleEvents.flatMap(({ recorded, versions }) => {
    const visible = and(view.exists(recorded.id), versions.length > 1 ? 'possibly' : 'definitely')
    return versions.flatMap((version): DatedEvent[] => {
      const { subject } = version.event.event
      if (!kinds.has(kindOf(subject)) || version.root.event.target !== undefined) return []
      const { bounds, datedBy } = version
      if (!Number.isFinite(anchorOf(bounds))) return []
      const certainty = asked ? and(visible, happenedDuring(bounds, window).answer) : visible
      if (certainty === 'no') return []
      return [{ view, version, bounds, certainty, title: titleOf(state, domain, subject), datedBy }]
    })
  })
  return dated.sort(
    (a, b) =>
      anchorOf(a.bounds) - anchorOf(b.bounds) ||
      a.bounds.begin.latest - b.bounds.begin.latest ||
      a.version.root.position - b.version.root.position,
  )
}
