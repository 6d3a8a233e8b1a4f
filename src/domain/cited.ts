import { type EventId, type Evidence, isSpan, type Subject } from '../event/index.ts'
import type { State } from '../state/index.ts'
import type { View } from '../visibility/index.ts'
import { type Domain, nameOf } from './domain.ts'

/** One place in a source, with the event that cites it and the label that the source goes by. */
type Cited = { readonly event: EventId; readonly label: string; readonly evidence: Evidence }

/** A place in a source: `153–210` of the one with the label `004`. */
export type CitedPlace = { readonly source: Subject; readonly label: string; readonly place: string }

/** What these events rest on, as they read at the view's point; an inference on what its premises rest on. */
export function citedBy(view: View, ids: Iterable<EventId>): readonly Cited[] {
  const seen = new Set<EventId>()
  const cited: Cited[] = []
  const visit = (id: EventId) => {
    if (seen.has(id)) return
    seen.add(id)
    const [version] = view.versions(id)
    if (version === undefined) return
    for (const evidence of version.event.event.evidence ?? [])
      cited.push({ event: id, label: sourceLabel(view, evidence.source), evidence })
    for (const premise of version.event.event.premises ?? []) visit(premise)
  }
  for (const id of ids) visit(id)
  return cited
}

/** Of each source that these events rest on its first statement. */
export function placesCitedBy(view: View, ids: Iterable<EventId>): readonly CitedPlace[] {
  const bySource = Map.groupBy(citedBy(view, ids), ({ evidence }) => evidence.source)
  return [...bySource].flatMap(([source, cited]) => {
    const best = cited.find(({ evidence }) => evidence.role === 'statement') ?? cited[0]
    return best === undefined ? [] : [{ source, label: best.label, place: placeOf(best.evidence) }]
  })
}

/** A source's short name, or its id where it is not registered as far as can be seen. */
export function sourceLabel(view: View, source: Subject): string {
  const registration = view.registrationOf(source)
  if (registration === undefined || view.exists(registration.id) === 'no') return source
  return view.sourceFacts(registration).label
}

function placeOf(evidence: Evidence): string {
  return isSpan(evidence) ? `${evidence.start}–${evidence.end}` : evidence.locator
}

/** What a subject is called; a text that is no subject of the state stays as it is. */
export function titleOf(state: State, domain: Domain, subject: string): string {
  const item = subject.includes('/') ? state.item(subject) : undefined
  return item === undefined ? subject : nameOf(domain, state, item)
}
