type Stretch = { readonly start: number; readonly end: number }

/** A text without what a hurried reader overlooks, and for each unit of it, where in the text it came from. */
type Folded = { readonly text: string; readonly from: readonly number[] }

/**
 * Where the same words stand but for case, diacritics, curly quotes, dashes and white space, in order: the
 * stretches `[start, end)` of the text as it is.
 */
export function nearest(text: string, words: string): readonly Stretch[] {
  const haystack = fold(text)
  const needle = fold(words).text.trim()
  const found: Stretch[] = []
  if (needle === '') return found
  for (let at = haystack.text.indexOf(needle); at !== -1; at = haystack.text.indexOf(needle, at + 1)) {
    const start = haystack.from[at] ?? 0
    const end = haystack.from[at + needle.length] ?? text.length
    found.push({ start, end: start + text.slice(start, end).trimEnd().length })
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

function foldCharacter(character: string): string {
  if (/\s/.test(character)) return ' '
  return character
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[‘’‛′`]/g, "'")
    .replace(/[“”„«»″]/g, '"')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/đ/g, 'd')
}
