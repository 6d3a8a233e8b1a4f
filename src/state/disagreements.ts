import { type EventId, type Subject, sourcesOf } from '../event/index.ts'
import type { Answer, CivilDay } from '../time/index.ts'
import { type Contested, type Identity, identityOf, soleIdentity } from '../visibility/index.ts'
import { evaluateAt, type Field, type SeenClaim, type Standing } from './field.ts'
import type { Item } from './kind.ts'
import { eventsOfStandings, lastDayOf, sourcesOfAll } from './resolve.ts'
import type { State } from './state.ts'
import { inOneGo, ofEach, type Steps } from './steps.ts'

/**
 * Different values for one field (rule 8): a `conflict` where two of them may speak of one day, a `tension`
 * where they are of different times, unless the values of the field may follow one another. The same value in
 * other spelling is agreement, as are two that name one subject, and nobody wins by being later. Two readings of
 * one event are no disagreement. Definite if two events that can be seen in any case, each in one version only,
 * disagree so; of values that are only attested, or in turn, on a day that both are of in any case. Where sameness of two subjects is both asserted and denied, that is a conflict of the field
 * {@link IDENTITY}.
 */
export type Disagreement = {
  readonly kind: 'conflict' | 'tension'
  readonly subject: Subject
  readonly field: string
  readonly certainty: Answer
  readonly sides: readonly Contention[]
  readonly because: readonly EventId[]
}

/** One of the values, with those who claim it. */
export type Contention = {
  readonly value: unknown
  readonly spelling: string
  readonly sources: readonly Subject[]
  readonly because: readonly EventId[]
}

/** What the field of a conflict about sameness is called. */
export const IDENTITY = 'identity'

/**
 * The disagreements on these items, each once: on their single-valued fields, among what was claimed of times up to the
 * point's date, and on who is the same.
 */
export function disagreementsIn(state: State, items: readonly Item[]): readonly Disagreement[] {
  return inOneGo(disagreementSteps(state, items))
}

/** The same in steps. */
export function disagreementSteps(state: State, items: readonly Item[]): Steps<readonly Disagreement[]> {
  const contested = new Set<string>()
  return ofEach(items, STEP, (item) => [
    ...item.kind.fields.flatMap((field) => (field.single ? disagreementOn(state, item, field) : [])),
    ...item.identity.contested.flatMap((each) => {
      const pair = each.pair.join(' ')
      if (contested.has(pair) || !each.pair.every((key) => isSpokenOf(state.item(key)))) return []
      contested.add(pair)
      return [contestedIdentity(state, item, each)]
    }),
  ])
}

/** How many items are looked at in one step. */
const STEP = 20

/**
 * The first day from which on sources differ about a field, by all that is claimed of it; Infinity where they never do. Undefined
 * of values in turn that take the place of one another: there each day is to be looked at. Cost: the claims, times those that reach
 * into one another.
 */
export function differsFrom(
  state: State,
  field: Field<never>,
  claims: readonly SeenClaim[],
): CivilDay | undefined {
  if (new Set(claims.map(({ claim }) => claim.spelling)).size < 2) return Infinity
  if (field.inTurn && claims.some(({ claim }) => claim.aspect !== 'attested')) return undefined
  // Of the claims up to a day, those that differ still do so among the claims up to a later one.
  const values = valuesOf(claims, field, (key) => [identityIn(state, key).subject])
  let before: readonly SeenClaim[] = []
  for (const one of claims.toSorted(byBegin)) {
    if (field.inTurn) before = before.filter((other) => mayOverlap(other, one))
    const mayDiffer = (other: SeenClaim) => !field.inTurn || other.claim.stage === one.claim.stage
    const differs = (other: SeenClaim) =>
      one.event.id !== other.event.id &&
      values.get(one.claim.spelling) !== values.get(other.claim.spelling) &&
      mayDiffer(other)
    if (before.some(differs)) return one.bounds.begin.earliest
    before = [...before, one]
  }
  return Infinity
}

/** What sources differ about of one field of an item; its standings may be those of that field alone. */
export function disagreementOn(
  state: State,
  item: Pick<Item, 'subject' | 'point' | 'standings'>,
  field: Field<never>,
): readonly Disagreement[] {
  const claimed = item.standings.filter(
    ({ claim, bounds }) => claim.field === field.name && bounds.begin.earliest <= item.point.date,
  )
  if (new Set(claimed.map(({ claim }) => claim.spelling)).size < 2) return []
  const values = valuesOf(claimed, field, (key) => [identityIn(state, key).subject])
  // Of values in turn, one of a later stage takes the place of another: a day to which something was put off.
  const mayDiffer = (a: Standing, b: Standing) => !field.inTurn || a.claim.stage === b.claim.stage
  const overlapping = [
    ...overlaps(claimed, values, (a, b) => mayDiffer(a, b) && mayOverlap(a, b)),
    ...outOfTurn(claimed, values, field, 'possibly'),
  ]
  const sides = field.inTurn ? overlapping : disagreeing(claimed, values)
  if (sides.length === 0) return []
  const sure = claimed.filter((one) => one.of === 1)
  const surely = valuesOf(claimed, field, (key) => possiblyOne(state, key))
  const conflict = overlapping.length > 0
  const definite = conflict
    ? [
        ...overlaps(
          sure,
          surely,
          (a, b) => mayDiffer(a, b) && (mayPassBy(field, a, b) ? mustOverlap : mayOverlap)(a, b),
        ),
        ...outOfTurn(sure, surely, field, 'definitely'),
      ]
    : disagreeing(sure, surely)
  return [
    {
      kind: conflict ? 'conflict' : 'tension',
      subject: item.subject,
      field: field.name,
      certainty: definite.length > 0 ? 'definitely' : 'possibly',
      sides: contentionsOf([...new Set(sides)], values),
      because: eventsOfStandings(sides),
    },
  ]
}

/** Also of a key of which nothing is claimed. */
function identityIn(state: State, key: Subject): Identity {
  if (!state.isLinked(key)) return soleIdentity(key)
  return state.item(key)?.identity ?? identityOf(state.view, key)
}

/** Every key that is, or may be, of one subject with this one, directly or through others. */
function possiblyOne(state: State, key: Subject): readonly Subject[] {
  const reached = new Set([key])
  for (const each of reached) {
    const { keys, possiblySame } = identityIn(state, each)
    for (const other of [...keys, ...possiblySame.map(({ subject }) => subject)]) reached.add(other)
  }
  return [...reached]
}

/** Whether something claimed of it may have begun by the point's date. */
function isSpokenOf(item: Item | undefined): boolean {
  return item?.standings.some(({ bounds }) => bounds.begin.earliest <= item.point.date) ?? false
}

function contestedIdentity(
  { view }: State,
  { subject }: Item,
  { pair, answer, asserted, denied }: Contested,
): Disagreement {
  const side = (says: 'same' | 'distinct', because: readonly EventId[]): Contention => {
    const events = because.flatMap((id) => view.versions(id)).map(({ event }) => event.event)
    return {
      value: { [says]: pair },
      spelling: `${says} ${pair.join(' ')}`,
      sources: [...new Set(events.flatMap(sourcesOf))],
      because,
    }
  }
  return {
    kind: 'conflict',
    subject,
    field: IDENTITY,
    certainty: answer,
    sides: [side('same', asserted), side('distinct', denied)],
    because: [...new Set([...asserted, ...denied])],
  }
}

/** By spelling, a name for its value: one for all spellings of values that name one subject. */
type ValueNames = ReadonlyMap<string, string>

/** `subjectsOf` gives every subject with which a key is one. */
function valuesOf(
  claimed: readonly Pick<SeenClaim, 'claim'>[],
  { names }: Field<never>,
  subjectsOf: (key: Subject) => readonly Subject[],
): ValueNames {
  const values = new Map<string, string>()
  const byName = new Map<Subject, string>()
  for (const { claim } of claimed) {
    // A claim was put in under this very field, by its type.
    const name = names?.(claim.value as never)
    const named = name === undefined ? [] : subjectsOf(name)
    const same = [values.get(claim.spelling), ...named.map((subject) => byName.get(subject))]
    const known = new Set(same.filter((each) => each !== undefined))
    const [value = claim.spelling] = known
    values.set(claim.spelling, value)
    for (const subject of named) byName.set(subject, value)
    if (known.size > 1) {
      for (const [spelling, other] of values) if (known.has(other)) values.set(spelling, value)
      for (const [subject, other] of byName) if (known.has(other)) byName.set(subject, value)
    }
  }
  return values
}

/** The claims from which some claim of another event differs. */
function disagreeing(claimed: readonly Standing[], values: ValueNames): readonly Standing[] {
  const speakers = new Map<string | undefined, Set<EventId>>()
  for (const { claim, event } of claimed)
    speakers.getOrInsertComputed(values.get(claim.spelling), () => new Set()).add(event.id)
  return claimed.filter(({ claim, event }) =>
    [...speakers].some(
      ([value, events]) => value !== values.get(claim.spelling) && (events.size > 1 || !events.has(event.id)),
    ),
  )
}

/**
 * Those that speak of one day with one that differs, in the order given. `speakOfOneDay` is asked of those alone that may.
 * Cost: the claims, times those that reach into one another.
 */
function overlaps(
  claimed: readonly Standing[],
  values: ValueNames,
  speakOfOneDay: (a: Standing, b: Standing) => boolean,
): readonly Standing[] {
  const found = new Set<Standing>()
  let speaking: readonly Standing[] = []
  for (const one of claimed.toSorted(byBegin)) {
    speaking = speaking.filter((other) => mayOverlap(other, one))
    for (const other of speaking) {
      const differ =
        one.event.id !== other.event.id && values.get(one.claim.spelling) !== values.get(other.claim.spelling)
      if (differ && speakOfOneDay(other, one)) found.add(one).add(other)
    }
    speaking = [...speaking, one]
  }
  return claimed.filter((one) => found.has(one))
}

/**
 * Of values in turn, those that are attested throughout days on which another had its turn by what else is claimed, and the
 * claims of that. Who is attested on the very day on which another came is none. Cost: the attestations, times the other claims.
 */
function outOfTurn(
  claimed: readonly Standing[],
  values: ValueNames,
  field: Field<never>,
  certainty: 'possibly' | 'definitely',
): readonly Standing[] {
  if (!field.inTurn) return []
  const moves = claimed.filter(({ claim }) => claim.aspect !== 'attested')
  if (moves.length === 0) return []
  const nameOf = ({ claim }: Standing) => values.get(claim.spelling)
  return claimed.flatMap((one) => {
    if (one.claim.aspect !== 'attested') return []
    const first = one.bounds.begin.earliest
    const [then, last] = [first, lastDayOf(one)].map((day) =>
      field.resolve(moves.map(({ seen }) => evaluateAt(seen, day))),
    )
    const sides = [...(then?.candidates ?? []), ...(last?.candidates ?? [])]
    const isSure = then?.answer === 'definitely' && last?.answer === 'definitely'
    // That somebody went leaves open who followed.
    if (then?.candidates.length === 0 || sides.every(({ claim }) => claim.stage === 'out')) return []
    if (certainty === 'definitely' && !isSure) return []
    if (sides.some((each) => nameOf(each) === nameOf(one) || each.bounds.begin.earliest >= first)) return []
    const events = new Set(sides.map(({ event }) => event.id))
    return [one, ...moves.filter(({ event }) => events.has(event.id))]
  })
}

/** Whether a claim may reach the first day on which a later one may begin. */
function mayOverlap(earlier: SeenClaim, later: SeenClaim): boolean {
  return lastDayOf(earlier) >= later.bounds.begin.earliest
}

/** Whether both may be true of days of their own: values in turn, or of which one is attested alone. */
function mayPassBy({ inTurn }: Field<never>, ...both: readonly [Standing, Standing]): boolean {
  return inTurn === true || both.every(({ claim }) => claim.aspect === 'attested')
}

/** Whether both hold in any case on the first day by which both have begun. */
function mustOverlap(a: Standing, b: Standing): boolean {
  const day = Math.max(a.bounds.begin.latest, b.bounds.begin.latest) - 1
  return Number.isFinite(day) && [a, b].every((one) => evaluateAt(one, day).answer === 'definitely')
}

function byBegin({ bounds: { begin: a } }: SeenClaim, { bounds: { begin: b } }: SeenClaim): number {
  return a.earliest === b.earliest ? 0 : a.earliest < b.earliest ? -1 : 1
}

function contentionsOf(claimed: readonly Standing[], values: ValueNames): readonly Contention[] {
  const groups = Map.groupBy(claimed, ({ claim }) => values.get(claim.spelling) ?? claim.spelling)
  return [...groups].map(([spelling, group]) => ({
    value: group[0]?.claim.value,
    spelling,
    sources: sourcesOfAll(group),
    because: eventsOfStandings(group),
  }))
}
