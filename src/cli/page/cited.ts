import { type Domain, nameOf } from '../../domain/index.ts'
import { type EventId, type Evidence, isSpan, type Subject } from '../../event/index.ts'
import type { State } from '../../state/index.ts'
import type { View } from '../../visibility/index.ts'
import type { Piece } from './layout.ts'

/** One place in a source, with the event that cites it and the label that the source goes by. */
type Cited = { readonly event: EventId; readonly label: string; readonly evidence: Evidence }

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

const SHOWN = 3

/** `[004 153–210; 002 25–131]`: of each source its first statement, and how many more sources there are. */
export function citation(view: View, ids: Iterable<EventId>): readonly Piece[] {
  const bySource = Map.groupBy(citedBy(view, ids), ({ evidence }) => evidence.source)
  const places = [...bySource.values()].flatMap((cited) => {
    const best = cited.find(({ evidence }) => evidence.role === 'statement') ?? cited[0]
    return best === undefined ? [] : [`${best.label} ${placeOf(best.evidence)}`]
  })
  if (places.length === 0) return []
  const more = places.length > SHOWN ? `; +${places.length - SHOWN}` : ''
  return [' ', { text: `[${places.slice(0, SHOWN).join('; ')}${more}]`, style: 'dim', whole: true }]
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
