import { type EventId, kindOf, type RecordedEvent, type Subject } from '../../src/event/index.ts'
import type { Answer, CivilDay, ValidBounds } from '../../src/time/index.ts'
import type { Point } from '../../src/visibility/index.ts'
import { claimsIn, WAYS } from './claims.ts'
import { type NaiveAnswer, resolveNaively, type Teller, type Told } from './field.ts'
import { FIRST, LAST } from './lives.ts'
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

/** The whole state by scanning everything: every subject that anything seen speaks of, and the ids seen. */
export function naiveState(
  events: readonly RecordedEvent[],
  point: Point,
): { readonly items: ReadonlyMap<Subject, NaiveItem>; readonly visible: ReadonlySet<EventId> } {
  const inEveryWorld = readingsOf(events, point)
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
  return { items, visible }
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
              .map((claim) => ({ event, claim, bounds: read.bounds })),
      ),
    )
  const fields = Object.entries(kind).flatMap(([field, [way, single, inTurn]]): [string, NaiveField][] => {
    const tellers = tellersOf(field)
    const answer = resolveNaively(way, tellers.map(differing), date)
    if (answer === undefined) return []
    const [last, next] = [lastOf(tellers, date), nextOf(tellers, date)]
    const disagreement = single === undefined ? 'none' : disagreementOf(tellers, date, inTurn !== undefined)
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

/** The values attested last before the date: on the last day of which any attestation seen may speak. */
function lastOf(tellers: readonly Teller[], date: CivilDay): readonly string[] {
  const past = tellers
    .flat(2)
    .filter(({ claim }) => claim.aspect !== 'happened')
    .filter(({ bounds }) => bounds.begin.earliest <= date && !maySpeakOf(bounds, date))
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

function maySpeakOf(bounds: ValidBounds, date: CivilDay): boolean {
  return bounds.begin.earliest <= date && date <= lastDay(bounds)
}

/** The last day that it may reach, or, its end not stated, is known to reach. */
function lastDay({ begin, end, endStatus }: ValidBounds): CivilDay {
  if (endStatus === 'once') return begin.latest - 1
  return endStatus === 'stated' ? end.latest - 1 : Math.max(end.earliest, begin.latest - 1)
}

function valuesOf(told: readonly Told[]): readonly string[] {
  return [...new Set(told.map(({ claim }) => claim.value))]
}

/** Rule 8, pair by pair. */
function disagreementOf(tellers: readonly Teller[], date: CivilDay, inTurn: boolean): string {
  const claims = tellers.flatMap((teller) =>
    teller.flat().map((told) => ({ ...told, sure: teller.length === 1 })),
  )
  let kind = 'none'
  let certain = false
  for (const overlapping of inTurn ? [true] : [false, true])
    for (const a of claims)
      for (const b of claims) {
        if (a.event === b.event || a.claim.value === b.claim.value) continue
        if (Math.max(a.bounds.begin.earliest, b.bounds.begin.earliest) > date) continue
        const overlap = clip(a.bounds).some((day) => clip(b.bounds).includes(day))
        if (overlapping && !overlap) continue
        const together = !inTurn || certainDays(a.bounds).some((day) => certainDays(b.bounds).includes(day))
        const sure = a.sure && b.sure && together
        const found = overlapping ? 'conflict' : 'tension'
        certain = kind === found ? certain || sure : sure
        kind = found
      }
  return kind === 'none' ? kind : `${kind} ${certain ? 'definitely' : 'possibly'}`
}

/** Every day on which it holds in any case, until it is last heard of. */
function certainDays({ begin, end }: ValidBounds): readonly CivilDay[] {
  const days: CivilDay[] = []
  for (let day = Math.max(begin.latest - 1, FIRST); day <= Math.min(end.earliest, LAST); day += 1)
    days.push(day)
  return days
}

/** Every day of which it may speak. */
function clip(bounds: ValidBounds): readonly CivilDay[] {
  const days: CivilDay[] = []
  for (let day = Math.max(bounds.begin.earliest, FIRST); day <= Math.min(lastDay(bounds), LAST); day += 1)
    days.push(day)
  return days
}

/** All that is definitely the same, step by step. */
function keysOf(subject: Subject, readings: Readings): readonly Subject[] {
  const keys = [subject]
  for (const key of keys)
    for (const other of linked(readings))
      if (!keys.includes(other) && sameness(key, other, readings) === 'definitely') keys.push(other)
  return keys.sort()
}

function possiblySame(keys: readonly Subject[], readings: Readings): readonly Subject[] {
  return linked(readings)
    .filter((other) => !keys.includes(other))
    .filter((other) => keys.some((key) => sameness(key, other, readings) === 'possibly'))
    .sort()
}

function linked(readings: Readings): readonly Subject[] {
  const pairs = [...readings.values()].flat().flatMap((read) => pairIn(read, 'same') ?? [])
  return [...new Set(pairs)]
}

function sameness(a: Subject, b: Subject, readings: Readings): Answer {
  if (kindOf(a) !== kindOf(b)) return 'no'
  const says = (field: 'same' | 'distinct') =>
    [...readings.values()].map((ways) =>
      ways.map((read) => {
        const pair = pairIn(read, field) ?? []
        return pair.includes(a) && pair.includes(b)
      }),
    )
  const [asserted, denied] = [says('same'), says('distinct')]
  if (denied.some((ways) => ways.every((said) => said))) return 'no'
  if (!asserted.some((ways) => ways.some((said) => said))) return 'no'
  const sure = asserted.some((ways) => ways.every((said) => said))
  const undenied = denied.every((ways) => ways.every((said) => !said))
  return sure && undenied ? 'definitely' : 'possibly'
}

function pairIn(read: Read | undefined, field: 'same' | 'distinct'): readonly Subject[] | undefined {
  const type = field === 'same' ? 'IdentityAsserted' : 'IdentityDenied'
  const pair = read?.event.type === type ? read.event.payload[field] : undefined
  return Array.isArray(pair) ? pair.map(String) : undefined
}
