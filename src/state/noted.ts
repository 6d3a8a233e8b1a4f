import {
  type DisagreementPayload,
  disagreementNoted,
  type EventId,
  payloadOf,
  type Subject,
} from '../event/index.ts'
import type { Answer } from '../time/index.ts'
import type { Version } from '../visibility/index.ts'
import type { State } from './state.ts'

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
