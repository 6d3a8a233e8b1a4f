import { guardCell } from './cell-guard.ts'
import { EVENT_ARGUMENTS, eventTable, isAll } from './event-table.ts'
import type { ExportRequest, Format, Written } from './format.ts'
import { itemTable } from './item-table.ts'
import type { Table } from './table.ts'

const TYPE = 'text/csv; charset=utf-8; header=present'

export const csvFormat: Format = {
  name: 'csv',
  path: '.csv',
  type: TYPE,
  says: 'The items of the state, a row each, as CSV',
  paged: 'largest',
  load: async () => async (request) => writeCsv(request, await itemTable(request)),
}

export const eventsCsvFormat: Format = {
  name: 'events.csv',
  path: '/events.csv',
  type: TYPE,
  says: 'The events, a row each, as CSV, from which they are read back without loss',
  own: EVENT_ARGUMENTS,
  checkOwn: isAll,
  paged: 'largest',
  load: async () => async (request) => writeCsv(request, await eventTable(request)),
}

async function writeCsv(request: Pick<ExportRequest, 'inSteps'>, table: Table): Promise<Written> {
  return { body: await csvOf(request, table), ...(table.next !== undefined && { next: table.next }) }
}

/** How many rows are written in one step. */
const STEP = 100

/** A table as CSV (RFC 4180): UTF-8 with a byte order mark, by which Excel knows it, CRLF, and no cell that is run as a formula. */
export async function csvOf(
  { inSteps }: Pick<ExportRequest, 'inSteps'>,
  { columns, rows }: Pick<Table, 'rows'> & { readonly columns: readonly { readonly name: string }[] },
): Promise<string> {
  const { stringify } = await import('csv-stringify/sync')
  const lines = (some: readonly (readonly string[])[]) =>
    stringify(
      some.map((row) => row.map(guardCell)),
      { record_delimiter: 'windows' },
    )
  return inSteps(
    (function* () {
      let text = `\ufeff${lines([columns.map(({ name }) => name)])}`
      for (let at = 0; at < rows.length; at += STEP) {
        text += lines(rows.slice(at, at + STEP))
        yield
      }
      return text
    })(),
  )
}
