import { instrumentFields, meetingFields, spelled } from '../bilateral/index.ts'
import type { Item, Standing } from '../projection/index.ts'

/**
 * Whether an item has all the words in its key or in a name, title or text that any source gives it: each at the
 * beginning of a word there, in any case and with or without diacritics. What it only links to does not count.
 */
export function hasWords(item: Item, search: string): boolean {
  return standsIn(search, item, ({ visible }) => visible !== 'no')
}

/** Whether an item is called so: likewise, but in its key, its names and titles alone. */
export function isCalled(item: Item, search: string): boolean {
  return standsIn(search, item, ({ visible, claim }) => visible !== 'no' && NAMES.has(claim.field))
}

const NAMES: ReadonlySet<string> = new Set([meetingFields.name.name, instrumentFields.title.name])

function standsIn(search: string, item: Item, counts: (standing: Standing) => boolean): boolean {
  const wanted = wordsOf(search)
  if (wanted.length === 0) return true
  const claimed = item.standings.filter(counts)
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
