import type { EventId } from '../event/index.ts'
import { type CivilDay, sameBounds } from '../time/index.ts'
import { isIntricate, standingIn } from './claim-columns.ts'
import { cutsOf, stretchOf } from './day-table.ts'
import type { Field, Heights, SeenClaim } from './field.ts'
import { type Steps, sorted } from './steps.ts'

/** What a claim is to the answer of its field: nothing, or a candidate that possibly or definitely stands. */
type Candidacy = 0 | 1 | 2

/** From this day on a claim, by its number, is that to the answer; it may have been so before, with other bounds to come. */
export type Turn = { readonly day: CivilDay; readonly claim: number; readonly candidacy: Candidacy }

/** A claim by what tells it from others, whatever the basis: its number, and when and how high it may stand. */
type Numbered = Pick<SeenClaim, 'bounds' | 'because'> &
  Heights &
  ReturnType<typeof standingIn> & { readonly number: number; readonly spelling: string }

/** How many claims, or days on which one turns, are looked at in one step. */
const STEP = 500

/**
 * Which claims decide a field along valid time, seen from one basis after another. A claim has one number from all of them,
 * so that what is seen from two is told apart by what turns.
 */
export class CandidateTurns {
  readonly #resolution: Field<never>['resolve']
  readonly #claims: Numbered[] = []
  readonly #byEvent = new Map<EventId, Numbered[]>()
  /** How many of them are among the days and heights. */
  #ordered = 0
  /** The days on which each may turn by its bounds, in order. */
  #days: readonly { readonly day: CivilDay; readonly claim: Numbered }[] = []
  /** How high claims may lie, each height once, in order. */
  #highs: readonly number[] = []

  constructor({ resolve }: Field<never>) {
    this.#resolution = resolve
  }

  /**
   * The turns of the claims that are seen from a basis, in order of day; undefined where the answer may follow from other
   * claims than those that stand, or where one event claims different things. In steps. Cost: the claims, and what they beat.
   */
  *from(claims: readonly SeenClaim[]): Steps<readonly Turn[] | undefined> {
    const { heights } = this.#resolution
    if (heights === undefined) return undefined
    /** By number whether it can be seen for certain. */
    const seen = new Map<number, boolean>()
    const events = new Set<EventId>()
    let isLevel = true
    for (const [nth, each] of claims.entries()) {
      if (nth % STEP === STEP - 1) yield
      if (isIntricate(each) || each.version > 0) return undefined
      const height = heights(each)
      if (height === undefined) return undefined
      const claim = this.#find(each) ?? this.#add(each, height)
      isLevel &&= claim.high === 0 && claim.low === 0
      events.add(each.event.id)
      seen.set(claim.number, each.visible === 'definitely' && each.of === 1)
    }
    if (events.size < claims.length && !isLevel) return undefined
    yield* this.#order()
    return yield* this.#turns(seen)
  }

  /** Puts in order what was numbered since, also where nothing came of it. */
  *#order(): Steps<void> {
    const added = this.#claims.slice(this.#ordered)
    if (added.length === 0) return
    this.#ordered = this.#claims.length
    const days = added.flatMap((claim) =>
      [...new Set(cutsOf(claim.bounds))].filter((day) => day < Infinity).map((day) => ({ day, claim })),
    )
    this.#days = yield* sorted([...this.#days, ...days], (a, b) => (a.day === b.day ? 0 : a.day - b.day))
    const highs = new Set([...this.#highs, ...added.map(({ high }) => high)])
    this.#highs = yield* sorted([...highs], (a, b) => a - b)
  }

  *#turns(seen: ReadonlyMap<number, boolean>): Steps<readonly Turn[]> {
    const candidacies = new Uint8Array(this.#claims.length)
    /** By height the claims that possibly stand, and how many stand definitely and lie no lower. */
    const standing = this.#highs.map(() => new Set<Numbered>())
    const sure = new Map<number, number>()
    const isSure = new Uint8Array(this.#claims.length)
    const turns: Turn[] = []
    let floor = -Infinity
    let looked = 0
    for (let nth = 0; nth < this.#days.length; ) {
      const day = this.#days[nth]?.day ?? 0
      const touched = new Set<Numbered>()
      const before = floor
      for (; this.#days[nth]?.day === day; nth += 1) {
        if (++looked % STEP === 0) yield
        const claim = this.#days[nth]?.claim
        const isCertain = claim && seen.get(claim.number)
        if (claim === undefined || isCertain === undefined) continue
        touched.add(claim)
        const { number, low, high, from, until, surelyFrom, surelyUntil } = claim
        const level = standing[stretchOf(this.#highs, high) - 1]
        if (from <= day && day < until) level?.add(claim)
        else level?.delete(claim)
        const isNow = isCertain && surelyFrom <= day && day < surelyUntil ? 1 : 0
        if (isNow === isSure[number]) continue
        isSure[number] = isNow
        const those = (sure.get(low) ?? 0) + (isNow === 1 ? 1 : -1)
        if (those === 0) sure.delete(low)
        else sure.set(low, those)
        if (those > 0) floor = Math.max(floor, low)
      }
      if (floor > -Infinity && !sure.has(floor)) {
        floor = -Infinity
        for (const low of sure.keys()) floor = Math.max(floor, low)
      }
      const own = new Set(touched)
      const [from, to] = [Math.min(before, floor), Math.max(before, floor)]
      const first = stretchOf(this.#highs, from)
      let place = this.#highs[first - 1] === from ? first - 1 : first
      for (; (this.#highs[place] ?? to) < to; place += 1)
        for (const claim of standing[place] ?? []) touched.add(claim)
      for (const claim of touched) {
        const { number, high } = claim
        const isCandidate = high >= floor && standing[stretchOf(this.#highs, high) - 1]?.has(claim) === true
        const candidacy = isCandidate ? (isSure[number] === 1 ? 2 : 1) : 0
        if (candidacy === candidacies[number] && (candidacy === 0 || !own.has(claim))) continue
        candidacies[number] = candidacy
        turns.push({ day, claim: number, candidacy })
      }
    }
    return turns
  }

  #find({ event, claim, bounds, because }: SeenClaim): Numbered | undefined {
    const those = this.#byEvent.get(event.id) ?? []
    return those.find(
      (each) =>
        each.spelling === claim.spelling &&
        (each.bounds === bounds || sameBounds(each.bounds, bounds)) &&
        each.because.length === because.length &&
        each.because.every((id, nth) => id === because[nth]),
    )
  }

  #add(seen: SeenClaim, heights: Heights): Numbered {
    const { event, claim, bounds, because } = seen
    const number = this.#claims.length
    const made = { number, spelling: claim.spelling, bounds, because, ...heights, ...standingIn(seen) }
    this.#claims.push(made)
    this.#byEvent.getOrInsertComputed(event.id, () => []).push(made)
    return made
  }
}
