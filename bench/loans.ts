import { canonicalJson, type Envelope, type Subject, sha256Hex } from '../src/event/index.ts'
import type { NewEvent } from '../src/ledger/index.ts'
import { type CivilDay, formatDay, parseDay } from '../src/time/index.ts'
import { evidenceIn, stated, TALE } from '../tests/toy/index.ts'

/**
 * How events fall upon subjects: evenly, most of them on few (the n-th subject gets about 1/n), all on one; or two large ones,
 * of about {@link LARGE} events, among two hundred usual ones of twenty, by eight hundred sources, one date in ten imprecise.
 */
export type Shape = 'uniform' | 'skewed' | 'single' | 'large'

/** How many events the two large subjects have, and all the usual ones together. */
export const LARGE = [16_000, 17_000] as const
export const USUAL = 200

/** What a loan came to, event by event, as plain columns: the least that an answer can be read from. */
export type Columns = {
  readonly subjects: readonly Subject[]
  readonly days: readonly CivilDay[]
  readonly stages: readonly number[]
}

export type Loans = {
  readonly log: readonly NewEvent[]
  readonly columns: Columns
  /** Those that something is told of, in the order in which it first is. */
  readonly subjects: readonly Subject[]
}

export const FIRST_DAY = parseDay('2000-01-01')
const DAYS = 9000
const SOURCES = { uniform: 10, skewed: 10, single: 10, large: 800 }

const TYPES = ['LoanMade', 'LoanRenewed', 'LoanReturned']

/**
 * A ledger of `size` events on loans, twenty to a subject where they fall evenly: made, renewed again and again,
 * returned; by ten sources. The same for the same arguments.
 */
export function loansOf(size: number, shape: Shape): Loans {
  const random = generator(size)
  const sources = SOURCES[shape]
  const between = DAYS / sources
  const log = Array.from({ length: sources }, (_, source) => written(registration(source, between)))
  const among = shape === 'single' ? 1 : Math.max(1, Math.floor(size / 20))
  const columns = { subjects: [] as Subject[], days: [] as CivilDay[], stages: [] as number[] }
  const told = new Map<Subject, number>()
  while (log.length < size) {
    const subject = `loan/n${pick(shape, among, random)}`
    const nth = told.get(subject) ?? 0
    told.set(subject, nth + 1)
    const stage = nth === 0 ? 0 : nth % 7 === 6 ? 2 : 1
    const day = FIRST_DAY + Math.floor(random() * DAYS)
    // No source reports what was still to come.
    const first = Math.floor((day - FIRST_DAY) / between)
    const source = first + Math.floor(random() * (sources - first))
    const month = shape === 'large' && random() < 0.1 ? formatDay(day).slice(0, 7) : undefined
    log.push(written(loan(subject, stage, month ?? formatDay(day), source, log.length)))
    columns.subjects.push(subject)
    columns.days.push(day)
    columns.stages.push(stage)
  }
  return { log, columns, subjects: [...told.keys()] }
}

/** One event on a loan; `salt` keeps it apart from its like. */
export function loan(
  subject: Subject,
  stage: number,
  date: string,
  source: number,
  salt: number | string,
): Envelope {
  return {
    chronicle: TALE,
    version: 1,
    type: TYPES[stage] ?? 'LoanRenewed',
    subject,
    payload: stage === 0 ? { book: `book/b-${subject.slice(6)}` } : {},
    valid: stated(date),
    ...evidenceIn([`s${source}`]),
    salt: String(salt),
  }
}

function registration(source: number, between: number): Envelope {
  const published = { edtf: formatDay(FIRST_DAY + Math.floor((source + 1) * between)), basis: 'stated' }
  return {
    chronicle: TALE,
    version: 1,
    type: 'SourceRegistered',
    subject: `source/s${source}`,
    payload: { label: `s${source}`, published, absent: [] },
    ...evidenceIn([`s${source}`]),
  }
}

function written(event: Envelope): NewEvent {
  const body = canonicalJson(event)
  return { id: sha256Hex(body), body }
}

function pick(shape: Shape, among: number, random: () => number): number {
  if (shape === 'large') {
    const [one, other] = LARGE
    const among = Math.floor(random() * (one + other + USUAL * 20))
    return among < one ? 0 : among < one + other ? 1 : 2 + ((among - one - other) % USUAL)
  }
  return shape === 'skewed' ? Math.floor(among ** random()) - 1 : Math.floor(random() * among)
}

/** A small generator (mulberry32), so that a run can be repeated. */
export function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
