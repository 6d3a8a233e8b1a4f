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
