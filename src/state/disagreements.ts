import {
  type DisagreementPayload,
  disagreementNoted,
  type EventId,
  payloadOf,
  type Subject,
} from '../event/index.ts'
import type { Answer } from '../time/index.ts'
import type { Version } from '../visibility/index.ts'
import type { Standing } from './field.ts'
import type { Item } from './kind.ts'
import { eventsOfStandings, lastDayOf, sourcesOfAll } from './resolve.ts'
import type { State } from './state.ts'

/**
 * Different values for one field (rule 8): a `conflict` where two of them may speak of one day, a `tension`
 * where they are of different times. The same value in other spelling is agreement, and nobody wins by being
 * later. Two readings of one event are no disagreement. Definite if two events that can be seen in any case,
 * each in one version only, disagree so.
 */
export type Disagreement = {
  readonly kind: 'conflict' | 'tension'
  readonly subject: Subject
  readonly field: string
  readonly certainty: Answer
  readonly sides: readonly Contention[]
  readonly because: readonly EventId[]
}

/** One of the values, with those who claim it. */
export type Contention = {
  readonly value: unknown
  readonly spelling: string
  readonly sources: readonly Subject[]
  readonly because: readonly EventId[]
}

/** The disagreements on an item's single-valued fields, among what was claimed of times up to the point's date. */
export function disagreementsOf(item: Item): readonly Disagreement[] {
  return item.kind.fields.flatMap((field) => {
    if (!field.single) return []
    const claimed = item.standings.filter(
      ({ claim, bounds }) => claim.field === field.name && bounds.begin.earliest <= item.point.date,
    )
    const sides = disagreeing(claimed)
    if (sides.length === 0) return []
    const sure = claimed.filter((one) => one.of === 1)
    const conflict = someOverlap(sides)
    const definite = conflict ? someOverlap(sure) : disagreeing(sure).length > 0
    return [
      {
        kind: conflict ? 'conflict' : 'tension',
        subject: item.subject,
        field: field.name,
        certainty: definite ? 'definitely' : 'possibly',
        sides: contentionsOf(sides),
        because: eventsOfStandings(sides),
      } satisfies Disagreement,
    ]
  })
}

/** The claims from which some claim of another event differs. */
function disagreeing(claimed: readonly Standing[]): readonly Standing[] {
  const speakers = new Map<string, Set<EventId>>()
  for (const { claim, event } of claimed)
    speakers.set(claim.spelling, (speakers.get(claim.spelling) ?? new Set()).add(event.id))
  return claimed.filter(({ claim, event }) =>
    [...speakers].some(
      ([spelling, events]) => spelling !== claim.spelling && (events.size > 1 || !events.has(event.id)),
    ),
  )
}

/** Whether two that differ may speak of one day. Cost: the claims, times those that reach into one another. */
function someOverlap(claimed: readonly Standing[]): boolean {
  let speaking: readonly Standing[] = []
  for (const one of claimed.toSorted(byBegin)) {
    speaking = speaking.filter((other) => lastDayOf(other) >= one.bounds.begin.earliest)
    if (speaking.some((other) => differ(one, other))) return true
    speaking = [...speaking, one]
  }
  return false
}

function differ(a: Standing, b: Standing): boolean {
  return a.event.id !== b.event.id && a.claim.spelling !== b.claim.spelling
}

function byBegin({ bounds: { begin: a } }: Standing, { bounds: { begin: b } }: Standing): number {
  return a.earliest === b.earliest ? 0 : a.earliest < b.earliest ? -1 : 1
}

function contentionsOf(claimed: readonly Standing[]): readonly Contention[] {
  return [...Map.groupBy(claimed, ({ claim }) => claim.spelling)].map(([spelling, group]) => ({
    value: group[0]?.claim.value,
    spelling,
    sources: sourcesOfAll(group),
    because: eventsOfStandings(group),
  }))
}

/** A disagreement or gap that a reader noted, since no field shows it: what it is about, the chief subject first. */
export type NotedDisagreement = DisagreementPayload & {
  readonly event: EventId
  readonly subject: Subject
  readonly certainty: Answer
  /** The note, what shaped its words, and the events that it rests on. */
  readonly because: readonly EventId[]
}

/**
 * What was noted, in the order of the ledger, as far as it can be seen: a note only where all that it rests on can
 * be, and once each of those may have begun by the point's date. Definite if it is seen in any case and in one
 * version. Cost: the events of the chronicle.
 */
export function notedIn({ view, point }: State): readonly NotedDisagreement[] {
  const mayHaveBegun = (id: EventId) =>
    view.versions(id).some(({ bounds }) => bounds.begin.earliest <= point.date)
  return view.eventIndex.events.flatMap((recorded) => {
    if (recorded.event.type !== disagreementNoted.type) return []
    const { versions, absent } = view.see(recorded.id)
    const [version, ...others] = versions
    if (version === undefined || !premisesOf(version).every(mayHaveBegun)) return []
    const { event, by } = version
    return [
      {
        ...payloadOf(disagreementNoted, event.event),
        event: recorded.id,
        subject: event.event.subject,
        certainty: absent || others.length > 0 ? 'possibly' : 'definitely',
        because: [...new Set([...by, ...premisesOf(version)])],
      } satisfies NotedDisagreement,
    ]
  })
}

function premisesOf({ event }: Version): readonly EventId[] {
  return event.event.premises ?? []
}
