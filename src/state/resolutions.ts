import type { EventId } from '../event/index.ts'
import type { Answer, ValidBounds } from '../time/index.ts'
import {
  always,
  byEvent,
  type Claim,
  type Group,
  type Heights,
  type Outcome,
  possiblyStands,
  type Resolution,
  type SeenClaim,
  type Standing,
} from './field.ts'

/**
 * *Latest*: a claim is a candidate if it possibly stands and no definitely standing one begins wholly after
 * it. Definite if all candidates agree and one definitely stands.
 */
export const latest: Resolution = Object.assign(
  (standings: readonly Standing[]) => settle(standings, beginDays),
  { heights: ({ bounds: { begin } }: SeenClaim) => ({ low: begin.earliest, high: begin.latest - 1 }) },
)

/** *All*: every claim that possibly stands is a candidate, each for itself; the answer is the best of them. */
export const all: Resolution = Object.assign(
  (standings: readonly Standing[]): Outcome => {
    const candidates = standings.filter(possiblyStands)
    if (candidates.length === 0) return none(noneStands(standings))
    const sure = byEvent(candidates).some((event) => always(event, definitelyStands))
    return { answer: sure ? 'definitely' : 'possibly', candidates, certain: certainOf(candidates) }
  },
  { heights: () => LEVEL },
)

/** *Attested*: what is claimed of the date itself, and no other; elsewhere unknown. */
export const attested: Resolution = Object.assign(
  (standings: readonly Standing[]): Outcome => {
    const candidates = standings.filter(possiblyStands)
    if (candidates.length === 0) return none('unknown')
    return agreed(candidates, certainOf(candidates))
  },
  { heights: () => LEVEL },
)

/** Where no claim beats another. */
export const LEVEL: Heights = { low: 0, high: 0 }

/**
 * *Lifecycle*: a later stage beats the earlier ones of `stages` (stages named together beat not one another),
 * and a claim that comes `after` an event ranks right above what that claims. A stage that only possibly
 * stands leaves both values possible.
 */
export function lifecycleBy(stages: readonly (readonly string[])[]): Resolution {
  const ranks = new Map(stages.flatMap((names, index) => names.map((name) => [name, index] as const)))
  const rankOf = ({ claim }: SeenClaim) => ranks.get(claim.stage ?? '') ?? -1
  return Object.assign(
    (standings: readonly Standing[]) => {
      const order: Order = orderOf(standings, rankOf)
      return settle(standings, (standing) => ({ low: order(standing), high: order(standing) }))
    },
    { heights: (seen: SeenClaim) => ({ low: rankOf(seen), high: rankOf(seen) }) },
  )
}

/** The stages of {@link stagedBy}, those named together being of one rank. */
export type Stages = {
  readonly first?: readonly (readonly string[])[]
  readonly dated?: readonly (readonly string[])[]
  readonly last?: readonly (readonly string[])[]
}

/**
 * *Staged*: claims of a stage in `dated` beat one another by date, as *latest*, and on one day by the order of their stages.
 * Those of `first` lie below them and those of `last` above them, whatever their dates, by the order of their stages.
 * A possible one leaves both values possible.
 */
export function stagedBy({ first = [], dated = [], last = [] }: Stages): Resolution {
  const scaleOf = new Map<string, (days: Heights) => Heights>()
  const fixed = (at: number) => () => ({ low: at, high: at })
  for (const [rank, names] of first.entries())
    for (const name of names) scaleOf.set(name, fixed(rank - FAR * 2))
  for (const [rank, names] of last.entries())
    for (const name of names) scaleOf.set(name, fixed(rank + FAR * 2))
  for (const [rank, names] of dated.entries())
    for (const name of names)
      scaleOf.set(name, ({ low, high }) => ({
        low: within(low) + rank / dated.length,
        high: within(high) + rank / dated.length,
      }))
  const lies = (stage: string | undefined, days: Heights) => scaleOf.get(stage ?? '')?.(days) ?? days
  return Object.assign(
    (standings: readonly Standing[]) =>
      settle(standings, (standing) => lies(standing.claim.stage, beginDays(standing))),
    {
      heights: ({ claim, bounds: { begin } }: SeenClaim) =>
        lies(claim.stage, { low: begin.earliest, high: begin.latest - 1 }),
    },
  )
}

/** Beyond every civil day. */
const FAR = 1e11

function within(day: number): number {
  return Math.max(-FAR, Math.min(FAR, day))
}

/** The days on which a claim may begin, up to the date that is asked about. */
export function beginDays({ bounds: { begin }, date }: Standing): Heights {
  return { low: begin.earliest, high: Math.max(begin.earliest, Math.min(begin.latest - 1, date)) }
}

/** Where a claim may lie on the scale along which later claims beat earlier ones. */
type Scale = (standing: Standing) => Heights

/** The highest claims on the scale win: candidates are those that do so in some world. */
function settle(standings: readonly Standing[], scale: Scale): Outcome {
  const possible = standings.filter(possiblyStands)
  if (possible.length === 0) return none(noneStands(standings))
  if (isOneAnEvent(possible)) return settleSingly(possible, scale)
  const floor = floorOf(possible, scale, definitelyStands)
  const candidates = possible.filter((one) => scale(one).high >= floor(one))
  const spellings = new Set(candidates.map(({ claim }) => claim.spelling))
  const certain = [...spellings].filter((spelling) => {
    const says = ({ claim }: Standing) => claim.spelling === spelling
    const sure = (one: Standing) => says(one) && definitelyStands(one)
    if (!byEvent(candidates.filter(says)).some((event) => always(event, sure))) return false
    const own = floorOf(possible.filter(says), scale, sure)
    return possible.every((rival) => says(rival) || scale(rival).high <= own(rival))
  })
  return agreed(candidates, new Set(certain))
}

function isOneAnEvent(standings: readonly Standing[]): boolean {
  return new Set(standings.map(({ event }) => event.id)).size === standings.length
}

/** The same where each event makes one claim: none of it depends on how the others of an event read. Cost: the claims. */
function settleSingly(possible: readonly Standing[], scale: Scale): Outcome {
  const heights = possible.map(scale)
  let floor = -Infinity
  /** By value, how high some claim of it reaches for certain, and how high one may. */
  const certainly = new Map<string, number>()
  const possibly = new Map<string, number>()
  for (const [index, { low, high }] of heights.entries()) {
    const standing = possible[index]
    if (standing === undefined) continue
    const { spelling } = standing.claim
    possibly.set(spelling, Math.max(high, possibly.get(spelling) ?? -Infinity))
    if (standing.of !== 1 || !definitelyStands(standing)) continue
    floor = Math.max(floor, low)
    certainly.set(spelling, Math.max(low, certainly.get(spelling) ?? -Infinity))
  }
  const candidates = possible.filter((_, index) => (heights[index]?.high ?? 0) >= floor)
  let [highest, next] = [-Infinity, -Infinity]
  for (const high of possibly.values())
    if (high > highest) [highest, next] = [high, highest]
    else if (high > next) next = high
  const certain = [...certainly].filter(([spelling, low]) => {
    const rival = possibly.get(spelling) === highest ? next : highest
    return rival <= low
  })
  return agreed(candidates, new Set(certain.map(([spelling]) => spelling)))
}

/**
 * For a claim: the least height that the other wanted claims reach in any world in which it is made. Claims of its own
 * event count in its own version only.
 */
export function floorOf(standings: readonly Standing[], scale: Scale, wanted: (one: Standing) => boolean) {
  const heightOf = (claims: readonly Standing[]) =>
    Math.max(...claims.filter(wanted).map((one) => scale(one).low))
  const own = new Map<EventId, Group>()
  let [highest, next]: [Height, Height] = [NOWHERE, NOWHERE]
  for (const group of byEvent(standings)) {
    own.set(group.event, group)
    if (!always(group, wanted)) continue
    const height = Math.min(...[...group.versions.values()].map(heightOf))
    const reached = { event: group.event, height }
    if (height > highest.height) [highest, next] = [reached, highest]
    else if (height > next.height) next = reached
  }
  return ({ event, version }: Standing): number => {
    const others = highest.event === event.id ? next : highest
    return Math.max(others.height, heightOf(own.get(event.id)?.versions.get(version) ?? []))
  }
}

/** How high an event reaches in any world in which it is made. */
type Height = { readonly event: EventId; readonly height: number }

const NOWHERE: Height = { event: '', height: -Infinity }

/** The values that one event claims, to stand definitely, however it reads. */
function certainOf(candidates: readonly Standing[]): ReadonlySet<string> {
  const certain = new Set<string>()
  for (const event of byEvent(candidates))
    for (const { claim } of event.versions.values().next().value ?? [])
      if (always(event, (one) => one.claim.spelling === claim.spelling && definitelyStands(one)))
        certain.add(claim.spelling)
  return certain
}

export function agreed(candidates: readonly Standing[], certain: ReadonlySet<string>): Outcome {
  const agree = candidates.every(({ claim }) => claim.spelling === candidates[0]?.claim.spelling)
  return { answer: agree && certain.size === 1 ? 'definitely' : 'possibly', candidates, certain }
}

function none(answer: Outcome['answer']): Outcome {
  return { answer, candidates: [], certain: new Set() }
}

export function definitelyStands({ answer }: Standing): boolean {
  return answer === 'definitely'
}

/** A claim's place among the others, from the lowest up; equal where neither comes before the other. */
export type Order = (standing: Standing) => number

/**
 * The order of a lifecycle's claims, computed from all visible claims, whether they stand or not: by rank, and a claim with
 * `after` comes right above the highest claim of that event. A cycle of `after` is cut where it closes.
 */
export function orderOf(standings: readonly Standing[], rankOf: (standing: Standing) => number): Order {
  if (standings.every(({ claim }) => claim.after === undefined)) return rankOf
  const byEvent = Map.groupBy(standings, ({ event }) => event.id)
  // A key in which no cycle was cut is the same from every starting point, so it is remembered.
  const known = new Map<Standing, readonly number[]>()
  let cuts = 0
  const keyOf = (standing: Standing, seen: ReadonlySet<EventId>): readonly number[] => {
    const { after } = standing.claim
    if (after === undefined) return [rankOf(standing)]
    const remembered = known.get(standing)
    if (remembered !== undefined) return remembered
    const cutsBefore = cuts
    const passed = new Set(seen).add(standing.event.id)
    if (passed.has(after)) cuts += 1
    const before = passed.has(after) ? [] : (byEvent.get(after) ?? [])
    const highest = before.map((each) => keyOf(each, passed)).reduce(higher, [])
    const key = [...highest, rankOf(standing)]
    if (cuts === cutsBefore) known.set(standing, key)
    return key
  }
  const sorted = standings
    .map((standing) => ({ standing, key: keyOf(standing, new Set()) }))
    .sort((a, b) => compareKeys(a.key, b.key))
  const places = new Map<Standing, number>()
  let [place, highest]: [number, readonly number[]] = [-1, []]
  for (const { standing, key } of sorted) {
    if (compareKeys(key, highest) > 0) [place, highest] = [place + 1, key]
    places.set(standing, place)
  }
  return (standing) => places.get(standing) ?? -1
}

function higher(a: readonly number[], b: readonly number[]): readonly number[] {
  return compareKeys(a, b) >= 0 ? a : b
}

/** Compares step by step; if one key is the beginning of the other, the longer one is higher. */
function compareKeys(a: readonly number[], b: readonly number[]): number {
  for (let step = 0; step < Math.min(a.length, b.length); step += 1) {
    const difference = (a[step] ?? 0) - (b[step] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/**
 * The answer where no claim may stand: `no` if an event that can be seen in any case excludes the date (rule 2)
 * and all that says nothing of the date are attestations of days that the excluding claim allows; else
 * `unknown`.
 */
export function noneStands(standings: readonly Standing[]): Answer {
  const silent = standings.filter(({ answer }) => answer === 'unknown')
  if (silent.length === 0 && standings.some((one) => one.of === 1 && excludes(one))) return 'no'
  const excluding = byEvent(standings.filter(excludes))
  if (!excluding.some((event) => always(event, excludes))) return 'unknown'
  return silent.every((one) => isExplained(one, excluding)) ? 'no' : 'unknown'
}

export function excludes({ answer }: Standing): boolean {
  return answer === 'no'
}

/** Whether, in every world in which it is attested, an excluding claim allows the days of the attestation. */
function isExplained(silent: Standing, excluding: readonly Group[]): boolean {
  if (silent.claim.aspect !== 'attested') return false
  // A bare day of what lasts is its begin.
  const endOf = ({ aspect }: Claim, { end, endStatus }: ValidBounds) =>
    aspect === 'lasting' && endStatus === 'once' ? Infinity : end.latest
  const allows = ({ claim, bounds }: Standing) =>
    bounds.begin.earliest <= silent.bounds.begin.earliest && silent.bounds.end.latest <= endOf(claim, bounds)
  return excluding.some((event) =>
    event.event === silent.event.id
      ? event.versions.get(silent.version)?.some(allows)
      : always(event, allows),
  )
}
