import { z } from 'zod'
import { InvalidInput } from '../../errors.ts'

/**
 * What a cell holds. A `date` is a cell that its program holds as a day, YYYY-MM-DD, with the `time` of that day if it has
 * one; a `problem` is why a cell has no value to be used, in words that follow its name.
 */
const cellSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.object({ date: z.string(), time: z.string().exactOptional() }),
  z.object({ problem: z.string() }),
])

/** What the reader of a table finds in its file: one sheet of it. */
export const tableSchema = z.object({
  /** The name of the sheet; CSV has none. */
  sheet: z.string().exactOptional(),
  /** Rows with something in them, from the top; rows and columns are numbered from 1, and empty cells are left out. */
  rows: z.array(z.object({ row: z.number(), cells: z.array(z.tuple([z.number(), cellSchema])) })),
  /** What of the file is not in the rows, or should be looked at, in sentences. */
  remarks: z.array(z.string()),
})

export type Cell = z.infer<typeof cellSchema>
export type Table = z.infer<typeof tableSchema>
export type TableRow = Table['rows'][number]

/** Cells that are not empty, of one table. */
export const MOST_CELLS = 1_000_000
/** Places for cells, empty or not, in all rows up to the last cell of each, or in the rectangle of a table. */
const MOST_SLOTS = 20_000_000

/** Throws InvalidInput, E_CELLS, where there are more cells, or more places for them, than a table may have. */
export function checkCells(cells: number, slots: number): void {
  if (cells <= MOST_CELLS && slots <= MOST_SLOTS) return
  const message =
    cells > MOST_CELLS
      ? `has more than ${MOST_CELLS} cells; expected no more in one table`
      : `has room for more than ${MOST_SLOTS} cells, most of them empty; expected no more in one table`
  throw new InvalidInput([{ code: 'E_CELLS', message }])
}

/**
 * The name of a cell as spreadsheets have it; row and column are numbered from 1.
 *
 * @example cellName(14, 28) // 'AB14'
 */
export function cellName(row: number, column: number): string {
  return `${columnName(column)}${row}`
}

function columnName(column: number): string {
  const rest = Math.floor((column - 1) / 26)
  return `${rest > 0 ? columnName(rest) : ''}${String.fromCharCode(65 + ((column - 1) % 26))}`
}
