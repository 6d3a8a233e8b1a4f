import { type EventId, type RecordedEvent, type Subject, sourcesOf } from '../event/index.ts'
import type { View } from '../visibility/index.ts'

/**
 * What keeps an event from making something so at a point. `notRecorded`: it has a later position. Of one of its
 * sources: `unregistered` there, `notKnown` yet or only `possiblyKnown`, `notTrusted`, `withdrawn`. `retracted`,
 * `corrected`: by an act. `premiseMissing`: what it was inferred from cannot be seen for certain. `notYet`, `over`: its
 * date excludes the point's; `mayBeOtherwise`: it allows others; `otherDays`: it speaks of other days alone. `outdone`:
 * it stands, and others took the place of what it says.
 */
export const BLOCKERS = [
  'notRecorded',
  'unregistered',
  'notKnown',
  'possiblyKnown',
  'notTrusted',
  'withdrawn',
  'premiseMissing',
  'retracted',
  'corrected',
  'notYet',
  'over',
  'mayBeOtherwise',
  'otherDays',
  'outdone',
] as const

export type Blocker = {
  readonly by: (typeof BLOCKERS)[number]
  /** The registration, withdrawal, premise or act through which it is so; none where the event alone tells. */
  readonly through?: EventId
}

/** What hides an event, as it reads, from a view: by its place, its sources and its premises, each by itself. */
export function hiddenByGrounds(event: RecordedEvent, view: View, recordedToday: View): readonly Blocker[] {
  const { position, event: said } = event
  return [
    ...(position > view.basis.position ? [{ by: 'notRecorded' } as const] : []),
    ...sourcesOf(said).flatMap((source) => hiddenBySource(event, source, view, recordedToday)),
    ...(said.premises ?? [])
      .filter((premise) => view.exists(premise) !== 'definitely')
      .map((premise) => ({ by: 'premiseMissing', through: premise }) as const),
  ]
}

function hiddenBySource(
  event: RecordedEvent,
  source: Subject,
  view: View,
  recordedToday: View,
): readonly Blocker[] {
  const registration = view.eventIndex.registrationOf(source)
  if (registration === undefined || registration.position > recordedToday.basis.position)
    return [{ by: 'unregistered' }]
  const through = registration.id
  const evidence = event.event.evidence?.filter((each) => each.source === source) ?? []
  const alone = { ...event, event: { ...event.event, evidence } }
  const { known, trusted } = recordedToday.clocksOf(alone)
  const withdrawal = view.eventIndex
    .withdrawalsOf(source)
    .find(({ id }) => view.versions(id).some((version) => version.event.event.subject === source))
  return [
    ...(registration.position > view.basis.position && event.position <= view.basis.position
      ? [{ by: 'unregistered', through } as const]
      : []),
    ...(known === 'no' ? [{ by: 'notKnown', through } as const] : []),
    ...(known === 'possibly' ? [{ by: 'possiblyKnown', through } as const] : []),
    ...(trusted ? [] : [{ by: 'notTrusted', through } as const]),
    ...(withdrawal === undefined ? [] : [{ by: 'withdrawn', through: withdrawal.id } as const]),
  ]
}
