import { type Cell, cellName, type Table, type TableRow } from '../reading/index.ts'

/** The columns of a table by their names, and the rows below them. */
export type HeadedTable = {
  readonly sheet: string | undefined
  /** The row of the names, from 1. */
  readonly header: number
  /** The columns, from 1, that have each name: more than one where a name is there twice. */
  readonly columns: ReadonlyMap<string, readonly number[]>
  readonly rows: readonly TableRow[]
  readonly remarks: readonly string[]
}

/**
 * The table with its header in that row; without it, in the first row with more than one cell, or else in the first. A table
 * without rows has no columns.
 */
export function headedTable({ sheet, rows, remarks }: Table, row?: number): HeadedTable {
  const found =
    row === undefined
      ? (rows.find(({ cells }) => cells.length > 1) ?? rows[0])
      : rows.find((each) => each.row === row)
  const columns = new Map<string, number[]>()
  for (const [column, cell] of found?.cells ?? []) {
    const name = textInCell(cell).replace(/\s+/g, ' ').trim()
    columns.set(name, [...(columns.get(name) ?? []), column])
  }
  const header = found?.row ?? row ?? 1
  return { sheet, header, columns, rows: rows.filter((each) => each.row > header), remarks }
}

/** The cell of a row in the column of that name; undefined where it is empty. */
export function cellIn(table: HeadedTable, { cells }: TableRow, name: string): Cell | undefined {
  const column = table.columns.get(name)?.[0]
  const cell = cells.find(([at]) => at === column)?.[1]
  return typeof cell === 'string' && cell.trim() === '' ? undefined : cell
}

/** What a cell says, as text: `true`, `45352`, `2024-03-01`. Of a cell without a value, nothing. */
export function textInCell(cell: Cell): string {
  if (typeof cell !== 'object') return String(cell)
  if ('problem' in cell) return ''
  return cell.time === undefined ? cell.date : `${cell.date} ${cell.time}`
}

/** A cell as faults name it: `Meetings!C14`, or `C14` in a file without sheets; without a column, its row: `Meetings!14`. */
export function placeInTable(table: HeadedTable, row: number, name?: string): string {
  const column = name === undefined ? undefined : table.columns.get(name)?.[0]
  const cell = column === undefined ? String(row) : cellName(row, column)
  return table.sheet === undefined ? cell : `${table.sheet}!${cell}`
}
