/** Words on a page, in points from its lower left corner; `y` is the line that they stand on. */
export type Piece = {
  readonly words: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  /** That the line ends here, by the order in which the page is drawn. */
  readonly endsLine: boolean
}

export type PdfLine = {
  readonly words: string
  readonly left: number
  readonly right: number
  readonly y: number
  readonly height: number
}

/** The pieces as lines, in the order in which the page is drawn: what stands beside it on one line is of it. */
export function linesOf(pieces: readonly Piece[]): readonly PdfLine[] {
  const lines: PdfLine[] = []
  let open: Piece[] = []
  const close = () => {
    const words = open.map(wordsOf).join('').trim()
    if (words !== '') lines.push(lineOf(open, words))
    open = []
  }
  for (const piece of pieces) {
    const before = open.findLast(({ words }) => words.trim() !== '')
    const isSameLine =
      before === undefined || Math.abs(piece.y - before.y) < Math.max(before.height, piece.height) / 2
    if (!isSameLine && piece.words.trim() !== '') close()
    open.push(piece)
    if (piece.endsLine) close()
  }
  close()
  return lines
}

/** A wide gap is that between two cells of a table. */
function wordsOf({ words, width, height }: Piece): string {
  return words.trim() === '' && width > height * 2 ? '\t' : words
}

function lineOf(pieces: readonly Piece[], words: string): PdfLine {
  const seen = pieces.filter((piece) => piece.words.trim() !== '')
  return {
    // Programs that write PDFs take a radical for the character that looks like it, and have letters of no character at all.
    words: words
      .replaceAll(/[\u2e80-\u2fd5]/g, (radical) => radical.normalize('NFKC'))
      .replaceAll(/(?!\t)\p{Cc}/gu, '\ufffd'),
    left: Math.min(...seen.map(({ x }) => x)),
    right: Math.max(...seen.map(({ x, width }) => x + width)),
    y: seen[0]?.y ?? 0,
    height: Math.max(...seen.map(({ height }) => height)),
  }
}

const WIDE = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f\uff00-\uff60]/u

/**
 * The lines as paragraphs: one that goes on in the next line goes on with it. A line goes on where it is full, the next stands
 * close under it, and both have letters of one size; one that ends with a hyphen keeps its end, for the hyphen may be of the
 * word. Other lines end; a blank line stands where there is a gap, or the size of the letters changes.
 */
export function textOfLines(lines: readonly PdfLine[]): string {
  const paragraphs: PdfLine[][] = []
  for (const line of lines) {
    const open = paragraphs.at(-1)
    const before = open?.at(-1)
    if (open !== undefined && before !== undefined && isUnder(before, line)) open.push(line)
    else paragraphs.push([line])
  }
  let text = ''
  for (const [index, paragraph] of paragraphs.entries()) {
    const width = Math.max(...paragraph.map(({ left, right }) => right - left))
    for (const [at, line] of paragraph.entries()) {
      const before = paragraph[at - 1]
      if (before !== undefined) text += gapBetween(before, line, width)
      else if (index > 0) text += paragraphGap(text, line.words)
      text += line.words
    }
  }
  return text
}

/** A blank line; or none where the words go on in lower case, as from one column or page to the next. */
export function paragraphGap(text: string, next: string): string {
  return /[\p{L}\p{N},]$/u.test(text) && /^\p{Ll}/u.test(next) ? '\n' : '\n\n'
}

/** Whether a line stands close under another, with letters of the same size. */
function isUnder(before: PdfLine, line: PdfLine): boolean {
  const down = before.y - line.y
  const isSameSize = Math.abs(before.height - line.height) < before.height * 0.15
  return isSameSize && down > 0 && down < before.height * 1.9
}

function gapBetween(before: PdfLine, line: PdfLine, width: number): string {
  const length = before.right - before.left
  const isFull = length > width * 0.85 && length > before.height * 8 && !before.words.includes('\t')
  if (!isFull || before.words.endsWith('-')) return '\n'
  return WIDE.test(before.words.at(-1) ?? '') && WIDE.test(line.words[0] ?? '') ? '' : ' '
}
