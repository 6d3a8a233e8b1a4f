import { expect, it } from 'vitest'
import { listingOf, Projection, type State, StateCache } from '../../src/state/index.ts'
import { EventIndex } from '../../src/visibility/index.ts'
import { bookCatalogued, library, Tale } from '../toy/index.ts'

it('an index of which a step failed is built anew by whoever asks next, also by one who waited for the same steps', () => {
  const tale = new Tale()
  tale.source('list', '2020-01-01')
  const names = Array.from({ length: 320 }, (_, nth) => `book/b${nth}`)
  for (const name of names) tale.tell(bookCatalogued, name, { title: name }, { by: 'list', on: '2020-01-01' })
  const eventIndex = new EventIndex(library.catalogue)
  const projection = new Projection(library, eventIndex)
  for (const recorded of tale.events) {
    eventIndex.add(recorded)
    projection.add(recorded)
  }
  const background: Generator<undefined, void>[] = []
  const indexing = { background: (steps: Generator<undefined, void>) => background.push(steps) }
  const state = new StateCache(eventIndex, projection, undefined, indexing).at({
    date: 20_000,
    position: tale.events.length,
    trusting: {},
  })
  expect(state.isIndexing).toBe(false)
  const [first, second] = [booksOf(state), booksOf(state)]
  expect([first.next().done, second.next().done]).toEqual([false, false])
  expect([state.isIndexing, background.length]).toEqual([true, 1])
  let fails = true
  const { namesSpokenOf } = projection
  projection.namesSpokenOf = (...given) => {
    if (fails) throw new RangeError('no time is left')
    return namesSpokenOf.apply(projection, given)
  }
  expect(() => finish(first)).toThrow('no time is left')
  fails = false
  for (const steps of [second, booksOf(state)]) expect(finish(steps)).toBe(names.length)
  expect(state.isIndexing).toBe(false)
})

function finish<T>(steps: Generator<undefined, T>): T {
  let step = steps.next()
  while (step.done !== true) step = steps.next()
  return step.value
}

function* booksOf(state: State): Generator<undefined, number> {
  const kind = library.kinds.get('book')
  if (kind === undefined) throw new Error('no books')
  const listing = yield* listingOf(state, [kind])
  return listing.count('definitely') + listing.count('possibly')
}
