import type { EventId, Subject } from '../event/index.ts'
import type { Answer, CivilDay } from '../time/index.ts'
import type { Field } from './field.ts'
import type { Standing } from './standing.ts'
import { possiblyStands } from './ways.ts'

/** One value of a field, with the claims that make it; `likely` where an estimate holds it so by the date. */
export type Valued<T> = {
  readonly value: T
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
  /** Where the field is not attested on the date itself: the nearest before it, and the nearest after. */
  readonly lastAttested: Valued<T> | undefined
  readonly nextAttested: Valued<T> | undefined
  /** The events that answer: those of the values, or else those that exclude the date. */
  readonly because: readonly EventId[]
}

/** Resolves the standings of one field; those of other fields are passed over. */
export function resolve<T>(field: Field<T>, standings: readonly Standing[], date: CivilDay): Resolved<T> {
  const own = standings.filter(({ claim }) => claim.field === field.name).sort(byPosition)
  const { answer, candidates } = field.resolve(own)
  const deciding = candidates.length > 0 ? candidates : own.filter((standing) => standing.answer === answer)
  return {
    field: field.name,
    answer,
    values: valuesOf<T>(candidates, date),
    lastAttested: valuesOf<T>(lastBefore(own, date), date)[0],
    nextAttested: valuesOf<T>(firstAfter(own, date), date)[0],
    because: eventsOf(answer === 'unknown' ? [] : deciding),
  }
}

/** The value if it is the only one that may stand. */
export function onlyValue<T>(resolved: Resolved<T>): T | undefined {
  return resolved.values.length === 1 ? resolved.values[0]?.value : undefined
}

export function eventsOf(standings: readonly Standing[]): readonly EventId[] {
  return [...new Set(standings.flatMap(({ because }) => because))]
}

export function sourcesOfAll(standings: readonly Standing[]): readonly Subject[] {
  return [...new Set(standings.flatMap(({ sources }) => sources))]
}

function valuesOf<T>(standings: readonly Standing[], date: CivilDay): readonly Valued<T>[] {
  const groups = Map.groupBy(standings, ({ claim }) => claim.spelling)
  return [...groups.values()].map((group) => ({
    // A claim was put in under this very field, by its type: the token vouches for what comes out.
    value: group[0]?.claim.value as T,
    answer: group.some(({ answer }) => answer === 'definitely')
      ? 'definitely'
      : (group[0]?.answer ?? 'unknown'),
    likely: group.some(({ bounds }) => bounds.likely !== undefined && bounds.likely <= date),
    standings: group,
    sources: sourcesOfAll(group),
    because: eventsOf(group),
  }))
}

/** The attestations nearest before the date: those that share the latest last day. */
function lastBefore(standings: readonly Standing[], date: CivilDay): readonly Standing[] {
  const past = standings.filter(
    (one) => isAttestation(one) && !possiblyStands(one) && one.bounds.begin.earliest <= date,
  )
  const last = Math.max(...past.map(lastDay))
  return past.filter((one) => lastDay(one) === last)
}

function firstAfter(standings: readonly Standing[], date: CivilDay): readonly Standing[] {
  const coming = standings.filter((one) => isAttestation(one) && one.bounds.begin.earliest > date)
  const first = Math.min(...coming.map(({ bounds }) => bounds.begin.earliest))
  return coming.filter(({ bounds }) => bounds.begin.earliest === first)
}

function isAttestation({ claim, visible }: Standing): boolean {
  return claim.aspect !== 'happened' && visible !== 'no'
}

function lastDay({ bounds, claim }: Standing): CivilDay {
  return claim.aspect === 'lasting' ? bounds.end.earliest : bounds.begin.earliest
}

function byPosition(a: Standing, b: Standing): number {
  return a.event.position - b.event.position || (a.claim.spelling < b.claim.spelling ? -1 : 1)
}
