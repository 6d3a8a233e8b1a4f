import { graphemesOf } from './graphemes.ts'

/** A part of a text: `[start, end)` in UTF-16 code units. */
export type TextRange = { readonly start: number; readonly end: number }

/** A folded text, and for each of its code units the offset in the original that it came from. */
type Folded = { readonly text: string; readonly from: readonly number[] }

/**
 * Where the words occur if case, diacritics, curly quotes, dashes and white space are ignored, in order. It folds
 * character by character, unlike the folding of search, since it has to give offsets into the original.
 */
export function findFolded(text: string, words: string): readonly TextRange[] {
  const haystack = fold(text)
  const needle = fold(words).text.trim()
  const found: TextRange[] = []
  if (needle === '') return found
  const graphemes = graphemesOf(text)
  for (let at = haystack.text.indexOf(needle); at !== -1; at = haystack.text.indexOf(needle, at + 1)) {
    const start = haystack.from[at] ?? 0
    const end = haystack.from[at + needle.length] ?? text.length
    const length = Math.max(1, text.slice(start, end).trimEnd().length)
    found.push({ start: graphemes.startAt(start), end: graphemes.endAt(start + length) })
  }
  return found
}

function fold(text: string): Folded {
  let folded = ''
  const from: number[] = []
  let offset = 0
  for (const character of text) {
    const plain = foldCharacter(character)
    if (!(plain === ' ' && folded.endsWith(' '))) {
      folded += plain
      for (let unit = 0; unit < plain.length; unit++) from.push(offset)
    }
    offset += character.length
  }
  return { text: folded, from }
}

/** A text in lower case without diacritics, ligatures and full width letters as plain ones (Unicode NFKD). */
export function withoutMarks(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

function foldCharacter(character: string): string {
  if (/\s/.test(character)) return ' '
  return withoutMarks(character)
    .replace(/[‘’‛′`]/g, "'")
    .replace(/[“”„«»″]/g, '"')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/đ/g, 'd')
}

/** A text as a name in a key or a file has it: `Hội đàm (2)` as `hoi-dam-2`; empty where no Latin letter and no figure is in it. */
export function slugOfText(text: string): string {
  const plain = withoutMarks(text).replaceAll('đ', 'd')
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
}
