/** The parts of a tree of HTML that its text is made from: any DOM has them. */
export type HtmlNode = {
  readonly nodeType: number
  readonly nodeName: string
  readonly nodeValue: string | null
  readonly childNodes: Iterable<HtmlNode>
  getAttribute?(name: string): string | null
}

const ELEMENT = 1
const TEXT = 3
const DOCUMENT = 9

/** What shows no words of its own, leads elsewhere, or says how other words are read. */
const LEFT_OUT = new Set(
  'head script style template noscript nav svg math iframe object audio video canvas select datalist textarea button rt rp'
    .toUpperCase()
    .split(' '),
)

/** What stands by itself: a blank line before and after it. */
const BLOCKS = new Set(
  `address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form
  h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu ol p pre section summary table tbody tfoot thead ul`
    .toUpperCase()
    .split(/\s+/),
)

/** Letters of scripts that part no words: a line break in the file between two of them is none in the text. */
const WIDE = '[\\p{sc=Han}\\p{sc=Hiragana}\\p{sc=Katakana}\\u3000-\\u303f\\uff00-\\uff60]'
const WIDE_BREAK = new RegExp(`(?<=${WIDE})[ \\t\\f]*\\n[ \\t\\f\\n]*(?=${WIDE})`, 'gu')

/**
 * The text that a reader sees of this part of a page: blocks are parted by a blank line, rows of a table and `<br>` by a line
 * end, cells by a tab; white space is single but in `<pre>`. Scripts, styles, navigation, choices of forms and what is hidden
 * are left out. Every other character is as it stands.
 */
export function textOfHtml(node: HtmlNode): string {
  const text = new TextMaker()
  addNode(node, text, false)
  return text.toString()
}

function addNode(node: HtmlNode, text: TextMaker, isPre: boolean): void {
  if (node.nodeType === TEXT) text.add(node.nodeValue ?? '', isPre)
  if (node.nodeType !== ELEMENT && node.nodeType !== DOCUMENT) return
  const name = node.nodeName.toUpperCase()
  if (LEFT_OUT.has(name) || isHidden(node, name)) return
  if (name === 'BR') text.endLine()
  if (name === 'TR') {
    addRow(node, text)
    return
  }
  const isBlock = BLOCKS.has(name)
  if (isBlock) text.endBlock()
  for (const child of node.childNodes) addNode(child, text, isPre || name === 'PRE')
  if (isBlock) text.endBlock()
}

/** Cells that are a line each make one; those of a table that only lays out a page are blocks. */
function addRow(row: HtmlNode, text: TextMaker): void {
  const cells = [...row.childNodes].map(textOfHtml).filter((cell) => cell !== '')
  const isLine = cells.every((cell) => !cell.includes('\n'))
  for (const [index, cell] of cells.entries()) {
    if (!isLine) text.endBlock()
    else if (index === 0) text.beginRow()
    text.add(isLine && index > 0 ? `\t${cell}` : cell, true)
  }
  if (isLine) text.beginRow()
  else text.endBlock()
}

function isHidden(node: HtmlNode, name: string): boolean {
  const attribute = (attribute: string) => node.getAttribute?.(attribute) ?? null
  if (attribute('hidden') !== null || (name === 'DIALOG' && attribute('open') === null)) return true
  return /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribute('style') ?? '')
}

/** Puts words together, with what parts them only where words stand on both sides. */
class TextMaker {
  readonly #parts: string[] = []
  #hasSpace = false
  #lines = 0

  add(written: string, isPre: boolean): void {
    const words = isPre ? written : written.replaceAll(WIDE_BREAK, '').replaceAll(/[ \t\n\f]+/g, ' ')
    const shown = isPre ? words : words.replace(/^ /, '').replace(/ $/, '')
    if (shown === '') this.#hasSpace ||= words !== ''
    else {
      const hasSpace = this.#hasSpace || (!isPre && words.startsWith(' '))
      const gap = this.#lines > 0 ? '\n'.repeat(this.#lines) : hasSpace ? ' ' : ''
      this.#parts.push(this.#parts.length > 0 ? gap : '', shown)
      this.#lines = 0
      this.#hasSpace = !isPre && words.endsWith(' ')
    }
  }

  endLine(): void {
    this.#lines = Math.min(this.#lines + 1, 2)
  }

  beginRow(): void {
    this.#lines = Math.max(this.#lines, 1)
  }

  endBlock(): void {
    this.#lines = 2
  }

  toString(): string {
    return this.#parts.join('')
  }
}
