import { sourceLabel } from '../domain/index.ts'
import type { EventId } from '../event/index.ts'
import { quoteOf, spansCitedBy } from '../graphql/index.ts'
import type { Steps } from '../state/index.ts'
import {
  type CivilDay,
  formatBounds,
  formatDay,
  hull,
  type Interval,
  type ValidBounds,
} from '../time/index.ts'
import type { ExportRequest, PageOf } from './format.ts'

/** Rows of texts under named columns, and the cursor of the next page where there is one. */
export type Table = {
  /** What it is a table of, like `items`. */
  readonly of: string
  readonly columns: readonly Pick<Column<never>, 'name' | 'says'>[]
  readonly rows: readonly (readonly string[])[]
  readonly next?: string
}

/** One column: its name, what it says, and the text of a row in it; empty where there is nothing to say. */
export type Column<Row> = {
  readonly name: string
  readonly says: string
  readonly of: (row: Row) => string
}

/** How many rows are written in one step. */
const STEP = 20

/** A table of these rows. In steps. */
export function* tableOf<Row>(
  of: string,
  columns: readonly Column<Row>[],
  { page, next }: PageOf<Row>,
): Steps<Table> {
  const rows: string[][] = []
  for (const row of page) {
    if (rows.length % STEP === 0) yield
    rows.push(columns.map((column) => column.of(row)))
  }
  return { of, columns, rows, ...(next !== undefined && { next }) }
}

/** What of several things stands in one cell. */
export function inOneCell(texts: Iterable<string | undefined>): string {
  return [...new Set(texts)].filter((text) => text !== undefined && text !== '').join('; ')
}

/** When something is, as the columns of tables have it: the hull of its dates, and each of them. */
export type When = { readonly dates: readonly ValidBounds[]; readonly words: string }

/** The columns that say when: days in ISO 8601, both ends in; an open end is empty. */
export function whenColumns<Row>(whenOf: (row: Row) => When): readonly Column<Row>[] {
  const hullOf = (row: Row, side: 'begin' | 'end') => {
    const days = whenOf(row).dates.map((bounds) => bounds[side])
    return days.length === 0 ? undefined : days.reduce((one: Interval, other) => hull(one, other))
  }
  const column = (side: 'begin' | 'end', end: 'earliest' | 'latest', says: string): Column<Row> => ({
    name: `${side}_${end}`,
    says,
    of: (row) => dayAt(hullOf(row, side), end),
  })
  return [
    column('begin', 'earliest', 'The first day on which it may have begun, or happened'),
    column('begin', 'latest', 'The last such day'),
    column('end', 'earliest', 'The first day that may be its last'),
    column('end', 'latest', 'The last such day'),
    { name: 'when', says: 'The same in words', of: (row) => whenOf(row).words },
    {
      name: 'edtf',
      says: 'The same in EDTF (ISO 8601-2); of several dates each',
      of: (row) => inOneCell(whenOf(row).dates.map((bounds) => formatBounds(bounds))),
    },
    {
      name: 'likely',
      says: 'The day that is held likely, where one is',
      of: (row) =>
        inOneCell(whenOf(row).dates.map(({ likely }) => (likely === undefined ? '' : formatDay(likely)))),
    },
  ]
}

/** The columns that say since when the public could know. */
export function knownColumns<Row>(knownOf: (row: Row) => Interval | undefined): readonly Column<Row>[] {
  return [
    {
      name: 'known_earliest',
      says: 'The first day on which the public may have known of it',
      of: (row) => dayAt(knownOf(row), 'earliest'),
    },
    {
      name: 'known_latest',
      says: 'The first day from which it certainly could know; empty where no source is dated',
      of: (row) => dayAt(knownOf(row), 'latest'),
    },
  ]
}

function dayAt(days: Interval | undefined, end: 'earliest' | 'latest'): string {
  if (days === undefined) return ''
  return formatFinite(end === 'earliest' ? days.earliest : days.latest - 1)
}

function formatFinite(day: CivilDay): string {
  return Number.isFinite(day) ? formatDay(day) : ''
}

/** The columns that are the same in every row: from where the table is seen. */
export function pointColumns<Row>({ at }: ExportRequest): readonly Column<Row>[] {
  const { date, knownAt, position } = at.state.point
  return [
    { name: 'as_of', says: 'The date that the table is as of', of: () => formatDay(date) },
    {
      name: 'known_by',
      says: 'The day by whose end it could be known; empty where that is not limited',
      of: () => (knownAt === undefined ? '' : formatDay(knownAt)),
    },
    { name: 'at_position', says: 'The position of the ledger that it is read at', of: () => `${position}` },
  ]
}

/** The words that events cite, from the texts that whoever asks may read; empty without them. */
export function wordsCited({ at, texts }: ExportRequest, events: Iterable<EventId>): string {
  if (texts.size === 0) return ''
  const quotes = spansCitedBy(at.state.view, events).map((span) => quoteOf(span, texts))
  return [...new Set(quotes)].filter((quote) => quote !== undefined).join(' … ')
}

/** The labels of sources. */
export function sourceLabels({ at }: ExportRequest, sources: readonly string[]): string {
  return inOneCell(sources.map((source) => sourceLabel(at.state.view, source)))
}
