import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type { Chronicle } from '../../src/engine/index.ts'
import { SharedCache, type WordsOf } from '../../src/state/index.ts'
import { openAsWritten } from '../graphql/look-ahead/ask.ts'
import { bookCatalogued, library, TALE, Tale } from '../toy/index.ts'

it('an index that nobody waits for any more is gone on with in the background', async () => {
  const chronicle = await manyBooks()
  const index = () => chronicle.asOf({}).eventIndex()
  expect(index().next().done).toBe(false)
  while (chronicle.asOf({}).isIndexing) await turn()
  expect(index().next().done).toBe(true)
})

it('what the first questions wait for is built in the background once that is begun', async () => {
  const chronicle = await manyBooks()
  const indexed = new Set<unknown>()
  const wordsOf: WordsOf = (keys, values) => {
    for (const key of keys) indexed.add(key)
    return JSON.stringify([...values]).match(/\w+/g) ?? []
  }
  chronicle.buildIndexes(wordsOf)
  while (indexed.size < chronicle.position) await turn()
  const state = chronicle.asOf({})
  expect(state.eventIndex().next().done).toBe(true)
  for (const kind of library.kinds.values()) expect(state.itemIndex(kind).next().done).toBe(true)
})

it('nothing is begun in the background for which other things would have to be dropped', async () => {
  const cache = new SharedCache(100_000)
  cache.keep({ bytes: 80_000, dropped: () => {} })
  const chronicle = await manyBooks(cache)
  chronicle.buildIndexes(() => [])
  for (let turns = 0; turns < 20; turns += 1) await turn()
  expect([chronicle.asOf({}).isIndexing, cache.bytes]).toEqual([false, 80_000])
})

/** A list of 200 books, each with words of its own. */
async function manyBooks(cache?: SharedCache): Promise<Chronicle> {
  const tale = new Tale()
  tale.source('list', '2020-01-01')
  for (let nth = 0; nth < 200; nth += 1)
    tale.tell(bookCatalogued, `book/b${nth}`, { title: `B ${nth}` }, { by: 'list', on: '2020-01-01' })
  const written = tale.events.map(({ event }) => event)
  return openAsWritten(TALE, library, written, cache)
}
