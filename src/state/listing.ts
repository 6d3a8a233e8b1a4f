import { type EventId, kindOf, type Subject } from '../event/index.ts'
import type { Answer, CivilDay } from '../time/index.ts'
import type { VisibleEvent } from '../visibility/index.ts'
import { type DateTests, datedItems } from './dated-items.ts'
import { IndexedEvent, ranksOfEvent } from './event-rows.ts'
import { ranksOfItem } from './item-rows.ts'
import type { Item, Kind } from './kind.ts'
import {
  byPlace,
  type Cell,
  holdsAt,
  type Place,
  type PlacedRow,
  placeOf,
  type Ranks,
  type RowOrder,
} from './row.ts'
import { knownDayOf, type RowSearch } from './row-index.ts'
import type { IndexFrom } from './row-indexes.ts'
import type { State } from './state.ts'
import { ofEach, type Steps } from './steps.ts'

/** One of the orders of lists, or its exact reverse. */
export type ListOrder = { readonly by: RowOrder; readonly reverse: boolean }

/** How things that are indexed are read at a point. */
type Reader<T> = {
  /** What is called so by an index that is right at the point. */
  readonly indexed: (name: string) => T | undefined
  /** The thing of that name; undefined where there is none at the point. */
  readonly thing: (name: string) => T | undefined
  /** All that is found under these keys at the point, in steps. */
  readonly found: (keys: readonly string[]) => Steps<readonly T[]>
  readonly nameOf: (thing: T) => string
  readonly answer: (thing: T) => Answer
  readonly ranks: (thing: T) => Ranks
}

/** What narrows a listing. */
type Narrowing<T> = {
  /** No more is listed than what is found under these keys. */
  readonly only?: ReadonlySet<string> | undefined
  /** Tests what no index gives: it was not indexed, or is named by a cursor. */
  readonly isFound?: (thing: T) => boolean
}

/** Up to how many things are by default looked up one by one. */
const FEW = 300

/** How many events are looked up in one step. */
const STEP = 50

/** A thing by its place in an order: itself, or its name in an index. */
type Found<T> = Place & { readonly thing?: T; readonly name?: string }

/**
 * Things at a point by their indexes: counted and listed without looking at those that are not wanted. Cost of a question:
 * logarithmic in what is indexed, and what the indexes leave to be looked up anew.
 */
export class Listing<T> {
  readonly #reader: Reader<T>
  readonly #indexes: readonly IndexFrom[]
  readonly #cell: Cell
  readonly #narrowing: Narrowing<T>
  /** What the indexes leave to be looked up anew. */
  readonly #fresh: readonly T[]

  private constructor(
    reader: Reader<T>,
    indexes: readonly IndexFrom[],
    cell: Cell,
    narrowing: Narrowing<T>,
    fresh: readonly T[],
  ) {
    this.#reader = reader
    this.#indexes = indexes
    this.#cell = cell
    this.#narrowing = narrowing
    this.#fresh = fresh
  }

  /** In steps. Without indexes, all of it is looked up. */
  static *of<T>(
    { point }: State,
    indexes: readonly IndexFrom[],
    reader: Reader<T>,
    narrowing: Narrowing<T> = {},
  ): Steps<Listing<T>> {
    const { only, isFound } = narrowing
    const cell = { date: point.date, known: knownDayOf(point) }
    const fresh = yield* reader.found(notIndexed(indexes, only))
    const found = isFound === undefined ? fresh : fresh.filter(isFound)
    return new Listing(reader, indexes, cell, narrowing, found)
  }

  /** How many have that answer. */
  count(answer: Answer): number {
    if (this.#narrowing.only !== undefined) return Iterator.from(this.tally(answer)).toArray().length
    const indexed = this.#indexes.map(({ index, anew }) => {
      const rows = index.answers[answer]
      const outdated = [...anew]
        .flatMap((key) => [...rows.rowsOf(key)])
        .filter((row) => holdsAt(row, this.#cell))
      return rows.count(this.#cell) - outdated.length
    })
    const fresh = this.#fresh.filter((each) => this.#reader.answer(each) === answer)
    return indexed.reduce((sum, count) => sum + count, fresh.length)
  }

  /** The thing of a name, if it is there with one of these answers. */
  find(name: string, answers: readonly Answer[]): T | undefined {
    const thing = this.#reader.thing(name)
    if (thing === undefined || !answers.includes(this.#reader.answer(thing))) return undefined
    return (this.#narrowing.isFound?.(thing) ?? true) ? thing : undefined
  }

  /** Those with one of these answers in an order, behind one of them or all. */
  *inOrder(answers: readonly Answer[], order: ListOrder, behind?: T): Iterable<T> {
    for (const { thing, name = '' } of this.#placed(answers, order, behind)) {
      const found = thing ?? this.#reader.indexed(name)
      if (found !== undefined) yield found
    }
  }

  #placed(answers: readonly Answer[], { by, reverse }: ListOrder, behind?: T): Iterable<Found<T>> {
    const from = behind === undefined ? undefined : this.#placeOf(behind, by)
    const { only } = this.#narrowing
    const lists: Iterable<Found<T>>[] = [this.#freshInOrder(answers, by, reverse, from)]
    for (const { index, anew } of this.#indexes)
      for (const answer of answers) {
        const rows = index.answers[answer].inOrder(this.#cell, by, reverse, from)
        const isListed = ({ key }: PlacedRow) => !anew.has(key) && (only?.has(key) ?? true)
        lists.push(anew.size === 0 && only === undefined ? rows : rows.filter(isListed))
      }
    return merged(lists, reverse)
  }

  /** The names of all that have an answer, in no order, with the first possible day that each sorts by. */
  *tally(answer: Answer): Iterable<{ readonly name: string; readonly firstDay: CivilDay }> {
    const order = { by: 'valid', reverse: false } as const
    for (const { thing, name, rank } of this.#placed([answer], order)) {
      const own = thing === undefined ? name : this.#reader.nameOf(thing)
      if (own !== undefined) yield { name: own, firstDay: Number(rank) }
    }
  }

  #freshInOrder(
    answers: readonly Answer[],
    by: RowOrder,
    reverse: boolean,
    from: Place | undefined,
  ): readonly Found<T>[] {
    return this.#fresh
      .filter((each) => answers.includes(this.#reader.answer(each)))
      .map((thing): Found<T> => ({ ...this.#placeOf(thing, by), thing }))
      .filter((place) => from === undefined || isAfter(place, from, reverse))
      .sort((a, b) => (reverse ? byPlace(b, a) : byPlace(a, b)))
  }

  /** Which of two comes first in an order: negative for the first. */
  compare(one: T, other: T, { by, reverse }: ListOrder): number {
    const compared = byPlace(this.#placeOf(one, by), this.#placeOf(other, by))
    return reverse ? -compared : compared
  }

  #placeOf(thing: T, by: RowOrder): Place {
    return placeOf(this.#reader.ranks(thing), by)
  }
}

function notIndexed(indexes: readonly IndexFrom[], only: ReadonlySet<string> | undefined): readonly string[] {
  if (only !== undefined && indexes.length === 0) return [...only]
  const keys = indexes.flatMap(({ index, anew }) => [...anew, ...index.large.filter((key) => !anew.has(key))])
  return only === undefined ? keys : keys.filter((key) => only.has(key))
}

/**
 * The items of some kinds at a state's point, step by step where an index is to be built first. With `only`, those alone
 * that have one of these keys, which are with each all that an identity could join to it; up to `few` are looked up one by
 * one, instead of along an index.
 */
export function* listingOf(
  state: State,
  kinds: readonly Kind[],
  only?: ReadonlySet<Subject>,
  few = FEW,
): Steps<Listing<Item>> {
  const names = new Set(kinds.map(({ kind }) => kind))
  const own = only && new Set([...only].filter((key) => names.has(kindOf(key))))
  return yield* Listing.of(state, yield* itemIndexes(state, kinds, own, few), itemReader(state), {
    only: own,
  })
}

function* itemIndexes(
  state: State,
  kinds: readonly Kind[],
  only?: ReadonlySet<Subject>,
  few = FEW,
): Steps<readonly IndexFrom[]> {
  const indexes: IndexFrom[] = []
  if (only === undefined || only.size > few)
    for (const kind of kinds) indexes.push(yield* state.itemIndex(kind))
  return indexes
}

/** The items of some kinds that pass tests of their dates, which `isFound` tests of one item. */
export function* datedListing(
  state: State,
  kinds: readonly Kind[],
  tests: DateTests,
  isFound: (item: Item) => boolean,
): Steps<Listing<Item>> {
  const only = yield* datedItems(state, kinds, tests, isFound)
  const indexes = yield* itemIndexes(state, kinds, only)
  return yield* Listing.of(state, indexes, itemReader(state), { only, isFound })
}

/** A search by its index, and whether a thing is found at the point. */
export type Search<T> = { readonly rows: RowSearch; readonly isFound: (thing: T) => boolean }

/** The items of some kinds that a search finds, by an index of what it finds, which the first search builds. */
export function* searchedItems(
  state: State,
  kinds: readonly Kind[],
  { rows, isFound }: Search<Item>,
): Steps<Listing<Item>> {
  const indexes: IndexFrom[] = []
  for (const kind of kinds) indexes.push(yield* state.itemIndex(kind, rows))
  return yield* Listing.of(state, indexes, itemReader(state), { isFound })
}

/** The same of the events. */
export function* searchedEvents(
  state: State,
  { rows, isFound }: Search<VisibleEvent>,
): Steps<Listing<VisibleEvent>> {
  return yield* Listing.of(state, [yield* state.eventIndex(rows)], eventReader(state), { isFound })
}

function itemReader(state: State): Reader<Item> {
  return {
    indexed: (subject) => state.item(subject),
    thing: (subject) => state.item(subject),
    found: (keys) => state.amongSteps(keys),
    nameOf: ({ subject }) => subject,
    answer: ({ existence }) => existence.answer,
    ranks: (item) => ranksOfItem(state.view, item),
  }
}

function eventReader({ view }: State): Reader<VisibleEvent> {
  return {
    indexed: (id: EventId) => new IndexedEvent(view, id),
    thing: (id: EventId) => view.visibleEvent(id),
    found: (ids) => ofEach(ids, STEP, (id) => [view.visibleEvent(id)].filter((event) => event !== undefined)),
    nameOf: ({ recorded }) => recorded.id,
    answer: ({ recorded }) => view.exists(recorded.id),
    ranks: (event) => ranksOfEvent(view, event),
  }
}

/**
 * The events that are visible from a state's point, step by step where an index is to be built first. With `only`, no others
 * than these; up to `few` are looked up one by one.
 */
export function* eventListing(
  state: State,
  only?: ReadonlySet<EventId>,
  few = FEW,
): Steps<Listing<VisibleEvent>> {
  const indexes = only !== undefined && only.size <= few ? [] : [yield* state.eventIndex()]
  return yield* Listing.of(state, indexes, eventReader(state), { only })
}

function isAfter(place: Place, other: Place, reverse: boolean): boolean {
  const compared = byPlace(place, other)
  return reverse ? compared < 0 : compared > 0
}

/** Several ordered lists as one. Cost of each entry: one look at every list that has more. */
function* merged<T extends Place>(lists: readonly Iterable<T>[], reverse: boolean): Iterable<T> {
  const heads: { place: T; readonly others: Iterator<T> }[] = []
  for (const list of lists) {
    const others = list[Symbol.iterator]()
    const next = others.next()
    if (next.done !== true) heads.push({ place: next.value, others })
  }
  for (;;) {
    let first = heads[0]
    if (first === undefined) return
    for (const head of heads) if (isAfter(first.place, head.place, reverse)) first = head
    yield first.place
    const next = first.others.next()
    if (next.done === true) heads.splice(heads.indexOf(first), 1)
    else first.place = next.value
  }
}
