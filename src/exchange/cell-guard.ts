/** A text that a spreadsheet may take for a formula, whatever `'` stand before it; full-width signs are some programs' own. */
const FORMULA = /^'*[=+\-@＝＋－＠\t\r]/u
const GUARDED = /^'+[=+\-@＝＋－＠\t\r]/u

/**
 * The text as a cell of CSV that no spreadsheet runs: with `'` before it if it begins with a sign of a formula
 * (`= + - @`, full-width ones too, tab, CR), or with `'` before such a sign. {@link unguardCell} gives the text back.
 *
 * @example guardCell('=1+1') // "'=1+1"
 */
export function guardCell(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text
}

/** The text of a cell that {@link guardCell} wrote: `unguardCell(guardCell(text)) === text` for every text. */
export function unguardCell(cell: string): string {
  return GUARDED.test(cell) ? cell.slice(1) : cell
}
