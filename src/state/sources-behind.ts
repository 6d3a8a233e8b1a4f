import { type EventId, type Subject, sourcesOf } from '../event/index.ts'
import type { EventIndex } from '../visibility/index.ts'
import type { Projection } from './projection.ts'

/**
 * The sources that bear on what can be seen of a subject, from wherever one looks: those of its events, of what was
 * done to them, dates them, joins them or is their premise, in any reading, and so on for each of these. None is
 * missing. Cost: those events; not the ledger.
 */
export function sourcesBehind(
  eventIndex: EventIndex,
  projection: Projection,
  subject: Subject,
): ReadonlySet<Subject> {
  const events = new Set<EventId>()
  const keys = new Set([subject])
  for (const key of keys) {
    for (const id of projection.eventsOf(key)) events.add(id)
    for (const { other, by } of eventIndex.linksOf(key)) {
      events.add(by.id)
      keys.add(other)
    }
  }
  const sources = new Set<Subject>()
  for (const id of events) {
    for (const { id: beside } of [...eventIndex.actsOn(id), ...eventIndex.narrowingsOf(id)])
      events.add(beside)
    for (const premise of eventIndex.event(id)?.event.premises ?? []) events.add(premise)
    for (const source of [...eventIndex.readingsOf(id)].flatMap(sourcesOf)) {
      if (sources.has(source)) continue
      sources.add(source)
      for (const told of [...eventIndex.registrationsOf(source), ...eventIndex.withdrawalsOf(source)])
        events.add(told.id)
    }
  }
  return sources
}
