import { type EventId, type Subject, sha256Hex } from '../event/index.ts'
import type { Answer, CivilDay } from '../time/index.ts'
import { dayWithin, sortedCuts } from './day-table.ts'
import type { Field } from './field.ts'
import type { Valued } from './resolve.ts'
import type { State } from './state.ts'
import { inOneGo, type Steps } from './steps.ts'

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
  readonly because: readonly EventId[]
}

/** A rectangle, and the digest of all that it says: two with the same may be one. */
type Cell = Rectangle & { readonly digest: string }

/**
 * One field of a subject over valid and known time, at a place in the ledger and with a trust: rectangles that tile
 * the plane without gap or overlap, by known time and then by valid time. `stateAt` gives the state as known by a day;
 * `knownCuts` are the days on which what is known may change; of what comes to be known after the day `upTo`, nothing
 * is looked at, and the plane ends there. Equal neighbours are joined along valid time first, then along known time.
 * Cost: the subject's claims for each day of `knownCuts` and each change along valid time.
 */
export function rectanglesOf(...question: Parameters<typeof rectangleSteps>): readonly Rectangle[] {
  return inOneGo(rectangleSteps(...question))
}

/** The same in steps: each looks at one place of the plane. */
export function* rectangleSteps(
  subject: Subject,
  field: Field<never> | undefined,
  stateAt: (knownAt: CivilDay) => State,
  knownCuts: readonly CivilDay[],
  upTo: CivilDay = Infinity,
): Steps<readonly Rectangle[]> {
  const bands: (readonly Cell[])[] = []
  for (const [knownFrom, to] of stretches(knownCuts.filter((day) => day <= upTo))) {
    const knownTo = Math.min(to, upTo + 1)
    bands.push(yield* bandOf(subject, field, stateAt(dayWithin(knownFrom, knownTo)), knownFrom, knownTo))
  }
  return joined(bands).map(({ digest: _, ...rectangle }) => rectangle)
}

function* bandOf(
  subject: Subject,
  field: Field<never> | undefined,
  state: State,
  knownFrom: CivilDay,
  knownTo: CivilDay,
): Steps<readonly Cell[]> {
  // Held for the whole band: what is larger than the cache would be read again for each place.
  const seen = yield* state.viewSteps(subject)
  const cuts = seen === undefined ? [] : sortedCuts(seen.claims)
  const merged: Cell[] = []
  for (const [validFrom, validTo] of stretches(cuts)) {
    yield
    const then = seen && state.at(dayWithin(validFrom, validTo)).itemOf(seen)
    const resolved = then?.get(field ?? then.kind.existence)
    const answer = {
      answer: resolved?.answer ?? 'unknown',
      values: (resolved?.values ?? []).map(({ value, answer }) => ({ value, answer })),
      because: resolved?.because ?? [],
    } as const
    const digest = sha256Hex(JSON.stringify(answer))
    const last = merged.at(-1)
    if (last?.digest === digest) merged[merged.length - 1] = { ...last, validTo }
    else merged.push({ validFrom, validTo, knownFrom, knownTo, ...answer, digest })
  }
  return merged
}

/** Bands from below, where what lies right above another of the same width and words is one with it. */
function joined(bands: readonly (readonly Cell[])[]): readonly Cell[] {
  const done: Cell[] = []
  let open: readonly Cell[] = []
  for (const band of bands) {
    const grown = band.map((cell) => {
      const below = open.find(
        (other) =>
          other.digest === cell.digest &&
          other.validFrom === cell.validFrom &&
          other.validTo === cell.validTo,
      )
      return below === undefined ? cell : { ...below, knownTo: cell.knownTo }
    })
    done.push(...open.filter(({ validFrom, knownFrom }) => !grown.some(begunAt(validFrom, knownFrom))))
    open = grown
  }
  return [...done, ...open].sort((a, b) =>
    a.knownFrom === b.knownFrom ? order(a.validFrom, b.validFrom) : order(a.knownFrom, b.knownFrom),
  )
}

function begunAt(validFrom: CivilDay, knownFrom: CivilDay) {
  return (cell: Cell) => cell.validFrom === validFrom && cell.knownFrom === knownFrom
}

function order(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** The line from -∞ to ∞ in half-open stretches, cut on these days; what is infinite cuts nothing. */
function stretches(cuts: Iterable<CivilDay>): readonly (readonly [CivilDay, CivilDay])[] {
  const starts = [-Infinity, ...[...new Set(cuts)].filter(Number.isFinite).sort((a, b) => a - b)]
  return starts.map((from, index) => [from, starts[index + 1] ?? Infinity])
}
