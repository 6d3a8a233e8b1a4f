import { type EventId, type RecordedEvent, type Subject, sourcesOf } from '../event/index.ts'
import { type Answer, and, type ValidBounds } from '../time/index.ts'
import { type Dating, datingOf, seenStanding, standsOn, type Version, type View } from '../timeline/index.ts'
import type { Claim } from './field.ts'
import { type Gathered, gather, nothingGathered } from './gather.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A claim as it stands at a point: who makes it, how far it can be seen, and what it answers for the date. */
export type Standing = {
  readonly claim: Claim
  /** The event that makes it, as it was recorded. */
  readonly event: RecordedEvent
  readonly sources: readonly Subject[]
  readonly visible: Answer
  readonly bounds: ValidBounds
  /** The answer for the point's date; `no` only of an event that is definitely visible (rule 2). */
  readonly answer: Answer
  /** The events that it rests on: the one that makes it, its corrections, and what dates it. */
  readonly because: readonly EventId[]
}

/**
 * Every claim on a gathered subject that can be seen from the view, standing. Cost: the subject's claims.
 *
 * A corrected event is gathered anew in the versions that can be seen; a claim that all of them make
 * alike is as visible as the event itself.
 */
export function standingsOf(
  vocabulary: Vocabulary,
  view: View,
  gathered: Gathered,
  ids: Iterable<EventId>,
): Standing[] {
  const standings: Standing[] = []
  for (const id of ids) {
    const versions = view.versions(id)
    const written = versions.length === 1 && versions[0]?.key === id
    const made = versions.map((version) => ({
      version,
      claims: written ? (gathered.claims[id] ?? []) : claimsOf(vocabulary, gathered.subject, version),
    }))
    for (const { version, claims } of made) {
      if (claims.length === 0) continue
      const dating = datingOf(view, version)
      for (const claim of claims) {
        const shared = made.length > 1 && made.every((other) => makesAlike(view, other, claim, dating))
        if (shared && version !== made[0]?.version) continue
        standings.push(stand(view, version, claim, dating, shared ? version.existing : version.visible))
      }
    }
  }
  return standings
}

function stand(view: View, version: Version, claim: Claim, dating: Dating, visible: Answer): Standing {
  const answer = standsOn(claim.aspect, dating, view.point.date)
  return {
    claim,
    event: version.root,
    sources: sourcesOf(version.event.event),
    visible,
    bounds: dating.bounds,
    answer: seenStanding(visible, answer),
    because: [...version.by, ...dating.by],
  }
}

function claimsOf(vocabulary: Vocabulary, subject: Subject, version: Version): readonly Claim[] {
  const readable = { key: version.key, id: version.root.id, event: version.event.event }
  return gather(vocabulary, nothingGathered(subject), [readable]).claims[version.key] ?? []
}

function makesAlike(
  view: View,
  other: { readonly version: Version; readonly claims: readonly Claim[] },
  claim: Claim,
  dating: Dating,
): boolean {
  const { bounds } = datingOf(view, other.version)
  return (
    sameDays(bounds.begin, dating.bounds.begin) &&
    sameDays(bounds.end, dating.bounds.end) &&
    other.claims.some(
      (each) => each.field === claim.field && each.spelling === claim.spelling && each.stage === claim.stage,
    )
  )
}

function sameDays(a: ValidBounds['begin'], b: ValidBounds['begin']): boolean {
  return a.earliest === b.earliest && a.latest === b.latest
}

/** The standings with their visibility capped, as for a subject that is only possibly the same. */
export function cap(standings: readonly Standing[], by: Answer): readonly Standing[] {
  return standings.map((standing) => {
    const visible = and(standing.visible, by)
    return { ...standing, visible, answer: seenStanding(visible, standing.answer) }
  })
}
