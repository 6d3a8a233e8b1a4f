import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { RecordedEvent } from '../../src/event/index.ts'
import {
  eventListing,
  type Item,
  type Kind,
  type Listing,
  type ListOrder,
  listingOf,
  Projection,
  ranksOfEvent,
  ranksOfItem,
  type State,
  StateCache,
} from '../../src/state/index.ts'
import { type Answer, parseDay } from '../../src/time/index.ts'
import { EventIndex } from '../../src/visibility/index.ts'
import { atLength } from '../../torture/rig/thorough.ts'
import { asked, caseOf, moves, preface } from '../oracle/generate.ts'
import { bookCatalogued, library, Tale } from '../toy/index.ts'

const ANSWERS: readonly Answer[] = ['definitely', 'possibly', 'no', 'unknown']
const BY = ['valid', 'known', 'recorded', 'subject'] as const

/** How many keys are looked up anew before an index is made: of none, it is made from the earlier one at each recording. */
const MOST_ANEW = [400, 0]

it.each(MOST_ANEW)(
  'a listing counts and orders the items as looking at each of them does, whatever was recorded meanwhile: %i',
  (mostAnew) => {
    let listed = 0
    fc.assert(
      fc.property(preface, moves, asked, (first, told, points) => {
        const { events, points: at } = caseOf(first, told, points)
        const states = statesOf(events, mostAnew, (midway) => {
          for (const kind of library.kinds.values()) listingAt(midway, kind)
        })
        for (const point of [...at, latest(events.length)])
          for (const kind of library.kinds.values()) {
            const state = states.at(point)
            const listing = listingAt(state, kind)
            const items = state.list(kind.kind)
            for (const answer of ANSWERS)
              expect(listing.count(answer)).toBe(
                items.filter(({ existence }) => existence.answer === answer).length,
              )
            for (const by of BY)
              for (const reverse of [false, true]) {
                const wanted = naive(state, items, { by, reverse })
                expect(subjects(listing.inOrder(['definitely', 'possibly'], { by, reverse }))).toEqual(wanted)
                listed += wanted.length
                const middle = state.item(wanted[Math.floor(wanted.length / 2)] ?? '')
                if (middle !== undefined)
                  expect(
                    subjects(listing.inOrder(['definitely', 'possibly'], { by, reverse }, middle)),
                  ).toEqual(wanted.slice(wanted.indexOf(middle.subject) + 1))
              }
          }
      }),
      { numRuns: atLength(150, 60), seed: 20_261_129 },
    )
    expect(listed).toBeGreaterThan(1_000)
  },
)

it('a listing leaves out what was retracted for a time, on the known days of that time', () => {
  const tale = new Tale()
  for (const [name, day] of [
    ['list', '2020-01-01'],
    ['erratum', '2020-02-01'],
    ['note', '2020-03-01'],
  ] as const)
    tale.source(name, day)
  const book = tale.tell(bookCatalogued, 'book/a', { title: 'A' }, { by: 'list', on: '2020-01-01' })
  tale.retract(book, { by: 'erratum' })
  tale.restore(book, { by: 'note' })
  const states = statesOf(tale.events, 400)
  const kind = library.kinds.get('book')
  const counts = ['2019-12-31', '2020-01-10', '2020-02-10', '2020-03-10'].map(
    (known) =>
      kind &&
      listingAt(states.at({ ...latest(tale.events.length), knownAt: parseDay(known) }), kind).count(
        'definitely',
      ),
  )
  expect(counts).toEqual([0, 1, 0, 1])
})

it.each(MOST_ANEW)('a listing of events has those that are visible, in every order: %i', (mostAnew) => {
  let listed = 0
  fc.assert(
    fc.property(preface, moves, asked, (first, told, points) => {
      const { events, points: at } = caseOf(first, told, points)
      const states = statesOf(events, mostAnew, (midway) => finish(eventListing(midway)))
      for (const point of [...at, latest(events.length)]) {
        const state = states.at(point)
        const listing = finish(eventListing(state))
        const visible = state.view.visibleEvents
        for (const answer of ANSWERS)
          expect(listing.count(answer)).toBe(
            visible.filter(({ recorded }) => state.view.exists(recorded.id) === answer).length,
          )
        for (const by of BY)
          for (const reverse of [false, true]) {
            const wanted = visible
              .map((event) => ({ id: event.recorded.id, ...ranksOfEvent(state.view, event) }))
              .sort((a, b) => (a[by] === b[by] ? (a.tie < b.tie ? -1 : 1) : a[by] < b[by] ? -1 : 1))
              .map(({ id }) => id)
            if (reverse) wanted.reverse()
            const found = [...listing.inOrder(ANSWERS, { by, reverse })].map(({ recorded }) => recorded.id)
            expect(found).toEqual(wanted)
            listed += found.length
          }
      }
    }),
    { numRuns: atLength(150, 60), seed: 20_261_129 },
  )
  expect(listed).toBeGreaterThan(1_000)
})

/** The states of a chronicle; when half of it is recorded, `midway` builds what is asked about again when all of it is. */
function statesOf(
  events: readonly RecordedEvent[],
  mostAnew: number,
  midway?: (state: State) => void,
): StateCache {
  const eventIndex = new EventIndex(library.catalogue)
  const projection = new Projection(library, eventIndex)
  const states = new StateCache(eventIndex, projection, undefined, { mostAnew })
  const half = Math.floor(events.length / 2)
  for (const [index, event] of events.entries()) {
    eventIndex.add(event)
    projection.add(event)
    states.add(event)
    if (index === half) midway?.(states.at(latest(half + 1)))
  }
  return states
}

function latest(position: number) {
  return { date: 18_500, position, trusting: {} }
}

function listingAt(state: State, kind: Kind): Listing<Item> {
  return finish(listingOf(state, [kind]))
}

function finish<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}

function subjects(items: Iterable<Item>): readonly string[] {
  return [...items].map(({ subject }) => subject)
}

function naive(state: State, items: readonly Item[], { by, reverse }: ListOrder): readonly string[] {
  const sorted = items
    .filter(({ existence: { answer } }) => answer === 'definitely' || answer === 'possibly')
    .map((item) => ({ subject: item.subject, rank: ranksOfItem(state.view, item)[by] }))
    .sort((a, b) => (a.rank === b.rank ? (a.subject < b.subject ? -1 : 1) : a.rank < b.rank ? -1 : 1))
    .map(({ subject }) => subject)
  return reverse ? sorted.reverse() : sorted
}

it('an index that is made of an earlier one is what it is when made of everything', () => {
  fc.assert(
    fc.property(preface, moves, asked, (first, told, points) => {
      const { events } = caseOf(first, told, points)
      const eventsOf = (states: StateCache) => indexed(states.at(latest(events.length)).eventIndex())
      const followed = statesOf(events, 0, (midway) => finish(midway.eventIndex()))
      expect(eventsOf(followed)).toEqual(eventsOf(statesOf(events, 0)))
    }),
    { numRuns: atLength(150, 60), seed: 20_261_129 },
  )
})

function indexed(steps: ReturnType<State['eventIndex']>) {
  const { index, anew } = finish(steps)
  expect(anew.size).toBe(0)
  return ANSWERS.map((answer) =>
    [...index.answers[answer]].sort((a, b) =>
      a.key === b.key ? a.knownFrom - b.knownFrom : a.key < b.key ? -1 : 1,
    ),
  )
}
