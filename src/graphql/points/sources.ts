import type { z } from 'zod'
import { RegestaError } from '../../errors.ts'
import { payloadOf, type Subject, sourceRegistered } from '../../event/index.ts'
import { type Interval, readBound } from '../../time/index.ts'
import type { View } from '../../visibility/index.ts'
import { type Faults, quoted } from '../faults.ts'
import { type AtPoint, atLatest, type SourceAtPoint } from './at-point.ts'

/**
 * The ids of the sources that go by a name, an id or a label, at a stand. A source that is not recorded there yet is
 * none of them, and yet no mistake: only a name that the whole ledger does not know adds E_UNKNOWN_SOURCE, as of those
 * whom one trusts. The head is asked for that alone.
 */
export function sourcesNamed(at: AtPoint, name: string, faults: Faults): ReadonlySet<Subject> {
  const { view } = at.state
  const here = remembered.get(view) ?? new Map<string, ReadonlySet<Subject>>()
  remembered.set(view, here)
  const known = here.get(name)
  if (known !== undefined) return known
  const named = view.eventIndex.registrations
    .filter(({ position }) => position <= view.basis.position)
    .filter((registration) => isSourceNamed({ ...at, registration }, name))
    .map(({ event }) => event.subject)
  const found = new Set(named)
  if (found.size > 0) here.set(name, found)
  else if (sourceNamed(atLatest(at.chronicle), name) === undefined)
    faults.add('E_UNKNOWN_SOURCE', 'source', noSuchSource(name))
  return found
}

/** Names that are some source's, which are asked for again and again; of any other, nothing is kept. */
const remembered = new WeakMap<View, Map<string, ReadonlySet<Subject>>>()

const published = new WeakMap<View, Map<Subject, Interval | undefined>>()

/** When the public could know a source, as it reads from a view; found once for each. */
export function publishedIn(view: View, source: Subject): Interval | undefined {
  const here = published.get(view) ?? new Map<Subject, Interval | undefined>()
  published.set(view, here)
  if (!here.has(source)) here.set(source, view.publishedOf(source))
  return here.get(source)
}

/** The first day on which the public could know of something by one of its sources; -∞ where it names none, or one that is open. */
export function firstKnown(view: View, sources: readonly Subject[]): number {
  const days = sources.map((source) => publishedIn(view, source)?.earliest ?? -Infinity)
  return days.length === 0 ? -Infinity : Math.min(...days)
}

export type Registration = z.infer<typeof sourceRegistered.payload>

/** A source by its id, as it reads from a stand. */
export function sourceOf({ chronicle, state }: AtPoint, id: string): SourceAtPoint {
  const registration = state.view.eventIndex.registrationOf(id)
  if (registration === undefined)
    throw new RegestaError('E_NO_SOURCE', 'fault', `no event registers ${id}`, { id })
  return { chronicle, state, registration }
}

const registrations = new WeakMap<View, Map<string, Registration>>()

/** Sources by their ids, in that order, as they read from a stand. */
export function sourcesById(at: AtPoint, ids: readonly string[]): SourceAtPoint[] {
  return ids.map((id) => sourceOf(at, id))
}

/** What is registered of a source, corrections that can be seen included; read once for each view. */
export function readRegistration({ state: { view }, registration }: SourceAtPoint): Registration {
  const read = registrations.get(view) ?? new Map<string, Registration>()
  registrations.set(view, read)
  const known = read.get(registration.id)
  if (known !== undefined) return known
  const [version] = view.versions(registration.id)
  const payload = payloadOf(sourceRegistered, (version?.event ?? registration).event)
  read.set(registration.id, payload)
  return payload
}

/** Whether this is what the source goes by: its id, or its label. */
export function isSourceNamed(source: SourceAtPoint, name: string): boolean {
  return source.registration.event.subject === name || readRegistration(source).label === name
}

/** The id of the source that goes by this name, if there is one. */
export function sourceNamed(at: AtPoint, name: string): string | undefined {
  return at.chronicle.registrations.find((registration) => isSourceNamed({ ...at, registration }, name))
    ?.event.subject
}

export function noSuchSource(name: string): string {
  return `${quoted(name)} is not a source of this chronicle; see sources`
}

export function publishedOf(source: SourceAtPoint): Interval {
  return (
    source.state.view.publishedOf(source.registration.event.subject) ??
    readBound(readRegistration(source).published)
  )
}
