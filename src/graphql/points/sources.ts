import type { Snapshot } from '../../engine/index.ts'
import { RegestaError } from '../../errors.ts'
import { type SourcePayload, type Subject, withoutPoint } from '../../event/index.ts'
import { BYTES, inOneGo, ofEach, type Steps } from '../../state/index.ts'
import { type Days, readBound } from '../../time/index.ts'
import { type Faults, quoted } from '../faults.ts'
import { type AtPoint, atLatest, atPointOf, type SourceAtPoint, ViewCache } from './at-point.ts'

export type Registration = SourcePayload

/** A source by its id, as it reads from a point. Throws E_NO_SOURCE where no event registers it. */
export function sourceOf(from: AtPoint, id: string): SourceAtPoint {
  const registration = from.state.view.registrationOf(id)
  if (registration === undefined)
    throw new RegestaError('E_NO_SOURCE', 'fault', `no event registers ${id}`, { id })
  return { ...atPointOf(from), source: id, registration }
}

/** The sources with these ids, in that order. */
export function sourcesById(at: AtPoint, ids: readonly string[]): SourceAtPoint[] {
  return ids.map((id) => sourceOf(at, id))
}

/** Every source of a chronicle, in the order of registration, as it reads from the latest point; in steps. */
export function* sourcesOfChronicle(chronicle: Snapshot): Steps<readonly SourceAtPoint[]> {
  const at = atLatest(chronicle)
  const registrations = yield* chronicle.registrationSteps()
  return yield* ofEach(registrations, STEP, ({ event }) => [sourceOf(at, event.subject)])
}

/** The source of a chronicle that has this key, id or label, as it reads from the latest point. */
export function findSource(chronicle: Snapshot, name: string): SourceAtPoint | undefined {
  return inOneGo(sourceSteps(chronicle, name))
}

/** The same in steps. */
export function* sourceSteps(chronicle: Snapshot, name: string): Steps<SourceAtPoint | undefined> {
  const registration = yield* chronicle.sourceSteps(name)
  return registration && { ...atLatest(chronicle), source: registration.event.subject, registration }
}

/**
 * The ids of the sources that have this id or label at a point. A source that is recorded only later gives none and no
 * fault, so that a query of an old position can name it. A name that the latest point does not know either adds
 * E_UNKNOWN_SOURCE. Cost: the first call for a view reads each registration.
 */
export function sourceIdsNamed(at: AtPoint, name: string, faults: Faults): ReadonlySet<Subject> {
  return inOneGo(sourceIdSteps(at, name, faults))
}

/** The same in steps. */
export function* sourceIdSteps(at: AtPoint, name: string, faults: Faults): Steps<ReadonlySet<Subject>> {
  const ids = yield* namesAt(at)
  const found = ids.get(withoutPoint(name)) ?? ids.get(name)
  if (found === undefined && (yield* sourceSteps(at.chronicle, name)) === undefined)
    faults.add('E_UNKNOWN_SOURCE', 'source', noSuchSource(name))
  return found ?? new Set()
}

type IdsByName = ReadonlyMap<string, ReadonlySet<Subject>>

const idsByName = new ViewCache<IdsByName>(({ size }) => size * BYTES.name)

function* namesAt(at: AtPoint): Steps<IdsByName> {
  const { view } = at.state
  const known = idsByName.find(view, '')
  if (known !== undefined) return known
  const byName = new Map<string, Set<Subject>>()
  let read = 0
  for (const { event } of view.registrations) {
    if (++read % STEP === 0) yield
    for (const own of namesOf(sourceOf(at, event.subject)))
      byName.set(own, (byName.get(own) ?? new Set()).add(event.subject))
  }
  idsByName.set(view, '', byName)
  return byName
}

/** How many registrations are read in one step. */
const STEP = 50

function namesOf(source: SourceAtPoint): readonly string[] {
  return [source.source, readRegistration(source).label]
}

/** The message of E_UNKNOWN_SOURCE. */
export function noSuchSource(name: string): string {
  return `${quoted(name)} is not a source of this chronicle; see sources`
}

/** The registration of a source as the visible corrections leave it. */
export function readRegistration({ state: { view }, registration }: SourceAtPoint): Registration {
  return view.sourceFacts(registration)
}

/** When the public could know a source. */
export function publishedOf(each: SourceAtPoint): Days {
  return each.state.view.publishedOf(each.source) ?? readBound(readRegistration(each).published)
}
