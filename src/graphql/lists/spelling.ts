/**
 * The words of a text, folded for searching (which values agree is for the domain to say): without case, diacritics or punctuation, full width letters and ligatures
 * as plain letters, `Đ` as `d`. Hyphens, apostrophes and everything else split words, except `+` (`2+2` is one word). In
 * scripts without spaces each character is a word. Cost: O(length of the text).
 *
 * @example foldedWords('Việt Nam–Japan “2+2”') // ['viet', 'nam', 'japan', '2+2']
 */
export function foldedWords(text: string): readonly string[] {
  return folded(text).replace(UNSPACED, ' $& ').match(WORD) ?? []
}

/** The variant spellings of a domain: from a word, folded by {@link foldedWords}, to its standard form, `defense` → `defence`. */
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
    return foldedWords(text)
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
