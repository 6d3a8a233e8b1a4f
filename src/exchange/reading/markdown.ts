import { decodeText } from './decode-text.ts'
import type { Declared, ForeignDocument } from './document.ts'
import type { ReaderOptions } from './reader.ts'

/** Keys at the head of a file of Markdown, and which field each is. */
const KEYS: Readonly<Record<string, Declared['field']>> = {
  title: 'title',
  author: 'byline',
  publisher: 'publisher',
  date: 'published',
  lang: 'language',
  language: 'language',
  url: 'address',
  source: 'address',
}

/** A text in Markdown as it is written, with its signs; its first heading is its title. */
export function read(bytes: Uint8Array, { encoding }: ReaderOptions): ForeignDocument {
  const text = decodeText(bytes, encoding)
  const head = /^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? ''
  const declared = [...head.matchAll(/^(\w+): *["']?(.+?)["']?$/gm)].flatMap(([, key = '', value = '']) => {
    const field = KEYS[key.toLowerCase()]
    return field === undefined ? [] : [{ field, value, by: `"${key}" at its head` }]
  })
  const heading = /^# +(.+?)(?: +#+)?$/m.exec(text)?.[1]
  const title: Declared[] =
    heading === undefined ? [] : [{ field: 'title', value: heading, by: 'its first heading' }]
  return { text, declared: [...declared, ...title], remarks: [] }
}
