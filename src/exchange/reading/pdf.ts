import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Declared, ForeignDocument } from './document.ts'
import { linesOf, type Piece, paragraphGap, textOfLines } from './pdf-lines.ts'
import { unreadable } from './reader.ts'

/** A PDF as the text that it holds, page by page. */
export async function read(bytes: Uint8Array): Promise<ForeignDocument> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const library = dirname(fileURLToPath(import.meta.resolve('pdfjs-dist/package.json')))
  const task = getDocument({
    data: new Uint8Array(bytes),
    // Japanese in fonts that the file does not bring is named by maps that lie beside the library.
    cMapUrl: join(library, 'cmaps') + sep,
    cMapPacked: true,
    standardFontDataUrl: join(library, 'standard_fonts') + sep,
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
  })
  const file = await task.promise.catch((error: unknown) => {
    if (error instanceof Error && error.name === 'PasswordException')
      throw unreadable('E_PASSWORD', 'has a password; save it without one')
    throw error
  })
  let text = ''
  let title: Declared | undefined
  const pages: { start: number; end: number }[] = []
  const empty: number[] = []
  const unknown: { page: number; letters: number }[] = []
  // That a font cannot be read is told on the console alone; its letters are then missing without a trace.
  const withoutFont = new Set<number>()
  const { warn } = console
  for (let number = 1; number <= file.numPages; number += 1) {
    console.warn = (message: unknown) =>
      /translateFont failed/.test(String(message)) && withoutFont.add(number)
    const page = await file.getPage(number)
    const { items } = await page.getTextContent()
    console.warn = warn
    const lines = linesOf(items.flatMap((item) => ('str' in item ? [pieceOf(item)] : [])))
    const words = textOfLines(lines)
    if (words === '' && !withoutFont.has(number)) empty.push(number)
    const letters = unknownIn(words)
    if (letters > 0) unknown.push({ page: number, letters })
    if (text !== '' && words !== '') text += paragraphGap(text, words)
    pages.push({ start: text.length, end: text.length + words.length })
    text += words
    if (number === 1) title = largestLine(lines)
    page.cleanup()
  }
  if (text === '' && withoutFont.size === 0)
    throw unreadable(
      'E_SCAN',
      `is a scan: ${pagesInWords(empty)} ${empty.length === 1 ? 'is a picture' : 'are pictures'} without text; recognise it by another program first`,
    )
  const share = unknown.reduce((sum, { letters }) => sum + letters, 0) / text.length
  if (share > 0.5 || text === '')
    throw unreadable(
      'E_PDF_CMAP',
      'does not say which characters its letters are; save it anew, or read it as a scan',
    )
  const { info } = await file.getMetadata()
  return {
    text,
    pages,
    declared: [...(title === undefined ? [] : [title]), ...declaredIn(info)],
    remarks: [
      ...empty.map((page) => `page ${page} is a picture (a scan), or empty: it has no text`),
      ...[...withoutFont].map((page) => `on page ${page} words are missing: their font cannot be read`),
      ...unknown.map(
        ({ page, letters }) =>
          `on page ${page} the file does not say which characters ${letters} letters are`,
      ),
    ],
  }
}

type TextItem = {
  readonly str: string
  readonly transform: readonly number[]
  readonly width: number
  readonly height: number
  readonly hasEOL: boolean
}

function pieceOf({ str, transform, width, height, hasEOL }: TextItem): Piece {
  const [, , , scale = 0, x = 0, y = 0] = transform.map(Number)
  return { words: str, x, y, width, height: height || Math.abs(scale), endsLine: hasEOL }
}

/** How many of its letters are no characters: the file names them by numbers of its own. */
function unknownIn(words: string): number {
  return (words.match(/[\ufffd\ue000-\uf8ff]/g) ?? []).length
}

function largestLine(lines: ReturnType<typeof linesOf>): Declared | undefined {
  const largest = Math.max(...lines.map(({ height }) => height))
  const first = lines.findIndex(({ height }) => height === largest)
  const rest = lines.slice(first)
  const end = rest.findIndex(({ height }) => height !== largest)
  const value = textOfLines(end < 0 ? rest : rest.slice(0, end)).replaceAll(/\s+/g, ' ')
  if (value === '' || value.length > 300 || end < 0) return undefined
  return { field: 'title', value, by: 'the largest letters of page 1', guessed: true }
}

function declaredIn(info: object): readonly Declared[] {
  const value = (name: string) => {
    const found: unknown = Object.getOwnPropertyDescriptor(info, name)?.value
    return typeof found === 'string' ? found.trim() : ''
  }
  const found = [
    ['title', 'Title'],
    ['byline', 'Author'],
    ['language', 'Language'],
  ] as const
  return found.flatMap(([field, name]) =>
    value(name) === '' ? [] : [{ field, value: value(name), by: `the property ${name}` }],
  )
}

function pagesInWords(pages: readonly number[]): string {
  return pages.length === 1 ? `page ${pages[0]}` : `pages ${pages[0]} to ${pages.at(-1)}`
}
