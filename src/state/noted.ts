import {
  type DisagreementPayload,
  disagreementNoted,
  type EventId,
  payloadOf,
  type RecordedEvent,
  type Subject,
  sourcesOf,
} from '../event/index.ts'
import type { Answer, CivilDay } from '../time/index.ts'
import type { Version, View } from '../visibility/index.ts'
import type { State } from './state.ts'

/** A disagreement or gap that a reader noted, since no field shows it: what it is about, the chief subject first. */
export type NotedDisagreement = Omit<DisagreementPayload, 'kind'> & {
  /** As noted; but a tension needs two sources: with fewer it is a `remark`. */
  readonly kind: DisagreementPayload['kind'] | 'remark'
  readonly event: EventId
  readonly subject: Subject
  readonly certainty: Answer
  /** The note, what shaped its words, and the events that it rests on. */
  readonly because: readonly EventId[]
}

/**
 * What was noted, in the order of the ledger, as far as it can be seen: a note only where all that it rests on can
 * be, and once each of those may have begun by the point's date. Definite if it is seen in any case and in one
 * version. Cost: the notes of the chronicle.
 */
export function notedIn({ view, point }: State): readonly NotedDisagreement[] {
  return notedBy(view, point.date)
}

/** The same on whatever date: all that was noted and can be seen. */
export function notedEver(view: View): readonly NotedDisagreement[] {
  return notedBy(view, Infinity)
}

function notedBy(view: View, date: CivilDay): readonly NotedDisagreement[] {
  const mayHaveBegun = (id: EventId) => view.versions(id).some(({ bounds }) => bounds.begin.earliest <= date)
  return view.eventIndex.ofType(disagreementNoted).flatMap((number) => {
    const id = view.eventIndex.idOf(number)
    const { versions, absent } = view.see(id)
    const [version, ...others] = versions
    if (version === undefined || !premisesOf(version).every(mayHaveBegun)) return []
    const { event, by } = version
    const payload = payloadOf(disagreementNoted, event.event)
    const alone = payload.kind === 'tension' && citedBehind(view, event, new Set()).size < 2
    return [
      {
        ...payload,
        kind: alone ? 'remark' : payload.kind,
        event: id,
        subject: event.event.subject,
        certainty: absent || others.length > 0 ? 'possibly' : 'definitely',
        because: [...new Set([...by, ...premisesOf(version)])],
      } satisfies NotedDisagreement,
    ]
  })
}

/** The sources that an event cites, by itself and by all that it rests on, as they read. */
function citedBehind(view: View, { id, event }: RecordedEvent, seen: Set<EventId>): ReadonlySet<Subject> {
  if (seen.has(id)) return new Set()
  seen.add(id)
  const premises = (event.premises ?? []).flatMap((each) => view.versions(each))
  return new Set([
    ...sourcesOf(event),
    ...premises.flatMap((premise) => [...citedBehind(view, premise.event, seen)]),
  ])
}

function premisesOf({ event }: Version): readonly EventId[] {
  return event.event.premises ?? []
}
