import { type Answer, type Aspect, type CivilDay, standingAt, type ValidBounds } from '../time/index.ts'
import type { EventIndex } from '../visibility/index.ts'
import { UNFILTERED } from './bearing.ts'
import { dayWithin, sortedCuts } from './day-table.ts'
import type { PlainEvent, PlainEvents } from './plain-events.ts'
import type { Projection } from './projection.ts'
import { type AnsweredRow, RowsByKnownDay } from './row-index.ts'

/**
 * Where a subject's existence rests on more claims than this, or on claims that may be missing, it is looked up at each
 * point instead of indexed.
 */
export const MANY_CLAIMS = 64

/** What so many events speak of is looked up at each point, too: from each of its many known days it would cost them all. */
export const MANY_EVENTS = 1_000

/** Days throughout which the existence of an item has one answer, and the item one begin. */
export type ExistenceStretch = {
  readonly answer: Answer
  readonly from: CivilDay
  readonly to: CivilDay
  readonly valid: CivilDay
}

/** When something holds: the aspect and the bounds of a claim. */
export type Time = { readonly aspect: Aspect; readonly bounds: ValidBounds }

/** An event that claims something of a subject. */
export type PlainClaim = PlainEvent & { readonly position: number }

/**
 * When a subject exists, by its number, from all bases of a position that trust everyone, if all its events are plain, no
 * identity names it and no claim holds by what attests it since; else undefined. `foundFrom` says from which known day on it is
 * wanted. Cost: its claims × their days × their days of publication, without an event being read.
 */
export function plainItemRows(
  eventIndex: EventIndex,
  projection: Projection,
  plain: PlainEvents,
  position: number,
  foundFrom: (subject: number, claims: readonly PlainClaim[]) => CivilDay,
): (subject: number) => readonly AnsweredRow[] | 'many' | undefined {
  return (subject) => {
    if (eventIndex.linksOf(eventIndex.names.at(subject)).length > 0) return undefined
    const numbers = projection.eventNumbersOf(subject)
    if (numbers.length > MANY_EVENTS) return 'many'
    const claims: PlainClaim[] = []
    const existing: (PlainClaim & Time)[] = []
    for (const number of numbers) {
      if (number >= position) continue
      const event = plain.at(number)
      if (event === undefined) return undefined
      const aspect = plain.claimsOf(number, subject)
      if (aspect === 'nothing') continue
      const claim = { ...event, position: number + 1 }
      claims.push(claim)
      if (aspect !== 'something') existing.push({ ...claim, aspect })
    }
    if (existing.length > MANY_CLAIMS) return 'many'
    if (existing.length > 1 && existing.some(endsUnstated)) return undefined
    const first = foundFrom(subject, claims)
    return rowsByKnownDay(subject, claims, existing)
      ?.filter(([, { knownTo }]) => knownTo > first)
      .map(([answer, row]) => [answer, { ...row, knownFrom: Math.max(row.knownFrom, first) }])
  }
}

function rowsByKnownDay(
  subject: number,
  claims: readonly PlainClaim[],
  existing: readonly (PlainClaim & Time)[],
): readonly AnsweredRow[] | undefined {
  const days = new Set(claims.flatMap((claim) => [claim.possibly, surelyFrom(claim)]))
  const starts = [...days.add(-Infinity)].sort((a, b) => a - b)
  const table = new ExistenceTable(existing)
  const rows = new RowsByKnownDay()
  for (const [nth, from] of starts.entries()) {
    const visible = claims.filter(({ possibly }) => possibly <= from)
    const stretches = table.asSeenOn(from)
    if (stretches === undefined) return undefined
    const known = Math.min(...visible.map(({ known }) => known))
    const row = {
      key: subject,
      name: subject,
      subject,
      known: known === Infinity ? -Infinity : known,
      recorded: Math.min(...visible.map(({ position }) => position)),
    }
    const found = visible.length === 0 ? [] : stretches
    rows.add(
      from,
      starts[nth + 1] ?? Infinity,
      found.map(({ answer, from, to, valid }) => [answer, { ...row, from, to, valid }]),
    )
  }
  return rows.all
}

/** The claims that something exists, by the days on which what they answer turns. */
class ExistenceTable {
  readonly #claims: readonly (PlainClaim & Time)[]
  readonly #cuts: readonly CivilDay[]
  /** By claim, what it answers in each stretch between two of the days. */
  readonly #answers: readonly (readonly Answer[])[]

  constructor(claims: readonly (PlainClaim & Time)[]) {
    this.#claims = claims
    this.#cuts = sortedCuts(claims)
    const days = [...this.#cuts, Infinity].map((to, nth) => dayWithin(this.#cuts[nth - 1] ?? -Infinity, to))
    this.#answers = claims.map(({ aspect, bounds }) => days.map((day) => standingAt(aspect, bounds, day)))
  }

  /** Undefined where claims that exclude a day meet others that say nothing of it. */
  asSeenOn(known: CivilDay): readonly ExistenceStretch[] | undefined {
    const stretches: ExistenceStretch[] = []
    const seen = this.#claims
      .map((claim, nth) => ({ claim, answers: this.#answers[nth] ?? [], isSure: surelyFrom(claim) <= known }))
      .filter(({ claim }) => claim.possibly <= known)
    for (let cut = 0; cut <= this.#cuts.length; cut += 1) {
      const answer = answerIn(cut, seen)
      if (answer === undefined) return undefined
      const [from, to] = [this.#cuts[cut - 1] ?? -Infinity, this.#cuts[cut] ?? Infinity]
      addStretch(stretches, { answer, from, to, valid: validIn(cut, seen, answer) })
    }
    return stretches
  }
}

/** A claim as it can be seen on a known day. */
type SeenTime = { readonly claim: Time; readonly answers: readonly Answer[]; readonly isSure: boolean }

function answerIn(cut: number, seen: readonly SeenTime[]): Answer | undefined {
  let [possibly, excluded, silent] = [false, false, false]
  for (const { answers, isSure } of seen) {
    const own = answers[cut]
    if (own === 'definitely' && isSure) return 'definitely'
    if (own === 'definitely' || own === 'possibly') possibly = true
    else if (own === 'unknown') silent = true
    else if (isSure) excluded = true
  }
  if (possibly) return 'possibly'
  if (!excluded) return 'unknown'
  return silent ? undefined : 'no'
}

function validIn(cut: number, seen: readonly SeenTime[], answer: Answer): CivilDay {
  let [best, answering]: [Time | undefined, boolean] = [undefined, false]
  for (const { claim, answers } of seen) {
    const isAnswering = answers[cut] === answer
    if (answering && !isAnswering) continue
    if (best === undefined || isAnswering !== answering || byDating(claim, best) < 0) best = claim
    answering = isAnswering
  }
  return best?.bounds.begin.earliest ?? -Infinity
}

/** From which known day on it can definitely be seen. */
function surelyFrom({ surely }: PlainEvent): CivilDay {
  return Math.min(surely, UNFILTERED)
}

/** Adds days that follow the last ones; as one stretch with them where nothing turns. */
export function addStretch(stretches: ExistenceStretch[], next: ExistenceStretch): void {
  const last = stretches.at(-1)
  if (last?.answer === next.answer && last.valid === next.valid)
    stretches[stretches.length - 1] = { ...last, to: next.to }
  else stretches.push(next)
}

/** Which of two claims says rather when an item is: a lasting claim comes before an attestation, then the narrowest. */
export function byDating(one: Time, other: Time): number {
  const isAttested = one.aspect === 'attested'
  if (isAttested !== (other.aspect === 'attested')) return isAttested ? 1 : -1
  return width(one) - width(other)
}

function width({ bounds: { begin } }: Time): number {
  return begin.latest - begin.earliest
}

function endsUnstated({ aspect, bounds }: Time): boolean {
  return aspect === 'lasting' && bounds.endStatus !== 'stated'
}
