import { expect, it } from 'vitest'
import { Projection, SharedCache, StateCache } from '../../src/state/index.ts'
import { EventIndex } from '../../src/visibility/index.ts'
import { bookCatalogued, library, Tale } from '../toy/index.ts'

/** A library of so many books, and its states, which keep what they work out in that cache. */
function booksIn(cache: SharedCache, count: number) {
  const tale = new Tale()
  tale.source('list', '2020-01-01')
  for (let book = 0; book < count; book += 1)
    tale.tell(bookCatalogued, `book/b${book}`, { title: 'A' }, { by: 'list', on: '2020-01-01' })
  const eventIndex = new EventIndex(library.catalogue)
  const projection = new Projection(library, eventIndex)
  for (const event of tale.events) {
    eventIndex.add(event)
    projection.add(event)
  }
  return new StateCache(eventIndex, projection, cache)
}

const POINT = { date: 18_500, trusting: {} }

it('chronicles that share a cache stay within its size together, and answer the same whatever was dropped', () => {
  const size = 200_000
  const cache = new SharedCache(size)
  const shelves = [booksIn(cache, 300), booksIn(cache, 300)]
  for (let round = 0; round < 3; round += 1)
    for (const states of shelves) {
      const items = states.at({ ...POINT, position: 301 }).list('book')
      expect(items.filter(({ existence }) => existence.answer === 'definitely')).toHaveLength(300)
      expect(cache.bytes).toBeLessThanOrEqual(size)
    }
  expect(cache.bytes).toBeGreaterThan(size / 2)
})

it('what is larger than the cache is not kept, and what is cleared is dropped', () => {
  const cache = new SharedCache(100)
  expect(
    booksIn(cache, 3)
      .at({ ...POINT, position: 4 })
      .list('book'),
  ).toHaveLength(3)
  expect(cache.bytes).toBe(0)
  const other = new SharedCache()
  const states = booksIn(other, 3)
  states.at({ ...POINT, position: 4 }).list('book')
  expect(other.bytes).toBeGreaterThan(0)
  states.clear()
  expect(other.bytes).toBe(0)
  expect(states.at({ ...POINT, position: 4 }).list('book')).toHaveLength(3)
})
