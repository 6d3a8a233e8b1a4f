import type { EventId, Subject } from '../event/index.ts'
import { type Answer, and, type CivilDay } from '../time/index.ts'
import { always, byEvent, type Field, possiblyStands, type SeenClaim, type Standing } from './field.ts'
import { all, excludes } from './resolutions.ts'

/** One value of a field, with the claims that make it; `likely` where an estimate holds it so by the date. */
export type Valued<T> = {
  readonly value: T
  /** Whether the field has this value, among others or alone, in any case. */
  readonly answer: Answer
  readonly likely: boolean
  readonly standings: readonly Standing[]
  readonly sources: readonly Subject[]
  readonly because: readonly EventId[]
}

/** What a field resolves to at a point. */
export type Resolved<T> = {
  readonly field: string
  readonly answer: Answer
  /** The values that definitely or possibly stand, each once; the order is that of their events. */
  readonly values: readonly Valued<T>[]
  /**
   * Of what is attested of other days: the nearest before the date and the nearest after, the first recorded
   * where several are as near. Their answer is whether the attestation can be seen in any case.
   */
  readonly lastAttested: Valued<T> | undefined
  readonly nextAttested: Valued<T> | undefined
  /** The events that answer: those of the values, or else those that exclude the date. */
  readonly because: readonly EventId[]
}

/** Resolves the standings of one field, in whatever order. */
export function resolve<T>(field: Field<T>, standings: readonly Standing[], date: CivilDay): Resolved<T> {
  const own = standings.toSorted(byPosition)
  const { answer, candidates, certain } = field.resolve(own)
  return {
    field: field.name,
    answer,
    values: valuesOf<T>(candidates, date, (_, spelling) => certain.has(spelling)),
    lastAttested: valuesOf<T>(lastBefore(own, date), date, isSure)[0],
    nextAttested: valuesOf<T>(nextAfter(own, date), date, isSure)[0],
    because: eventsOfStandings(answer === 'no' ? own.filter(excludes) : candidates),
  }
}

/**
 * What it resolves to where further claims are possible that are not among its standings: nothing is excluded, and of what
 * others could replace, nothing is certain.
 */
export function asPartial<T>(field: Field<T>, resolved: Resolved<T>): Resolved<T> {
  if (resolved.answer === 'no') return { ...resolved, answer: 'unknown', because: [] }
  if (field.resolve === all || resolved.answer === 'unknown') return resolved
  const values = resolved.values.map((value) => ({ ...value, answer: and(value.answer, 'possibly') }))
  return { ...resolved, answer: and(resolved.answer, 'possibly'), values }
}

/** The value if it is the only one that may stand. */
export function onlyValue<T>(resolved: Resolved<T>): T | undefined {
  return resolved.values.length === 1 ? resolved.values[0]?.value : undefined
}

export function eventsOfStandings(standings: readonly Standing[]): readonly EventId[] {
  const events = new Set<EventId>()
  for (const { because } of standings) for (const id of because) events.add(id)
  return [...events]
}

/** The events for which a field is shown as it is: those that answer, or else those of its nearest attestations. */
export function eventsShowing({ answer, because, lastAttested, nextAttested }: Resolved<unknown>) {
  if (answer !== 'unknown') return because
  return [...because, ...(lastAttested?.because ?? []), ...(nextAttested?.because ?? [])]
}

/** Whether a field is empty at the point: no value, and none attested before or after. */
export function isEmptyField(resolved: Resolved<unknown>): boolean {
  // What is attested of a large subject is found when it is first read.
  if (resolved.answer !== 'unknown') return false
  return resolved.lastAttested === undefined && resolved.nextAttested === undefined
}

/** Every source behind some standings, each once. */
export function sourcesOfAll(standings: readonly Standing[]): readonly Subject[] {
  const all = new Set<Subject>()
  for (const { sources } of standings) for (const source of sources) all.add(source)
  return [...all]
}

function valuesOf<T>(
  standings: readonly Standing[],
  date: CivilDay,
  isCertain: (group: readonly Standing[], spelling: string) => boolean,
): readonly Valued<T>[] {
  const groups = Map.groupBy(standings, ({ claim }) => claim.spelling)
  return [...groups].map(([spelling, group]) => ({
    // A claim was put in under this very field, by its type: the token vouches for what comes out.
    value: group[0]?.claim.value as T,
    answer: isCertain(group, spelling) ? 'definitely' : 'possibly',
    likely: group.some(({ bounds }) => bounds.likely !== undefined && bounds.likely <= date),
    standings: group,
    sources: sourcesOfAll(group),
    because: eventsOfStandings(group),
  }))
}

/** Whether one event makes such a claim however it reads. */
function isSure(group: readonly Standing[]): boolean {
  return byEvent(group).some((event) => always(event, () => true))
}

/** The order of claims: by event, then by what they say, whatever its versions. */
export function byPosition(a: Standing, b: Standing): number {
  const places = a.event.position - b.event.position
  if (places !== 0 || a.claim.spelling === b.claim.spelling) return places
  return a.claim.spelling < b.claim.spelling ? -1 : 1
}

/** The attestations nearest before the date: those that share the latest last day. */
export function lastBefore(standings: readonly Standing[], date: CivilDay): readonly Standing[] {
  const past = standings.filter(
    (one) => isAttestation(one) && !possiblyStands(one) && one.bounds.begin.earliest <= date,
  )
  const last = past.reduce((latest, one) => Math.max(latest, lastDayOf(one)), -Infinity)
  return past.filter((one) => lastDayOf(one) === last)
}

/** Those nearest after the date: that begin after it, and may do so first. */
export function nextAfter(standings: readonly Standing[], date: CivilDay): readonly Standing[] {
  const coming = standings.filter((one) => isAttestation(one) && one.bounds.begin.earliest > date)
  const first = coming.reduce((earliest, { bounds }) => Math.min(earliest, bounds.begin.earliest), Infinity)
  return coming.filter(({ bounds }) => bounds.begin.earliest === first)
}

/** The last day of which a claim may speak; where its end is not stated, the last that it is known to reach. */
export function lastDayOf({ bounds: { begin, end, endStatus } }: SeenClaim): CivilDay {
  return endStatus === 'once' || endStatus === 'stated'
    ? end.latest - 1
    : Math.max(end.earliest, begin.latest - 1)
}

function isAttestation({ claim }: Standing): boolean {
  return claim.aspect !== 'happened'
}
