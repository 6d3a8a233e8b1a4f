import type { Faults } from '../faults.ts'

/** Texts split into words for searching; a text whose standard spelling differs is there twice. */
export type SearchText = readonly (readonly string[])[]

export function searchTextOf(spelling: Spelling, texts: Iterable<string>): SearchText {
  return [...texts].flatMap((text) => {
    const words = wordsOf(text)
    const standard = words.map((word) => spelling.standard(word))
    return standard.every((word, index) => word === words[index]) ? [words] : [words, standard]
  })
}

/** The maximum number of words of a search. */
const MOST = 20

/**
 * A test whether texts contain every word of a search, in any order and in any of the texts; a word matches the beginning
 * of a word. Adjacent words also match as one, on either side: `viet nam` finds *Vietnam*, and `vietnam` *Viet Nam*. An
 * empty search matches everything. Too many words add E_SEARCH. Cost: O(words of both).
 */
export function searchFor(
  spelling: Spelling,
  search: string | null | undefined,
  faults: Faults,
): (texts: SearchText) => boolean {
  const wanted = wordsOf(search ?? '')
  if (wanted.length > MOST) {
    faults.add('E_SEARCH', 'search', `has ${wanted.length} words; expected ${MOST} at most`)
    return () => false
  }
  const pieces = piecesOf(spelling, wanted)
  return (texts) => {
    const reached = new Set([0])
    for (const from of reached)
      for (const { to, spellings } of pieces[from] ?? [])
        if (!reached.has(to) && spellings.some((piece) => texts.some((words) => has(words, piece))))
          reached.add(to)
    return reached.has(wanted.length)
  }
}

/** How many adjacent words may match as one. */
const PARTS = 4

/** The pieces of a search that begin at each of its words: the word, or several adjacent ones joined, in each spelling. */
function piecesOf(spelling: Spelling, wanted: readonly string[]) {
  return wanted.map((_, from) =>
    Array.from({ length: Math.min(PARTS, wanted.length - from) }, (_, more) => {
      const to = from + more + 1
      const words = wanted.slice(from, to)
      const standard = words.map((word) => spelling.standard(word))
      return { to, spellings: [...new Set([words.join(''), standard.join('')])] }
    }),
  )
}

/** Whether a word begins with the piece, or adjacent words joined are equal to it. */
function has(words: readonly string[], piece: string): boolean {
  return words.some(
    (word, at) => word.startsWith(piece) || (piece.startsWith(word) && isWritten(words, at, piece)),
  )
}

function isWritten(words: readonly string[], at: number, piece: string): boolean {
  let rest = piece
  for (const word of words.slice(at, at + piece.length)) {
    if (!rest.startsWith(word)) return false
    rest = rest.slice(word.length)
    if (rest === '') return true
  }
  return false
}

/**
 * The words of a text, folded for searching: without case, diacritics or punctuation, full width letters and ligatures
 * as plain letters, `Đ` as `d`. Hyphens, apostrophes and everything else split words, except `+` (`2+2` is one word). In
 * scripts without spaces each character is a word. Cost: O(length of the text).
 *
 * @example wordsOf('Việt Nam–Japan “2+2”') // ['viet', 'nam', 'japan', '2+2']
 */
export function wordsOf(text: string): readonly string[] {
  return folded(text).replace(UNSPACED, ' $& ').match(WORD) ?? []
}

/** The variant spellings of a domain: from a word, folded by {@link wordsOf}, to its standard form, `defense` → `defence`. */
export class Spelling {
  readonly #variants: ReadonlyMap<string, string>

  constructor(variants: ReadonlyMap<string, string> = new Map()) {
    this.#variants = variants
  }

  /** The standard form of a word. */
  standard(word: string): string {
    return this.#variants.get(word) ?? word
  }

  /** A name for comparison: the same for all that differ only in case, marks, spaces or variant spellings. */
  nameOf(text: string): string {
    return wordsOf(text)
      .map((word) => this.standard(word))
      .join('')
  }
}

/** Letters without a decomposition (Unicode NFKD keeps them) that count as plain ones. */
const PLAIN: Readonly<Record<string, string>> = {
  đ: 'd',
  ð: 'd',
  ø: 'o',
  ł: 'l',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ı: 'i',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ς: 'σ',
}

const PLAIN_LETTER = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'g')

/** Marks on letters that are the same without them; in other scripts (か and が, Indic vowels) a mark makes another letter. */
const DIACRITIC = /(?<=[\p{scx=Latin}\p{scx=Greek}\p{scx=Cyrillic}])\p{M}+/gu

const INVISIBLE = /\p{Cf}/gu
const UNSPACED = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]\p{M}*/gu
/** Modifier letters (ʻ ʼ and the like) count as apostrophes. */
const WORD = /(?:(?![\u02b0-\u02ff])[\p{L}\p{N}+])(?:(?![\u02b0-\u02ff])[\p{L}\p{N}\p{M}+])*/gu

function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(INVISIBLE, '')
    .replace(DIACRITIC, '')
    .toLowerCase()
    .replace(PLAIN_LETTER, (letter) => PLAIN[letter] ?? letter)
    .normalize('NFC')
}
