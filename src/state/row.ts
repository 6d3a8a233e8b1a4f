import { Numbers } from '../columns/index.ts'
import type { CivilDay } from '../time/index.ts'

/** The half-open ranges of dates and of known days in which something may hold. */
export type Ranges = {
  readonly from: CivilDay
  readonly to: CivilDay
  readonly knownFrom: CivilDay
  readonly knownTo: CivilDay
}

/** A place on the two axes of rows. */
export type Cell = { readonly date: CivilDay; readonly known: CivilDay }

/**
 * One answer about a thing: how it sorts, and the half-open ranges of dates and of known days throughout which it holds.
 * It was found under `key`, and is called `name`.
 */
export type Row = Ranges & {
  readonly key: string
  readonly name: string
  readonly ranks: Ranks
}

/** The orders of lists: by the first possible day, the first possible day of publication, the first event, and the key. */
export type RowOrder = 'valid' | 'known' | 'recorded' | 'subject'

/** By each order, what a thing is sorted by, and what breaks ties, which is unique. */
export type Ranks = Readonly<Record<RowOrder, number | string>> & { readonly tie: number | string }

/** A place in an order: what is compared first, then what breaks ties. */
export type Place = { readonly rank: number | string; readonly tie: number | string }

/** Whether a row holds at a place. */
export function holdsAt({ from, to, knownFrom, knownTo }: Ranges, { date, known }: Cell): boolean {
  return from <= date && date < to && knownFrom <= known && known < knownTo
}

/** Which of two places comes first: negative for the first. */
export function byPlace(a: Place, b: Place): number {
  return compareRanks(a.rank, b.rank) || compareRanks(a.tie, b.tie)
}

function compareRanks(a: number | string, b: number | string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** Where something comes in an order. */
export function placeOf(ranks: Ranks, by: RowOrder): Place {
  return { rank: ranks[by], tie: ranks.tie }
}

/** A row as an order finds it: its place in that order, what it was found under, and what it is called. */
export type PlacedRow = Place & { readonly key: string; readonly name: string }

/** A {@link Row} whose key, name and subject are numbers. */
export type NumberedRow = Readonly<
  Record<(typeof NUMBERS)[number] | (typeof DATES)[number] | (typeof KNOWN)[number], number>
>

/** What the numbers of rows stand for. */
export type RowNames = {
  readonly nameOf: (number: number) => string
  /** Of a name that no row has, any number that none has. */
  readonly numberOf: (name: string) => number
  readonly subjectOf: (number: number) => string
  /** What breaks ties. */
  readonly tie: 'subject' | 'recorded'
}

const NUMBERS = ['key', 'name', 'subject', 'recorded'] as const
const DATES = ['from', 'to', 'valid'] as const
const KNOWN = ['knownFrom', 'knownTo', 'known'] as const

/** Rows that are being collected. */
export class NewRows {
  readonly numbers = { key: integers(), name: integers(), subject: integers(), recorded: integers() }
  readonly days = {
    from: floats(),
    to: floats(),
    valid: floats(),
    knownFrom: floats(),
    knownTo: floats(),
    known: floats(),
  }

  get size(): number {
    return this.numbers.key.length
  }

  push(row: NumberedRow): void {
    for (const column of NUMBERS) this.numbers[column].push(row[column])
    for (const column of DATES) this.days[column].push(row[column])
    for (const column of KNOWN) this.days[column].push(row[column])
  }
}

function integers(): Numbers {
  return new Numbers(new Int32Array(0))
}

function floats(): Numbers {
  return new Numbers(new Float64Array(0))
}
