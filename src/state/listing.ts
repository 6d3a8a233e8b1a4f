import type { Subject } from '../event/index.ts'
import type { Answer } from '../time/index.ts'
import { UNFILTERED } from './bearing.ts'
import { datingStanding } from './item-index.ts'
import type { IndexFrom } from './item-indexes.ts'
import type { Item, Kind } from './kind.ts'
import { byPlace, type Cell, holdsAt, type Place, placeOf, type RowOrder } from './row-set.ts'
import type { State } from './state.ts'

/** An order of items: by their first possible day, their first visible event, or their key; and its exact reverse. */
export type ItemOrder = { readonly by: RowOrder; readonly reverse: boolean }

/**
 * The items of some kinds at a point by their indexes: counted and listed without looking at those that are not wanted.
 * Cost of a question: logarithmic in the subjects of the kinds, and the subjects that the indexes leave to be asked anew.
 */
export class Listing {
  readonly #state: State
  readonly #indexes: readonly IndexFrom[]
  readonly #cell: Cell
  #anew: readonly Item[] | undefined

  constructor(state: State, indexes: readonly IndexFrom[]) {
    this.#state = state
    this.#indexes = indexes
    this.#cell = { date: state.point.date, known: state.point.knownAt ?? UNFILTERED }
  }

  /** How many items have that answer. */
  count(answer: Answer): number {
    const indexed = this.#indexes.map(({ index, anew }) => {
      const rows = index.answers[answer]
      const outdated = [...anew].flatMap((key) => rows.rowsOf(key)).filter((row) => holdsAt(row, this.#cell))
      return rows.count(this.#cell) - outdated.length
    })
    const fresh = this.#freshItems().filter(({ existence }) => existence.answer === answer)
    return indexed.reduce((sum, count) => sum + count, fresh.length)
  }

  /** The items with one of these answers in an order, behind one of them or all. */
  *inOrder(answers: readonly Answer[], { by, reverse }: ItemOrder, after?: Item): Iterable<Item> {
    const from = after && placeOfItem(after, by)
    const indexed = this.#indexes.flatMap(({ index, anew }) =>
      answers.map((answer) =>
        placesIn(index.answers[answer].inOrder(this.#cell, by, reverse, from), by, anew),
      ),
    )
    const fresh = this.#freshItems()
      .filter(({ existence }) => answers.includes(existence.answer))
      .map((item) => placeOfItem(item, by))
      .filter((place) => from === undefined || isAfter(place, from, reverse))
      .sort((a, b) => (reverse ? byPlace(b, a) : byPlace(a, b)))
    for (const { subject } of merged([...indexed, fresh], reverse)) {
      const item = this.#state.item(subject)
      if (item !== undefined) yield item
    }
  }

  #freshItems(): readonly Item[] {
    this.#anew ??= this.#state.among(this.#indexes.flatMap(({ index, anew }) => [...anew, ...index.large]))
    return this.#anew
  }
}

/** The listing of some kinds at a state's point, step by step where an index is to be built first. */
export function* listingOf(state: State, kinds: readonly Kind[]): Generator<undefined, Listing> {
  const indexes: IndexFrom[] = []
  for (const kind of kinds) indexes.push(yield* state.itemIndex(kind))
  return new Listing(state, indexes)
}

function* placesIn(rows: Iterable<Parameters<typeof placeOf>[0]>, by: RowOrder, left: ReadonlySet<Subject>) {
  for (const row of rows) if (!left.has(row.key)) yield placeOf(row, by)
}

function isAfter(place: Place, other: Place, reverse: boolean): boolean {
  const compared = byPlace(place, other)
  return reverse ? compared < 0 : compared > 0
}

/** Which of two items comes first in an order: negative for the first. */
export function compareItems(one: Item, other: Item, { by, reverse }: ItemOrder): number {
  const compared = byPlace(placeOfItem(one, by), placeOfItem(other, by))
  return reverse ? -compared : compared
}

/** Where an item comes in an order. */
export function placeOfItem(item: Item, by: RowOrder): Place {
  const { subject } = item
  switch (by) {
    case 'valid':
      return { rank: validRank(item), subject }
    case 'recorded':
      return { rank: item.first, subject }
    case 'subject':
      return { rank: 0, subject }
  }
}

function validRank({ kind, standings, existence }: Item): number {
  const claims = standings.filter(({ claim }) => claim.field === kind.existence.name)
  return datingStanding(claims, existence.answer)?.bounds.begin.earliest ?? -Infinity
}

/** The places of several ordered lists in one. Cost of each: one look at every list. */
function* merged<T extends Place>(lists: readonly Iterable<T>[], reverse: boolean): Iterable<T> {
  const heads = lists.map((list) => {
    const iterator = list[Symbol.iterator]()
    return { iterator, next: iterator.next() }
  })
  for (;;) {
    let first: (typeof heads)[number] | undefined
    for (const head of heads) {
      if (head.next.done === true) continue
      if (
        first === undefined ||
        first.next.done === true ||
        isAfter(first.next.value, head.next.value, reverse)
      )
        first = head
    }
    if (first === undefined || first.next.done === true) return
    yield first.next.value
    first.next = first.iterator.next()
  }
}
