import { type EventId, kindOf, type RecordedEvent, type Subject } from '../../src/event/index.ts'
import type { CivilDay, ValidBounds } from '../../src/time/index.ts'
import type { Point } from '../../src/visibility/index.ts'
import { claimsIn, type NaiveOption, WAYS } from './claims.ts'
import { type Agreement, disagreementOf } from './disagreements.ts'
import { type NaiveAnswer, resolveNaively, type Teller, type Told } from './field.ts'
import { contestedPairs, keysOf, linked, mayBeOne, possiblySame } from './identity.ts'
import { asBegin, type Reach, reachOf } from './lasting.ts'
import { lastDay } from './lives.ts'
import { type Read, type Readings, readingsOf } from './seen.ts'

export type NaiveField = NaiveAnswer & {
  readonly last: readonly string[]
  readonly next: readonly string[]
  readonly disagreement: string
}

export type NaiveItem = {
  readonly keys: readonly Subject[]
  readonly possiblySame: readonly Subject[]
  readonly first: number
  /** Those that are not too much to work out. */
  readonly fields: Readonly<Record<string, NaiveField>>
}

export type NaiveState = {
  readonly items: ReadonlyMap<Subject, NaiveItem>
  readonly visible: ReadonlySet<EventId>
  /** The conflicts about who is the same, each once, in the order of the alphabet. */
  readonly contested: readonly string[]
}

/**
 * The whole state by scanning everything: every subject that anything seen speaks of, and the ids seen. `inEveryWorld` is the
 * same on every date of one basis.
 */
export function naiveState(
  events: readonly RecordedEvent[],
  point: Point,
  inEveryWorld: Readings = readingsOf(events, point),
): NaiveState {
  const readings = new Map([...inEveryWorld].map(([id, ways]) => [id, waysOf(ways)]))
  const visible = new Set([...readings.values()].flat().flatMap((read) => read?.by ?? []))
  const told = [...readings].flatMap(([, ways]) =>
    waysOf(ways).flatMap((read) => (read === undefined ? [] : claimsIn(read.event))),
  )
  const spokenOf = [...new Set(told.map(({ subject }) => subject))]
  const items = new Map<Subject, NaiveItem>()
  for (const subject of [...spokenOf, ...linked(readings)]) {
    const keys = keysOf(subject, readings)
    if (!spokenOf.some((each) => keys.includes(each))) continue
    items.set(subject, itemOf(keys, readings, events, point.date))
  }
  const spoken = (key: Subject) => isSpokenOf(keysOf(key, readings), readings, point.date)
  return { items, visible, contested: contestedPairs(readings, spoken) }
}

/** Whether something is claimed of any of these keys that may have begun by then. */
function isSpokenOf(keys: readonly Subject[], readings: Readings, date: CivilDay): boolean {
  return [...readings.values()]
    .flat()
    .some(
      (read) =>
        read !== undefined &&
        read.bounds.begin.earliest <= date &&
        claimsIn(read.event).some(({ subject }) => keys.includes(subject)),
    )
}

/** The different ways in which an event reads, over all worlds. */
function waysOf(ways: readonly (Read | undefined)[]): readonly (Read | undefined)[] {
  return [...new Map(ways.map((read) => [JSON.stringify([read?.by, read?.bounds]), read])).values()]
}

/** The ways in which an event makes other claims, or of other days. */
function differing(teller: Teller): Teller {
  return [
    ...new Map(
      teller.map((told) => [JSON.stringify(told.map(({ claim, bounds }) => [claim, bounds])), told]),
    ).values(),
  ]
}

function itemOf(
  keys: readonly Subject[],
  readings: Readings,
  events: readonly RecordedEvent[],
  date: CivilDay,
): NaiveItem {
  const kind = WAYS[kindOf(keys[0] ?? '')] ?? {}
  const tellersOf = (field: string): Teller[] =>
    [...readings].map(([event, ways]) =>
      ways.map((read): Told[] =>
        read === undefined
          ? []
          : claimsIn(read.event)
              .filter((claim) => claim.field === field && keys.includes(claim.subject))
              .map((claim) => ({
                event,
                claim,
                bounds: claim.aspect === 'lasting' ? asBegin(read.bounds) : read.bounds,
              })),
      ),
    )
  const fields = Object.entries(kind).flatMap(([field, [way, ...options]]): [string, NaiveField][] => {
    const tellers = tellersOf(field)
    const reaching = tellers.map((teller) =>
      teller.map((way) =>
        way.map((told) => ({ ...told, reach: reachOf(told, tellers, options.includes('single')) })),
      ),
    )
    const answer = resolveNaively(way, reaching.map(differing), date)
    if (answer === undefined) return []
    const [last, next] = [lastOf(reaching, date), nextOf(tellers, date)]
    const disagreement = options.includes('single')
      ? disagreementOf(tellers, date, agreementOf(options, readings))
      : 'none'
    return [[field, { ...answer, last, next, disagreement }]]
  })
  const positions = events
    .filter(({ id }) =>
      (readings.get(id) ?? []).some(
        (read) => read !== undefined && claimsIn(read.event).some(({ subject }) => keys.includes(subject)),
      ),
    )
    .map(({ position }) => position)
  return {
    keys,
    possiblySame: possiblySame(keys, readings),
    first: Math.min(...positions),
    fields: Object.fromEntries(fields),
  }
}

/** Of a field whose values name subjects, two that are one subject are one value. */
function agreementOf(options: readonly NaiveOption[], readings: Readings): Agreement {
  const named = (value: string) => String(JSON.parse(value))
  const names = options.includes('names')
  return {
    inTurn: options.includes('in turn'),
    isOne: (a, b) => names && keysOf(named(a), readings).includes(named(b)),
    mayBeOne: (a, b) => names && mayBeOne(named(a), named(b), readings),
  }
}

/** The values attested last before the date: on the last day of which any attestation seen may speak. */
function lastOf(tellers: readonly Teller[], date: CivilDay): readonly string[] {
  const past = tellers
    .flat(2)
    .filter(({ claim }) => claim.aspect !== 'happened')
    .filter(({ bounds, reach }) => bounds.begin.earliest <= date && !mayHold(bounds, reach, date))
  const last = Math.max(...past.map(({ bounds }) => lastDay(bounds)))
  return valuesOf(past.filter(({ bounds }) => lastDay(bounds) === last))
}

function nextOf(tellers: readonly Teller[], date: CivilDay): readonly string[] {
  const coming = tellers
    .flat(2)
    .filter(({ claim, bounds }) => claim.aspect !== 'happened' && bounds.begin.earliest > date)
  const first = Math.min(...coming.map(({ bounds }) => bounds.begin.earliest))
  return valuesOf(coming.filter(({ bounds }) => bounds.begin.earliest === first))
}

function mayHold(bounds: ValidBounds, reach: Reach | undefined, date: CivilDay): boolean {
  return date <= Math.max(lastDay(bounds), reach?.sure ?? -Infinity, reach?.possible ?? -Infinity)
}

/** Their values, event by event; those of one event sorted. */
function valuesOf(told: readonly Told[]): readonly string[] {
  const byEvent = Map.groupBy(told, ({ event }) => event)
  return [...new Set([...byEvent.values()].flatMap((own) => own.map(({ claim }) => claim.value).sort()))]
}
