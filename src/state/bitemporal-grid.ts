import type { EventId, Subject } from '../event/index.ts'
import type { Answer, CivilDay } from '../time/index.ts'
import { CandidateTurns, type Turn } from './candidate-turns.ts'
import { dayWithin, sortedCuts } from './day-table.ts'
import type { Field } from './field.ts'
import type { Resolved, Valued } from './resolve.ts'
import type { State } from './state.ts'
import { inOneGo, ofEach, type Steps } from './steps.ts'
import type { SubjectView } from './subject-view.ts'

/**
 * A part of the plane of valid time and known time throughout which the answer is the same, for the same reasons;
 * half-open on both axes, and without bound where infinite.
 */
export type Rectangle = {
  readonly validFrom: CivilDay
  readonly validTo: CivilDay
  readonly knownFrom: CivilDay
  readonly knownTo: CivilDay
  readonly answer: Answer
  readonly values: readonly Pick<Valued<unknown>, 'value' | 'answer'>[]
  /** Of a large subject found when it is first asked for. */
  readonly because: readonly EventId[]
}

/** What a field comes to at a place of the plane. */
type Content = Pick<Rectangle, 'answer' | 'values' | 'because'> & {
  /** All but the reasons. */
  readonly text: string
}

type Cell = { -readonly [Part in keyof Rectangle as Exclude<Part, keyof Content>]: Rectangle[Part] } & {
  readonly content: Content
}

/** The cells of one stretch of known days, along valid time; and what turns there, where that alone makes the cells. */
type Band = { readonly cells: readonly Cell[]; readonly turns: readonly Turn[] | undefined }

/** How many places are looked at in one step that are as they were before. */
const STEP = 200

/**
 * One field of a subject over valid and known time, at a place in the ledger and with a trust: rectangles that tile
 * the plane without gap or overlap, by known time and then by valid time. `stateAt` gives the state as known by a day;
 * `knownCuts` are the days on which what is known may change; of what comes to be known after the day `upTo`, nothing
 * is looked at, and the plane ends there. Equal neighbours are joined along valid time first, then along known time.
 * Cost: the subject's claims for each day of `knownCuts`, and what the field comes to wherever that turns.
 */
export function rectanglesOf(...question: Parameters<typeof rectangleSteps>): readonly Rectangle[] {
  return inOneGo(rectangleSteps(...question))
}

/** The same in steps. */
export function* rectangleSteps(
  subject: Subject,
  field: Field<never> | undefined,
  stateAt: (knownAt: CivilDay) => State,
  knownCuts: readonly CivilDay[],
  upTo: CivilDay = Infinity,
): Steps<readonly Rectangle[]> {
  const done: Cell[] = []
  let turns: CandidateTurns | undefined
  let below: Band = { cells: [], turns: [] }
  for (const [knownFrom, to] of stretches(knownCuts.filter((day) => day <= upTo))) {
    const known = { knownFrom, knownTo: Math.min(to, upTo + 1) }
    // Held for the whole band: what is larger than the cache would be read again for each place.
    const seen = yield* stateAt(dayWithin(knownFrom, known.knownTo)).viewSteps(subject)
    const own = field ?? seen?.kind.existence
    if (own !== undefined) turns ??= new CandidateTurns(own)
    const band = yield* bandOf(seen, own, yield* turnsOf(seen, own, turns), known, below)
    yield
    below = { ...band, cells: joined(below.cells, band.cells, done) }
    yield
  }
  return yield* ofEach(done, STEP, (cell) => [rectangleOf(cell)])
}

function rectangleOf({ content, ...range }: Cell): Rectangle {
  return {
    ...range,
    answer: content.answer,
    values: content.values,
    get because() {
      return content.because
    },
  }
}

function* turnsOf(
  seen: SubjectView | undefined,
  field: Field<never> | undefined,
  turns: CandidateTurns | undefined,
): Steps<Band['turns']> {
  if (seen === undefined || field === undefined) return []
  if (seen.isPartial) return undefined
  const claims = seen.claimsOf(field)
  yield
  return yield* turns?.from(claims) ?? []
}

function* bandOf(
  seen: SubjectView | undefined,
  field: Field<never> | undefined,
  turns: Band['turns'],
  known: Pick<Cell, 'knownFrom' | 'knownTo'>,
  below: Band,
): Steps<Band> {
  const days = turns?.map(({ day }) => day) ?? sortedCuts(seen?.claims ?? [])
  const both = turns && below.turns && new SideBySide(below.turns, turns)
  const cells: Cell[] = []
  let under = 0
  for (const [nth, [validFrom, validTo]] of stretches(days).entries()) {
    if (nth % STEP === STEP - 1) yield
    const last = cells.at(-1)
    while ((below.cells[under]?.validTo ?? Infinity) <= validFrom) under += 1
    const before = below.cells[under]?.content
    const isChanged = both?.goTo(validFrom)
    let content = before
    if (before === undefined || both?.isSame !== true) {
      yield
      const resolved = field && seen?.get(field, dayWithin(validFrom, validTo))
      content = contentOf(resolved)
      if (before !== undefined && isSame(before, content, both?.haveSameClaims)) content = before
    }
    if (content === undefined) continue
    if (last !== undefined && isSame(last.content, content, isChanged === undefined ? undefined : !isChanged))
      last.validTo = validTo
    else cells.push({ validFrom, validTo, ...known, content })
  }
  return { cells, turns }
}

function contentOf(resolved: Resolved<never> | undefined): Content {
  const answer = resolved?.answer ?? 'unknown'
  const values = (resolved?.values ?? []).map(({ value, answer }) => ({ value, answer }))
  return {
    answer,
    values,
    text: JSON.stringify([answer, values]),
    get because() {
      return resolved?.because ?? []
    },
  }
}

/** Whether two are the same; `because` says whether the reasons are, where that is known by what turns. */
function isSame(one: Content, other: Content, because: boolean | undefined): boolean {
  if (one === other) return true
  if (one.text !== other.text) return false
  // Without a value, the reasons are the claims that do not stand, which turn nothing.
  if (because !== undefined && one.values.length > 0) return because
  if (one.answer === 'unknown') return true
  return (
    one.because.length === other.because.length && one.because.every((id, nth) => id === other.because[nth])
  )
}

/** What is claimed from two bases, gone through along valid time at once. */
class SideBySide {
  readonly #sides: readonly {
    readonly turns: readonly Turn[]
    next: number
    readonly are: Turn['candidacy'][]
  }[]
  #differing = 0
  #claimsDiffering = 0
  #candidates = 0

  constructor(...sides: readonly [readonly Turn[], readonly Turn[]]) {
    this.#sides = sides.map((turns) => ({ turns, next: 0, are: [] }))
  }

  /** Goes on to a day, and says whether there the second has other candidates than just before. */
  goTo(day: CivilDay): boolean {
    let isChanged = false
    for (const side of this.#sides)
      for (; (side.turns[side.next]?.day ?? Infinity) <= day; side.next += 1) {
        const turn = side.turns[side.next]
        if (turn === undefined) continue
        const { claim, candidacy } = turn
        const was = side.are[claim] ?? 0
        this.#count(claim, -1)
        side.are[claim] = candidacy
        this.#count(claim, 1)
        if (side !== this.#sides[1]) continue
        const entered = (candidacy > 0 ? 1 : 0) - (was > 0 ? 1 : 0)
        this.#candidates += entered
        isChanged ||= entered !== 0
      }
    return isChanged
  }

  #count(claim: number, by: number): void {
    const [one = 0, other = 0] = this.#sides.map(({ are }) => are[claim] ?? 0)
    if (one !== other) this.#differing += by
    if (one > 0 !== other > 0) this.#claimsDiffering += by
  }

  /** Whether the field comes to the same there from both: of what has no candidates that is not said. */
  get isSame(): boolean {
    return this.#differing === 0 && this.#candidates > 0
  }

  /** Whether the same claims are candidates there from both. */
  get haveSameClaims(): boolean {
    return this.#claimsDiffering === 0
  }
}

/** The cells of the upper of two bands, where what lies right above another of the same width and content is one with it. */
function joined(below: readonly Cell[], above: readonly Cell[], done: Cell[]): readonly Cell[] {
  const from = new Map(below.map((cell) => [cell.validFrom, cell]))
  return above.map((cell) => {
    const under = from.get(cell.validFrom)
    if (under === undefined || under.content !== cell.content || under.validTo !== cell.validTo) {
      done.push(cell)
      return cell
    }
    under.knownTo = cell.knownTo
    return under
  })
}

/** The line from -∞ to ∞ in half-open stretches, cut on these days; what is infinite cuts nothing. */
function stretches(cuts: Iterable<CivilDay>): readonly (readonly [CivilDay, CivilDay])[] {
  const starts = [-Infinity, ...[...new Set(cuts)].filter(Number.isFinite).sort((a, b) => a - b)]
  return starts.map((from, index) => [from, starts[index + 1] ?? Infinity])
}
