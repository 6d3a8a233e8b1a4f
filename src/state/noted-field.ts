import type { CivilDay } from '../time/index.ts'
import { isIntricate, standingIn } from './claim-columns.ts'
import { daysInOrder, dayWithin, sortedCuts, stretchOf } from './day-table.ts'
import { evaluateAt, type Field, type SeenClaim, type Standing } from './field.ts'
import { all, attested } from './resolutions.ts'
import { type Resolved, resolve } from './resolve.ts'
import { claimedAtAnyDate, isSameShort, ResolvedShort, resolveShort, type Short } from './resolved-short.ts'
import type { DaySpan } from './tiles.ts'

/** The claims on one field, and what they come to between two of the days on which that may turn; worked out once. */
export class FieldView {
  readonly claims: readonly SeenClaim[]
  readonly cuts: readonly CivilDay[]
  readonly #shorts: Short<unknown>[] = []
  readonly #resolved: Resolved<unknown>[] = []
  readonly #atAnyDate: AnyDate<unknown>[] = []
  /** By stretch of days, the claims that may stand; undefined where others count beside them. */
  readonly #standing: (readonly SeenClaim[])[] = []
  /** When each of them may stand; undefined where others count besides those that do. */
  #periods: readonly Period[] | undefined | null = null
  #saysOneThing: boolean | undefined
  readonly #changes: { [How in HowRead]?: readonly DaySpan[] } = {}
  #before: FieldView | undefined

  constructor(claims: readonly SeenClaim[], before: FieldView | undefined) {
    this.claims = claims
    this.cuts = answerCutsOf(claims)
    this.#before = before
  }

  forget(): void {
    this.#before = undefined
  }

  short<T>(field: Field<T>, date: CivilDay): Short<T> {
    const place = stretchOf(this.cuts, date)
    this.#shorts[place] ??= this.#shortAt(field, date)
    // The claims were put in under this very field, by its type: the token vouches for what comes out.
    return this.#shorts[place] as Short<T>
  }

  resolved<T>(field: Field<T>, date: CivilDay): Resolved<T> {
    const place = stretchOf(this.cuts, date)
    this.#resolved[place] ??= new ResolvedShort(field.name, this.short(field, date), () =>
      resolve(field, this.#standings(date), date),
    )
    // As above.
    return this.#resolved[place] as Resolved<T>
  }

  /** The values that are claimed at whatever date; where several are, it may turn which of them are given. */
  atAnyDate<T>(field: Field<T>, date: CivilDay): AnyDate<T> {
    const place = this.#isAlikeAtAnyDate(field) ? 0 : stretchOf(this.cuts, date)
    this.#atAnyDate[place] ??= { answer: 'unknown', values: claimedAtAnyDate(field, this.claims, date) }
    // As above.
    return this.#atAnyDate[place] as AnyDate<T>
  }

  #shortAt<T>(field: Field<T>, date: CivilDay): Short<T> {
    const standing = this.#standingAt(field, date)
    if (standing === undefined || standing.length === 0)
      return resolveShort(field, this.#standings(date), date)
    const before = this.#before
    const then = before === undefined ? undefined : before.#standingAt(field, date)
    const isSame = then?.length === standing.length && then.every((claim, nth) => claim === standing[nth])
    if (before !== undefined && isSame) return before.short(field, date)
    const standings = standing.map((claim) => evaluateAt(claim, date))
    return resolveShort(field, standings, date)
  }

  /** The days on which what was read of the view before this one may read otherwise in it, in stretches; worked out once. */
  changesSince(before: FieldView, field: Field<never>, how: HowRead): readonly DaySpan[] {
    this.#changes[how] ??= this.#changesFrom(before, field, how)
    return this.#changes[how]
  }

  #changesFrom(other: FieldView, field: Field<never>, how: HowRead): readonly DaySpan[] {
    const isEver = how === 'atAnyDate' && this.#isAlikeAtAnyDate(field) && other.#isAlikeAtAnyDate(field)
    const starts = isEver ? [-Infinity] : [-Infinity, ...merged(this.cuts, other.cuts)]
    const isSure = how === 'atAnyDate' ? undefined : this.#sameAs(other, field)
    const changes: DaySpan[] = []
    for (const [nth, from] of starts.entries()) {
      const to = starts[nth + 1] ?? Infinity
      const date = dayWithin(from, to)
      if (isSure?.(date)) continue
      const isSame =
        how === 'standing'
          ? this.#standsAlike(other, field, date)
          : isSameShort(this[how](field, date), other[how](field, date))
      if (!isSame) changes.push({ from, to })
    }
    return changes
  }

  /**
   * Says of a date whether it is sure, without working it out, that both come to the same there: some claim that they share may
   * stand on it, and no other one may. Undefined where others count beside those that stand.
   */
  #sameAs(other: FieldView, field: Field<never>): ((date: CivilDay) => boolean) | undefined {
    const [own, others] = [this.#periodsOf(field), other.#periodsOf(field)]
    if (own === undefined || others === undefined) return undefined
    const [now, then] = [new Set(this.claims), new Set(other.claims)]
    const isShared = (claim: SeenClaim) => now.has(claim) && then.has(claim)
    const shared: Period[] = []
    let [from, until] = [Infinity, -Infinity]
    for (const [claims, periods] of [
      [this.claims, own],
      [other.claims, others],
    ] as const)
      for (const [nth, period] of periods.entries()) {
        const claim = claims[nth]
        if (claim !== undefined && isShared(claim)) {
          if (claims === this.claims) shared.push(period)
          continue
        }
        from = Math.min(from, period.from)
        until = Math.max(until, period.until)
      }
    const isAttested = ({ claim: { aspect } }: SeenClaim) => aspect === 'attested'
    const isUnknownElsewhere =
      field.resolve === attested || (this.claims.every(isAttested) && other.claims.every(isAttested))
    return (date) =>
      !(from <= date && date < until) &&
      (isUnknownElsewhere || shared.some((period) => isWithin(date, period)))
  }

  /** Whether the same claims may stand on a date by another view; false where others count beside them. */
  #standsAlike(other: FieldView, field: Field<never>, date: CivilDay): boolean {
    const [now, then] = [this.#standingAt(field, date), other.#standingAt(field, date)]
    return now !== undefined && now.length === then?.length && now.every((claim, nth) => claim === then[nth])
  }

  /** Whether what is claimed at whatever date is the same at each: where no claim takes the place of another, or none says anything else. */
  #isAlikeAtAnyDate({ resolve }: Field<never>): boolean {
    if (resolve === all || resolve === attested) return true
    const [first] = this.claims
    this.#saysOneThing ??= this.claims.every(({ claim }) => claim.spelling === first?.claim.spelling)
    return this.#saysOneThing && resolve.heights !== undefined
  }

  /** When each claim may stand; undefined where others count beside those that do. */
  #periodsOf({ resolve: { heights } }: Field<never>): readonly Period[] | undefined {
    if (this.#periods === null) {
      const isPlain = (seen: SeenClaim) => !isIntricate(seen) && heights?.(seen) !== undefined
      this.#periods = this.claims.every(isPlain) ? this.claims.map(standingIn) : undefined
    }
    return this.#periods
  }

  #standings(date: CivilDay): readonly Standing[] {
    return this.claims.map((claim) => evaluateAt(claim, date))
  }

  /** The claims that may stand on a date; undefined where others count beside them. */
  #standingAt(field: Field<never>, date: CivilDay): readonly SeenClaim[] | undefined {
    const periods = this.#periodsOf(field)
    if (periods === undefined) return undefined
    const place = stretchOf(this.cuts, date)
    this.#standing[place] ??= this.claims.filter((_, nth) => isWithin(date, periods[nth]))
    return this.#standing[place]
  }
}

/**
 * The days on which what claims answer may change. What happened on a day stands from it on; where others may be of one day among
 * several, which of them is the later one turns on the day after, too.
 */
function answerCutsOf(claims: readonly SeenClaim[]): readonly CivilDay[] {
  const areOfOneDay = claims.every(
    ({ claim: { aspect }, bounds: { begin, likely } }) =>
      aspect === 'happened' && likely === undefined && begin.latest - begin.earliest === 1,
  )
  return areOfOneDay
    ? daysInOrder(claims.map(({ bounds: { begin } }) => [begin.earliest]))
    : sortedCuts(claims)
}

/** The days of both, which ascend, each once. */
function merged(some: readonly CivilDay[], others: readonly CivilDay[]): readonly CivilDay[] {
  const days: CivilDay[] = []
  let [one, other] = [0, 0]
  while (one < some.length || other < others.length) {
    const [a, b] = [some[one] ?? Infinity, others[other] ?? Infinity]
    days.push(Math.min(a, b))
    if (a <= b) one += 1
    if (b <= a) other += 1
  }
  return days
}

/** What was read of a field: its values on the date, the claims behind them, or the values at whatever date. */
export type HowRead = 'short' | 'standing' | 'atAnyDate'

/** Values that are claimed at whatever date: what stands is not looked at. */
type AnyDate<T> = { readonly answer: 'unknown'; readonly values: Short<T>['values'] }

/** The half-open stretch of days on which a claim may stand. */
type Period = { readonly from: CivilDay; readonly until: CivilDay }

function isWithin(date: CivilDay, period: Period | undefined): boolean {
  return period !== undefined && period.from <= date && date < period.until
}

/** Whether claims are seen alike, one by one. */
export function areSameClaims(some: readonly SeenClaim[], others: readonly SeenClaim[]): boolean {
  return (
    some.length === others.length &&
    some.every((one, nth) => {
      const other = others[nth]
      if (one === other) return true
      return (
        one.claim === other?.claim &&
        one.bounds === other.bounds &&
        one.visible === other.visible &&
        one.version === other.version &&
        one.of === other.of &&
        one.because === other.because &&
        one.reach?.sure.day === other.reach?.sure.day &&
        one.reach?.possible.day === other.reach?.possible.day
      )
    })
  )
}
