import { styleText } from 'node:util'
import type { Head } from '../../ledger/index.ts'

/** A stretch of a line in one style; `whole` is never broken between two lines. */
export type Piece = string | { readonly text: string; readonly style?: Style; readonly whole?: boolean }

type Style = 'bold' | 'dim' | 'underline'

/** One line of a page before it is wrapped: what follows its first row stands in by `indent + hang`. */
export type Line = { readonly indent: number; readonly hang: number; readonly pieces: readonly Piece[] }

/** A part of a page, with its heading. */
export type PageSection = { readonly heading: string; readonly lines: readonly Line[] }

/** Where a page goes: styles show only on a terminal that wants them (NO_COLOR is kept). */
type Paper = { readonly width: number; readonly stream: NodeJS.WritableStream }

export function line(pieces: readonly Piece[], indent = 0, hang = 0): Line {
  return { indent, hang, pieces }
}

/** A point of a list: its mark, then what it says, aligned. */
export function markedLine(mark: string, pieces: readonly Piece[], indent = 2): Line {
  return { indent, hang: mark.length + 1, pieces: [{ text: mark, whole: true }, ' ', ...pieces] }
}

export function heading(text: string): Line {
  return line([{ text: text.toUpperCase(), style: 'bold' }])
}

export const gap: Line = line([])

/** The page as text, wrapped; a word longer than a row stands on one of its own. */
export function layOut(lines: readonly Line[], paper: Paper): string {
  return lines.map((each) => wrap(each, paper)).join('\n')
}

type Word = { readonly text: string; readonly style: Style | undefined; readonly spaced: boolean }

function wrap({ indent, hang, pieces }: Line, { width, stream }: Paper): string {
  const rows: Word[][] = [[]]
  let column = indent
  for (const word of wordsOf(pieces)) {
    const row = rows.at(-1) ?? []
    const space = word.spaced && row.length > 0 ? 1 : 0
    if (row.length > 0 && word.spaced && column + space + lengthOf(word.text) > width) {
      rows.push([word])
      column = indent + hang + lengthOf(word.text)
    } else {
      row.push(word)
      column += space + lengthOf(word.text)
    }
  }
  return rows
    .map((row, index) => {
      const text = row.map((word, place) => `${place > 0 && word.spaced ? ' ' : ''}${styled(word, stream)}`)
      return row.length === 0 ? '' : ' '.repeat(index === 0 ? indent : indent + hang) + text.join('')
    })
    .join('\n')
}

/** The words of all pieces; `spaced` where a space stands before one, and so where a row may break. */
function wordsOf(pieces: readonly Piece[]): readonly Word[] {
  const words: Word[] = []
  let spaced = false
  for (const piece of pieces) {
    const { text, style, whole = false } = typeof piece === 'string' ? { text: piece } : piece
    for (const part of whole ? [text] : text.split(/(\s+)/)) {
      if (part === '') continue
      if (!whole && /^\s+$/.test(part)) spaced = true
      else {
        words.push({ text: visible(part), style, spaced })
        spaced = false
      }
    }
  }
  return words
}

function styled({ text, style }: Word, stream: NodeJS.WritableStream): string {
  return style === undefined ? text : styleText(style, text, { stream })
}

/** Code points, which is columns for the letters that are written here. */
function lengthOf(text: string): number {
  return [...text.normalize('NFC')].length
}

/** A line for each chronicle: how far it goes, and its root in full, to be kept elsewhere. */
export function headLines(heads: readonly Head[]): readonly string[] {
  if (heads.length === 0) return ['  it holds nothing yet']
  return heads.map(
    ({ chronicle, position, root }) => `  ${chronicle}: through position ${position}, root ${root}`,
  )
}

/** The same for programs. */
export function headsJson(heads: readonly Head[]) {
  return heads.map(({ chronicle, position, root }) => ({ chronicle, position, root }))
}

/**
 * A text of others' as it may stand in a line: what would begin another, move a cursor or turn the direction of reading
 * is written as JSON writes it, `\u001b`.
 */
export function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
