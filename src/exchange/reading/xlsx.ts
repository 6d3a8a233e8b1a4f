import type { CellValue, MergeRange, Sheet } from 'hucre/xlsx'
import { InvalidInput } from '../../errors.ts'
import { type ReaderOptions, unreadable } from './reader.ts'
import { type Cell, cellName, checkCells, type Table, type TableRow } from './table.ts'
import { openOffice } from './zip-gate.ts'

/**
 * The cells of one sheet of a workbook, by `sheet` its name or number from 1, else the first that is not hidden. A formula
 * counts as the value that its program saved with it, and is a problem without one; a cell merged over several rows holds in
 * each of them. Cells far to the right of the table are named, and not read. Throws InvalidInput: E_SHEET, E_CELLS, E_FORMAT, and
 * as `openOffice` does.
 */
export async function read(bytes: Uint8Array, { sheet: wanted }: ReaderOptions): Promise<Table> {
  const { names } = await openOffice(bytes)
  if (!names.includes('xl/workbook.xml'))
    throw unreadable('E_FORMAT', 'is no workbook: it has no xl/workbook.xml; expected .xlsx, or CSV')
  const { readXlsx, streamXlsxRows } = await import('hucre/xlsx')
  const sheets = await sheetsOf(bytes, readXlsx)
  const { index, name } = sheetNamed(sheets, wanted)
  const { width, height, outside } = await extentOf(streamXlsxRows(bytes, { sheet: index }))
  const hidden = sheets.filter((each) => each.hidden && each.index !== index)
  const remarks = [
    ...hidden.map((each) => `sheet ${each.name} is hidden, and was not read`),
    ...(sheets[index]?.hidden === true ? [`sheet ${name} is hidden in its program`] : []),
    ...(outside.length > 0 ? [`not read, for they are far outside of the table: ${outside.join(', ')}`] : []),
  ]
  if (width === 0) return { sheet: name, rows: [], remarks }
  const range = `A1:${cellName(height, width)}`
  const { sheets: read } = await readXlsx(bytes, { sheets: [index], range })
  const [found] = read
  if (found === undefined) return { sheet: name, rows: [], remarks }
  return {
    sheet: name,
    ...rowsOf(found, { width, height }),
    remarks: [...remarks, ...mergedRemarks(found.merges)],
  }
}

type SheetInfo = { readonly name: string; readonly index: number; readonly hidden: boolean }

/** Every sheet, in the order of the workbook; none of them is read. */
async function sheetsOf(
  bytes: Uint8Array,
  readXlsx: typeof import('hucre/xlsx').readXlsx,
): Promise<readonly SheetInfo[]> {
  const sheets: SheetInfo[] = []
  await readXlsx(bytes, {
    sheets: ({ name, index, hidden = false, veryHidden = false }) => {
      sheets.push({ name, index, hidden: hidden || veryHidden })
      return false
    },
  })
  return sheets
}

function sheetNamed(sheets: readonly SheetInfo[], wanted: unknown): SheetInfo {
  const found =
    wanted === undefined
      ? (sheets.find(({ hidden }) => !hidden) ?? sheets[0])
      : (sheets.find(({ name }) => name === wanted) ??
        sheets.find(({ index }) => String(index + 1) === String(wanted)))
  if (found !== undefined) return found
  const names = sheets.map(({ name }) => name).join(', ')
  const message = `has no sheet ${JSON.stringify(wanted)}; expected one of ${names || 'none: it has no sheets'}`
  throw new InvalidInput([{ code: 'E_SHEET', message }])
}

/** Rows from the top by which the width of a table is known. */
const ROWS_FOR_WIDTH = 100
/** Cells that are named where they are outside of the table. */
const MOST_NAMED = 5

type Extent = { readonly width: number; readonly height: number }

/**
 * How far the table reaches: as wide as the widest of its first rows, down to the last row with something in that width. So
 * a cell in the last corner of a sheet costs one cell. Throws E_CELLS.
 */
async function extentOf(
  rows: AsyncIterable<{ readonly index: number; readonly values: readonly CellValue[] }>,
): Promise<Extent & { readonly outside: readonly string[] }> {
  let [count, slots, seen, width, height] = [0, 0, 0, 0, 0]
  const outside: string[] = []
  for await (const { index, values } of rows) {
    slots += values.length
    const filled = [...values.keys()].filter((at) => values[at] !== null)
    count += filled.length
    checkCells(count, slots)
    if (filled.length === 0) continue
    seen += 1
    if (seen <= ROWS_FOR_WIDTH && filled.length > 1) width = Math.max(width, 1 + (filled.at(-1) ?? 0))
    if (filled.some((at) => at < Math.max(width, 1))) height = index + 1
    const far = filled.filter((at) => at >= Math.max(width, 1))
    if (outside.length < MOST_NAMED) outside.push(...far.map((at) => cellName(index + 1, at + 1)))
  }
  if (count > 0 && width === 0) width = 1
  checkCells(count, width * height)
  return { width, height, outside: outside.slice(0, MOST_NAMED) }
}

function rowsOf(sheet: Sheet, { width, height }: Extent): Pick<Table, 'rows'> {
  const merged = new Map<string, CellValue>()
  for (const { startRow, endRow, startCol } of sheet.merges ?? [])
    for (let row = startRow + 1; row <= Math.min(endRow, height - 1); row += 1)
      if (startCol < width) merged.set(`${row},${startCol}`, sheet.rows[startRow]?.[startCol] ?? null)
  const rows = sheet.rows.map((values, row): TableRow => {
    const cells = Array.from({ length: width }, (_, column): TableRow['cells'] => {
      const key = `${row},${column}`
      const value = values[column] ?? merged.get(key) ?? null
      const detail = sheet.cells?.get(key)
      const cell =
        detail?.formula !== undefined && value === null ? NO_VALUE : cellOf(value, detail?.type === 'error')
      return cell === undefined ? [] : [[column + 1, cell]]
    })
    return { row: row + 1, cells: cells.flat() }
  })
  return { rows: rows.filter(({ cells }) => cells.length > 0) }
}

const NO_VALUE: Cell = {
  problem: 'is a formula with no value saved; expected a value: open it in its program and save it',
}

const MS_OF_DAY = 86_400_000

/** The cell of a value; undefined for an empty one. */
function cellOf(value: CellValue, isError: boolean): Cell | undefined {
  if (value === null || value === '') return undefined
  if (isError) return { problem: `is the error ${String(value)}; expected a value` }
  if (!(value instanceof Date)) return value
  const ms = value.getTime()
  if (Number.isNaN(ms)) return { problem: 'is no date that there is' }
  const [day = '', clock = ''] = value.toISOString().split('T')
  const time = clock.slice(0, 5)
  // Before its first day, a spreadsheet has hours alone.
  if (ms < Date.UTC(1900, 0, 1)) return time
  if (day === '1900-02-28' || day === '1900-02-29')
    return {
      problem: 'is 28 February 1900 or the day after, which spreadsheets confuse; expected it as text',
    }
  return { date: day, ...(ms % MS_OF_DAY !== 0 && { time }) }
}

function mergedRemarks(merges: readonly MergeRange[] = []): readonly string[] {
  const over = merges.filter(({ startRow, endRow }) => endRow > startRow)
  const names = over
    .slice(0, MOST_NAMED)
    .map(
      ({ startRow, startCol, endRow, endCol }) =>
        `${cellName(startRow + 1, startCol + 1)}:${cellName(endRow + 1, endCol + 1)}`,
    )
  const more = over.length > MOST_NAMED ? ` and ${over.length - MOST_NAMED} more` : ''
  return over.length === 0 ? [] : [`merged cells hold in each of their rows: ${names.join(', ')}${more}`]
}
