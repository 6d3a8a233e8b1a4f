import type { EventId } from '../../src/event/index.ts'
import type { Answer, CivilDay, ValidBounds } from '../../src/time/index.ts'
import type { NaiveClaim, NaiveWay } from './claims.ts'
import type { Reach } from './lasting.ts'
import { livesOf, type Verdict } from './lives.ts'
import { beatsByStage, holdersAmong } from './stages.ts'

/** A claim of an event in one of the ways the event may read. */
export type Told = {
  readonly event: EventId
  readonly claim: NaiveClaim
  readonly bounds: ValidBounds
  readonly reach?: Reach | undefined
}

/** One event: the claims on the field in each way it may read; an empty list where it claims or shows nothing. */
export type Teller = readonly (readonly Told[])[]

export type NaiveAnswer = { readonly answer: Answer; readonly values: Readonly<Record<string, Answer>> }

type Present = Told & { readonly began: CivilDay; readonly verdict: Verdict }

/** More worlds than these are not tried. */
const MOST = 20_000

/**
 * The field's answer by trying every world: each event reads in one of its ways, each claim began on one of its
 * days, all independent of each other. Undefined where the worlds are too many to try.
 */
export function resolveNaively(
  way: NaiveWay,
  tellers: readonly Teller[],
  date: CivilDay,
): NaiveAnswer | undefined {
  const everyone = tellers.flat(2)
  const choices = tellers.map((teller) =>
    teller.flatMap((told) => product(told.map((one) => lived(one, way, date)))),
  )
  if (choices.reduce((count, each) => count * each.length, 1) > MOST) return undefined
  const worlds = product(choices)
  const outcomes = worlds.flatMap((world) => outcomesOf(way, world.flat(), everyone))
  const winners = outcomes.map(({ values }) => values)
  const spellings = new Set(winners.flatMap((values) => [...values]))
  const values = Object.fromEntries(
    [...spellings]
      .sort()
      .map((value): [string, Answer] => [
        value,
        winners.every((each) => each.has(value)) ? 'definitely' : 'possibly',
      ]),
  )
  if (spellings.size === 0) return { answer: outcomes.every(({ no }) => no) ? 'no' : 'unknown', values }
  const always = winners.every((each) => each.size > 0)
  const agreed = way === 'all' || spellings.size === 1
  return { answer: always && agreed ? 'definitely' : 'possibly', values }
}

/** The ways that ask when a claim began. */
const DATED: readonly NaiveWay[] = ['latest', 'staged', 'succession']

/** The lives of a claim that this way can tell apart. */
function lived(told: Told, way: NaiveWay, date: CivilDay): readonly Present[] {
  const { reach = { sure: -Infinity, possible: -Infinity } } = told
  const lives = [reach.sure, Math.max(reach.sure, reach.possible)]
    .map((last) => reaching(told.bounds, last))
    .flatMap((bounds) => livesOf(told.claim.aspect, bounds, date))
    .map((life) => ({ ...told, ...life }))
  const tell = ({ began, verdict }: Present) =>
    DATED.includes(way) && verdict === 'stands' ? `${began}` : verdict
  return [...new Map(lives.map((life) => [tell(life), life])).values()]
}

/** The bounds of what is known to have held until that day at least. */
function reaching(bounds: ValidBounds, last: CivilDay): ValidBounds {
  return { ...bounds, end: { ...bounds.end, earliest: Math.max(bounds.end.earliest, last) } }
}

/** One world, where everything is settled: which values the field has, or whether it is excluded. */
function outcomesOf(way: NaiveWay, world: readonly Present[], everyone: readonly Told[]) {
  const standing = world.filter(({ verdict }) => verdict === 'stands')
  // Before the first who is known to have come, someone else may have held it.
  if (way === 'succession') return holdersAmong(standing).map((values) => ({ values, no: false }))
  const winning = standing.filter((one) => !standing.some((other) => beats(way, other, one, everyone)))
  const values = new Set(winning.map(({ claim }) => claim.value))
  return [{ values, no: way !== 'attested' && isNo(world) }]
}

function isNo(world: readonly Present[]): boolean {
  const excluding = world.filter(({ verdict }) => verdict === 'no')
  const silent = world.filter(({ verdict }) => verdict === 'silent')
  const allowed = ({ bounds, claim }: Present) =>
    claim.aspect === 'attested' &&
    excluding.some(
      (other) =>
        other.bounds.begin.earliest <= bounds.begin.earliest && bounds.end.latest <= other.bounds.end.latest,
    )
  return excluding.length > 0 && silent.every(allowed)
}

function beats(way: NaiveWay, one: Present, other: Present, everyone: readonly Told[]): boolean {
  if (way === 'latest') return one.began > other.began
  if (way === 'staged') return beatsByStage(one, other)
  if (way !== 'lifecycle') return false
  return higher(pathOf(one, everyone, []), pathOf(other, everyone, []))
}

/** The ranks on the way to a claim: those of what it comes after, then its own. */
function pathOf(told: Told, everyone: readonly Told[], passed: readonly EventId[]): readonly number[] {
  const { after, rank } = told.claim
  const here = [...passed, told.event]
  let longest: readonly number[] = []
  for (const other of everyone) {
    if (other.event !== after || here.includes(other.event)) continue
    const path = pathOf(other, everyone, here)
    if (higher(path, longest)) longest = path
  }
  return [...longest, rank]
}

function higher(a: readonly number[], b: readonly number[]): boolean {
  for (const [step, rank] of a.entries()) {
    const other = b[step]
    if (other === undefined) return true
    if (rank !== other) return rank > other
  }
  return false
}

function product<T>(choices: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return choices.reduce<readonly (readonly T[])[]>(
    (worlds, each) => worlds.flatMap((world) => each.map((choice) => [...world, choice])),
    [[]],
  )
}
