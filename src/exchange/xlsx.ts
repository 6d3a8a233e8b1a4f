import { formatDay, formatInstant, parseDay } from '../time/index.ts'
import { EVENT_ARGUMENTS, eventTable, isAll } from './event-table.ts'
import type { ExportRequest, Format, Written } from './format.ts'
import { itemTable } from './item-table.ts'
import type { Table } from './table.ts'

const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const xlsxFormat: Format = {
  name: 'xlsx',
  path: '.xlsx',
  type: TYPE,
  says: 'The items of the state, a row each, as a workbook',
  paged: 'largest',
  load: async () => async (request) => writeWorkbook(request, await itemTable(request)),
}

export const eventsXlsxFormat: Format = {
  name: 'events.xlsx',
  path: '/events.xlsx',
  type: TYPE,
  says: 'The events, a row each, as a workbook',
  own: EVENT_ARGUMENTS,
  checkOwn: isAll,
  paged: 'largest',
  load: async () => async (request) => writeWorkbook(request, withoutJson(await eventTable(request))),
}

/** A cell of a workbook ends before the JSON of long events does. */
function withoutJson(table: Table): Table {
  const at = table.columns.findIndex(({ name }) => name === 'json')
  return {
    ...table,
    columns: table.columns.toSpliced(at, 1),
    rows: table.rows.map((row) => row.toSpliced(at, 1)),
  }
}

/** No cell of a workbook may have more characters (ECMA-376). */
const LONGEST_CELL = 32_767

/** Before this day, spreadsheets count another calendar than everyone else. */
const FIRST_DATE = parseDay('1900-03-01')
/** The last day that they know. */
const LAST_DATE = parseDay('9999-12-31')
const MS_A_DAY = 86_400_000

/**
 * A table as a workbook: the first sheet has its rows, all cells texts, and in a last column `day` the first possible day as a
 * true date, where spreadsheets know it, to filter and sort by. The second sheet says what it is and what its columns are.
 */
async function writeWorkbook(request: ExportRequest, { of, columns, rows, next }: Table): Promise<Written> {
  const { writeXlsx } = await import('hucre/xlsx')
  const { chronicle, state } = request.at
  const head = [...columns.map(({ name }) => name), 'day']
  const days = columns.findIndex(({ name }) => name === 'begin_earliest')
  const cells = await request.inSteps(
    (function* () {
      const all: (string | Date | null)[][] = []
      for (const row of rows) {
        if (all.length % STEP === 0) yield
        all.push([...row.map(cellOf), dateOf(row[days] ?? '')])
      }
      return all
    })(),
  )
  const recorded = chronicle.recordedAt(state.point.position) ?? 0
  const bytes = await writeXlsx({
    sheets: [
      {
        name: of,
        columns: [
          ...columns.map(({ name }) => ({ width: WIDTHS[name] ?? 14 })),
          { width: 12, numFmt: 'yyyy-mm-dd' },
        ],
        rows: [head, ...cells],
        freezePane: { rows: 1 },
        autoFilter: { range: `A1:${columnName(head.length)}${rows.length + 1}` },
      },
      { name: 'About', columns: [{ width: 20 }, { width: 100 }], rows: aboutRows(request, columns) },
    ],
    // The same bytes at any time: no clock goes in.
    properties: { creator: request.program, created: new Date(recorded), modified: new Date(recorded) },
    // Words of the point stand in every row: each text is kept once.
    stringMode: 'shared',
  })
  return { body: new Uint8Array(bytes), ...(next !== undefined && { next }) }
}

const STEP = 200

/** The widths of columns with longer texts, in characters. */
const WIDTHS: Readonly<Record<string, number>> = {
  subject: 30,
  headline: 50,
  when: 24,
  text: 40,
  words: 60,
  where: 24,
}

function cellOf(text: string): string | null {
  if (text === '') return null
  return text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL - 1)}…` : text
}

function dateOf(day: string): Date | null {
  if (day === '') return null
  const read = parseDay(day)
  return read < FIRST_DATE || read > LAST_DATE ? null : new Date(read * MS_A_DAY)
}

/** `A`, `Z`, `AA`: the name of a column by its number, from 1. */
function columnName(number: number): string {
  if (number === 0) return ''
  return columnName(Math.floor((number - 1) / 26)) + String.fromCodePoint(65 + ((number - 1) % 26))
}

function aboutRows({ at, address, program }: ExportRequest, columns: Table['columns']): string[][] {
  const { chronicle, state } = at
  const { date, knownAt, position, trusting } = state.point
  const recordedAt = chronicle.recordedAt(position)
  return [
    ['chronicle', chronicle.name],
    ['as of', formatDay(date)],
    ['known by', knownAt === undefined ? 'any day' : formatDay(knownAt)],
    ['position', `${position}`],
    ['recorded at', recordedAt === undefined ? '' : formatInstant(recordedAt)],
    ...Object.entries(trusting).map(([name, sources]) => [`trusting ${name}`, sources.join(', ')]),
    ['address', address.canonical],
    ['program', program],
    ['', ''],
    ['column', 'what it says'],
    ...columns.map(({ name, says }) => [name, says]),
    ['day', 'The first possible day as a date, where spreadsheets know it: from March 1900 on'],
  ]
}
