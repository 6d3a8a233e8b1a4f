import {
  always,
  byEvent,
  type Outcome,
  possiblyStands,
  type Resolution,
  type SeenClaim,
  type Standing,
} from './field.ts'
import { agreed, attested, beginDays, definitelyStands, floorOf, LEVEL } from './resolutions.ts'

/**
 * *Succession*: who came in last, until they go. A claim of the stage `out` ends its own person’s coming on an earlier day
 * alone, `whose` giving the person: one who went formally after the next had come leaves the next where they are, and on one
 * day going comes before coming. Where the last who came went, the value is that of going: vacant. Of one who went and whose
 * coming no claim gives, nobody knows whether they had come after the others: then either is possible. Someone who is attested
 * on a later day, and whose coming no claim gives, may have followed since. So the answer is open until they go, but not on a
 * day on which they are attested after another went. Where nobody came or went, only what is attested of the date itself counts.
 */
export function successionOf(whose: (value: unknown) => string): Resolution {
  const personOf = ({ claim }: Standing) => whose(claim.value)
  const resolve = (standings: readonly Standing[]): Outcome => {
    const { true: seen = [], false: moves = [] } = Object.groupBy(
      standings,
      ({ claim }) => `${claim.aspect === 'attested'}`,
    )
    const possible = moves.filter(possiblyStands)
    if (possible.length === 0) return attested(standings)
    const people = peopleOf(possible, seen, personOf)
    const outcome = holdersAmong(possible, people)
    // Whoever follows comes after those who may hold it, and only where nobody does, after those who went.
    const holding = outcome.candidates.filter((one) => !goes(one))
    const last = holding.length > 0 ? holding : outcome.candidates
    const followed = seen.filter((one) => {
      const [person, gone] = [personOf(one), people.of(one).gone(one)]
      const mayFollowFrom = (day: number) => mayFollow(one, Math.max(day, gone))
      return last.every((each) => {
        const { low, high } = beginDays(each)
        if (personOf(each) === person) return goes(each) && mayFollowFrom(low)
        const came = goes(each) ? cameBefore(people.of(each), high) : low
        return mayFollowFrom(Number.isFinite(came) ? came : low)
      })
    })
    // Where it may be that nobody came or went, who is attested on the date itself counts.
    if (!isCertain(possible)) {
      const there = seen.filter(possiblyStands)
      const candidates = [...outcome.candidates, ...there, ...followed.filter((one) => !possiblyStands(one))]
      const spellings = new Set(candidates.map(({ claim }) => claim.spelling))
      return agreed(candidates, spellings.size === 1 && isCertain(there) ? spellings : new Set())
    }
    if (followed.length === 0) return outcome
    const [there, went] = [followed.filter(possiblyStands), new Set(outcome.candidates.map(personOf))]
    const isVacant = outcome.candidates.every(goes)
    if (isVacant && isCertain(there) && !there.some((one) => went.has(personOf(one)))) return attested(there)
    return { answer: 'possibly', candidates: [...outcome.candidates, ...followed], certain: new Set() }
  }
  // Where all are attested, none beats another.
  const heights = ({ claim }: SeenClaim) => (claim.aspect === 'attested' ? LEVEL : undefined)
  return Object.assign(resolve, { heights })
}

/** Whether someone who is attested may have been there after that day, by the date. */
function mayFollow({ bounds: { begin }, date }: Standing, day: number): boolean {
  return begin.earliest <= date && Math.min(begin.latest - 1, date) > day
}

/** Who holds it by the comings and goings alone, in any world that their days and readings allow. */
function holdersAmong(possible: readonly Standing[], people: People): Outcome {
  const comings = possible.filter((one) => !goes(one))
  const lastComing = floorOf(comings, beginDays, definitelyStands)
  // One of several who came on the last day keeps the post if they cannot have gone since.
  const lastToStay = floorOf(
    comings,
    (one) => {
      const { low, high } = beginDays(one)
      return { low: people.of(one).goes > low ? low : low + 0.5, high }
    },
    definitelyStands,
  )
  const mayHold = (coming: Standing) =>
    beginDays(coming).high >= Math.max(lastComing(coming), people.of(coming).gone(coming))
  const mayVacate = (going: Standing) => {
    const [person, { high }] = [people.of(going), beginDays(going)]
    // Who came before the last and was attested after them may have followed them before going.
    const came = cameBefore(person, high)
    const there = came < lastComing(going) ? Math.max(came, lastBefore(person.seen, high)) : came
    return there >= lastToStay(going) || (!person.came(going) && high > lastToStay(going))
  }
  const candidates = possible.filter((one) => (goes(one) ? mayVacate(one) : mayHold(one)))
  const { true: vacating = [], false: holding = [] } = Object.groupBy(candidates, (one) => `${goes(one)}`)
  const holds = ([spelling, own]: readonly [string, readonly Standing[]]) => {
    if (!isCertain(own)) return false
    const persons = new Set(own.map(people.of))
    const floor = floorOf(own, beginDays, definitelyStands)
    return possible.every((other) => {
      const isOther = goes(other) ? persons.has(people.of(other)) : other.claim.spelling !== spelling
      return !isOther || beginDays(other).high <= floor(other)
    })
  }
  // In no world someone holds what is vacant there.
  const certain =
    holding.length === 0
      ? vacating.filter(() => isCertain(possible)).map(({ claim }) => claim.spelling)
      : vacating.length > 0
        ? []
        : [...Map.groupBy(holding, ({ claim }) => claim.spelling)].filter(holds).map(([spelling]) => spelling)
  return agreed(candidates, new Set(certain))
}

/** One person’s comings and goings, as they are claimed. */
type Person = {
  readonly comings: readonly Standing[]
  /** Where they are attested, which says that they had come by then. */
  readonly seen: readonly Standing[]
  /** The last day on which they may go. */
  readonly goes: number
  /** The day that their going reaches at least, in any world in which a claim is made. */
  readonly gone: (claim: Standing) => number
  /** Whether a claim gives, in any such world, that they had come before they went. */
  readonly came: (going: Standing) => boolean
}

type People = { readonly of: (standing: Standing) => Person }

function peopleOf(
  possible: readonly Standing[],
  attestations: readonly Standing[],
  personOf: (standing: Standing) => string,
): People {
  const people = new Map<string, Person>()
  const seenOf = Map.groupBy(attestations, personOf)
  for (const [name, own] of Map.groupBy(possible, personOf)) {
    const [comings, goings, seen] = [
      own.filter((one) => !goes(one)),
      own.filter(goes),
      seenOf.get(name) ?? [],
    ]
    const comes = floorOf(comings, () => ({ low: 0, high: 0 }), definitelyStands)
    people.set(name, {
      comings,
      seen,
      goes: Math.max(...goings.map((one) => beginDays(one).high)),
      gone: floorOf(goings, beginDays, definitelyStands),
      came: (going) =>
        comes(going) === 0 || seen.some((one) => one.of === 1 && beginDays(one).high < beginDays(going).high),
    })
  }
  return { of: (standing) => people.get(personOf(standing)) ?? NOBODY }
}

const NOBODY: Person = { comings: [], seen: [], goes: -Infinity, gone: () => -Infinity, came: () => false }

/** The last day before that one on which they may have come, or else were there. */
function cameBefore({ comings, seen }: Person, day: number): number {
  const came = lastBefore(comings, day)
  return came === -Infinity ? lastBefore(seen, day) : came
}

/** The last day before that one on which one of these may have been. */
function lastBefore(those: readonly Standing[], day: number): number {
  const days = those.map(beginDays).filter(({ low }) => low < day)
  return Math.max(...days.map(({ high }) => Math.min(high, day - 1)))
}

function goes({ claim }: Standing): boolean {
  return claim.stage === 'out'
}

/** Whether one of these is made in any case. */
function isCertain(standings: readonly Standing[]): boolean {
  return byEvent(standings).some((event) => always(event, definitelyStands))
}
