import type { CsvError } from 'csv-parse/sync'
import { InvalidInput } from '../../errors.ts'
import { decodeText } from './decode-text.ts'
import type { ReaderOptions } from './reader.ts'
import { checkCells, type Table } from './table.ts'

/**
 * The cells of a table in CSV (RFC 4180), all of them texts, as they are. What separates them is told by the first line: a
 * comma, a semicolon or a tab, or what Excel's `sep=` there names. A row is a record, whatever line ends stand in its quotes.
 * Throws InvalidInput: E_ENCODING, E_CSV, E_CELLS.
 */
export async function read(bytes: Uint8Array, { encoding }: ReaderOptions): Promise<Table> {
  const { parse, CsvError } = await import('csv-parse/sync')
  const { text, delimiter, skipped } = withDelimiter(decodeText(bytes, encoding))
  let [count, slots] = [0, 0]
  try {
    const records = parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: LONGEST_RECORD,
      on_record: (record: string[]) => {
        count += record.filter((cell) => cell !== '').length
        slots += record.length
        checkCells(count, slots)
        return record
      },
    })
    const rows = records.map((record, at) => ({
      row: at + 1 + skipped,
      cells: record.flatMap((cell, column): Table['rows'][number]['cells'] =>
        cell === '' ? [] : [[column + 1, cell]],
      ),
    }))
    return { rows: rows.filter(({ cells }) => cells.length > 0), remarks: [] }
  } catch (error) {
    if (error instanceof CsvError) throw refusal(error, skipped)
    throw error
  }
}

/** Characters of one record. */
const LONGEST_RECORD = 5_000_000

function refusal(error: CsvError, skipped: number): InvalidInput {
  const line = 'lines' in error && typeof error.lines === 'number' ? error.lines + skipped : undefined
  const message = `cannot be read as CSV: ${error.message}`
  return new InvalidInput([
    { code: 'E_CSV', message, ...(line !== undefined && { place: { line, column: 1 } }) },
  ])
}

/** The text below a line `sep=;`, if it has one; `skipped` is how many lines stand above it. */
function withDelimiter(text: string): {
  readonly text: string
  readonly delimiter: string
  readonly skipped: number
} {
  const named = /^sep=(.)\n/.exec(text)?.[1]
  if (named !== undefined) return { text: text.slice(6), delimiter: named, skipped: 1 }
  return { text, delimiter: delimiterIn(text), skipped: 0 }
}

/** Which of the separators stands most often in the first line, outside of its quotes; of several the first. */
function delimiterIn(text: string): string {
  const header = /^(?:"(?:[^"]|"")*"|[^"\n])*/.exec(text)?.[0].replace(/"(?:[^"]|"")*"/g, '') ?? ''
  const counts = [',', ';', '\t'].map((sign) => [sign, header.split(sign).length] as const)
  return counts.reduce((most, each) => (each[1] > most[1] ? each : most))[0]
}
