import type { Faults } from '../faults.ts'

/** Texts ready to be searched: of each its words, and once more in the domain's own spelling where that differs. */
export type SearchText = readonly (readonly string[])[]

export function searchTextOf(spelling: Spelling, texts: Iterable<string>): SearchText {
  return [...texts].flatMap((text) => {
    const words = wordsOf(text)
    const standard = words.map((word) => spelling.standard(word))
    return standard.every((word, index) => word === words[index]) ? [words] : [words, standard]
  })
}

/** No search has more words than one would type. */
const MOST = 20

/**
 * Tells whether texts have every word that is searched for, in whatever order and each in whichever of them: at the
 * beginning of a word there. Words that stand together are one word to whoever writes them so, on either side: `viet
 * nam` finds *Vietnam*, and `vietnam` *Viet Nam*. Where nothing is searched for, all do. Cost: the words of both.
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

/** So many words that stand apart are taken for one that is written in parts. */
const PARTS = 4

/** What is searched for, from each of its words on: that word, or that and the next as one, in each spelling. */
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

/** Whether some word begins so, or several on end are just that. */
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
 * The words of a text as a reader would find them again: without case, diacritics or punctuation, full width and
 * ligatures as plain letters, `Đ` as `d`. Hyphens, apostrophes and all else part words; `+` does not (`2+2` is one).
 * Of scripts that put no spaces, each character is a word. Cost: the length of the text.
 *
 * @example wordsOf('Việt Nam–Japan “2+2”') // ['viet', 'nam', 'japan', '2+2']
 */
export function wordsOf(text: string): readonly string[] {
  return folded(text).replace(UNSPACED, ' $& ').match(WORD) ?? []
}

/**
 * How a domain spells: `variants` gives, word by word as {@link wordsOf} has them, the one of several spellings by
 * which they are told to be alike, `defense` → `defence`.
 */
export class Spelling {
  readonly #variants: ReadonlyMap<string, string>

  constructor(variants: ReadonlyMap<string, string> = new Map()) {
    this.#variants = variants
  }

  /** A word in the spelling by which it is told to be alike to others. */
  standard(word: string): string {
    return this.#variants.get(word) ?? word
  }

  /** A name in one spelling: the same for all that differ in case, marks, spaces or variants alone. */
  nameOf(text: string): string {
    return wordsOf(text)
      .map((word) => this.standard(word))
      .join('')
  }
}

/** Letters that have no decomposition (Unicode NFKD leaves them whole) and are read as plain ones. */
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

/** Marks on letters that are known without them; elsewhere (か and が, Indic vowels) a mark makes another letter. */
const DIACRITIC = /(?<=[\p{scx=Latin}\p{scx=Greek}\p{scx=Cyrillic}])\p{M}+/gu

const INVISIBLE = /\p{Cf}/gu
const UNSPACED = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]\p{M}*/gu
/** Modifier letters (ʻ ʼ and their like) are apostrophes to a reader. */
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
