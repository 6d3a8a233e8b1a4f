import { LRUCache } from 'lru-cache'

/** Characters of the documents that are cached: parsed and analysed, each takes up to 150 bytes. */
const MAX_CHARACTERS = 400_000

/**
 * A cache by the text of a document. Together the texts have at most `maxCharacters`; the least recently used go first.
 */
export function documentCache<Value extends object>(maxCharacters = MAX_CHARACTERS): LRUCache<string, Value> {
  return new LRUCache<string, Value>({
    maxSize: maxCharacters,
    sizeCalculation: (_, text) => Math.max(1, text.length),
  })
}
