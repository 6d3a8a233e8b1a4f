import { spelled } from '../bilateral/index.ts'
import type { Item } from '../projection/index.ts'

/**
 * Whether an item has all the words in its key or in a name, title or text that any source gives it: each at the
 * beginning of a word there, in any case and with or without diacritics. What it only links to does not count.
 */
export function hasWords(item: Item, search: string): boolean {
  const wanted = wordsOf(search)
  if (wanted.length === 0) return true
  const claimed = item.standings.filter(({ visible }) => visible !== 'no')
  const words = new Set(
    wordsOf([item.subject, ...claimed.flatMap(({ claim }) => textsIn(claim.value))].join(' ')),
  )
  return wanted.every((each) => [...words].some((word) => word.startsWith(each)))
}

function wordsOf(text: string): readonly string[] {
  return spelled(text)
    .split(/[^\p{L}\p{N}+]+/u)
    .filter((word) => word !== '')
}

/** The texts in a value of any shape; the key of another subject is a link and no text. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return isKey(value) ? [] : [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

function isKey(text: string): boolean {
  return /^[a-z]+\/[a-z0-9-]+$/.test(text)
}
