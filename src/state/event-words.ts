import type { EventId, RecordedEvent } from '../event/index.ts'
import { type EventIndex, subjectsLinkedBy } from '../visibility/index.ts'
import { CitedWords, type SourceTexts } from './cited-words.ts'
import { possibleReadings } from './possible-readings.ts'
import type { Projection } from './projection.ts'
import type { Steps } from './steps.ts'
import { sizeOf, WordIndex } from './word-index.ts'

/** The words by which keys, or words that are cited, and values of any shape are searched. */
export type WordsOf = (keys: Iterable<string>, values: Iterable<unknown>) => Iterable<string>

const NO_TEXTS: SourceTexts = new Map()

/** How many events are indexed in one step. */
const STEP = 100

/** The words of each event of a chronicle: of its keys and texts, and of the claims that it makes, in every reading. */
export class EventWords {
  readonly #eventIndex: EventIndex
  readonly #projection: Projection
  readonly #wordsOf: WordsOf
  readonly #index = new WordIndex()
  readonly #cited: CitedWords
  /** The positions of events with too many readings. They may have any words. */
  readonly #unread = new Set<number>()
  readonly #grown: (bytes: number) => void
  #indexed = 0

  /** `grown` is told about how many bytes are added. */
  constructor(
    eventIndex: EventIndex,
    projection: Projection,
    wordsOf: WordsOf,
    grown: (bytes: number) => void = () => {},
  ) {
    this.#grown = grown
    this.#eventIndex = eventIndex
    this.#projection = projection
    this.#wordsOf = wordsOf
    this.#cited = new CitedWords(eventIndex, (text) => wordsOf([text], []), grown)
  }

  /**
   * The events that may have what is searched for, whatever can be seen of them: of each list of pieces, at least one, with
   * which a word begins or which is equal to adjacent words when joined; also of words that they cite, where these texts have
   * them. Undefined without a list. In steps, where events are to be indexed first; whoever waits for that goes on with the
   * same steps. Cost: the events of the rarest list.
   */
  *having(
    wanted: readonly (readonly string[])[],
    texts = NO_TEXTS,
  ): Generator<undefined, readonly EventId[] | undefined> {
    const rarest = yield* this.#rarest(wanted, texts)
    if (rarest === undefined) return undefined
    const positions = new Set([...rarest.flat(), ...this.#unread])
    return [...positions].map((position) => this.#eventIndex.idOf(position - 1))
  }

  /** Whether {@link having} may give more than so many events, and not any. */
  *areMoreThan(many: number, wanted: readonly (readonly string[])[]): Steps<boolean> {
    if (wanted.length === 0) return false
    yield* this.catchUp()
    return wanted.every((pieces) => areMoreThan(many - this.#unread.size, having([this.#index], pieces)))
  }

  /** Whether any of the pieces may be found in words that these texts have and an event cites. */
  *isCited(wanted: readonly (readonly string[])[], texts: SourceTexts): Generator<undefined, boolean> {
    if (texts.size === 0) return false
    yield* this.#cited.catchUp(texts)
    return wanted.some((pieces) => sizeOf(having([this.#cited], pieces)) > 0)
  }

  /** The places of the list of pieces that has the fewest. */
  *#rarest(
    wanted: readonly (readonly string[])[],
    texts = NO_TEXTS,
  ): Generator<undefined, readonly (readonly number[])[] | undefined> {
    if (wanted.length === 0) return undefined
    yield* this.catchUp()
    if (texts.size > 0) yield* this.#cited.catchUp(texts)
    const indexes = texts.size > 0 ? [this.#index, this.#cited] : [this.#index]
    const lists = wanted
      .map((pieces) => ({ pieces, size: sizeOf(beginning(indexes, pieces)) }))
      .sort((one, other) => one.size - other.size)
    let rarest: readonly (readonly number[])[] | undefined
    for (const { pieces, size } of lists) {
      if (rarest !== undefined && sizeOf(rarest) <= size) break
      const all = [...having(indexes, pieces)]
      if (rarest === undefined || sizeOf(all) < sizeOf(rarest)) rarest = all
    }
    return rarest
  }

  /** Indexes the events that came since; whoever waits for that goes on with the same steps. */
  *catchUp(): Generator<undefined, void> {
    const index = this.#eventIndex
    while (this.#indexed < index.count) {
      const before = this.#index.bytes
      for (let left = STEP; left > 0 && this.#indexed < index.count; left -= 1) {
        const recorded = index.at(this.#indexed)
        this.#add(recorded)
        this.#indexed += 1
        // A correction gives its target other words.
        const target = recorded.event.target && this.#eventIndex.event(recorded.event.target.event)
        if (target !== undefined && this.#eventIndex.settingOf(recorded.id) !== undefined) this.#add(target)
      }
      this.#grown(this.#index.bytes - before)
      yield
    }
  }

  #add(recorded: RecordedEvent): void {
    const { id, position } = recorded
    const readings = possibleReadings(this.#eventIndex, this.#projection, recorded)
    if (readings === undefined) {
      this.#unread.add(position)
      return
    }
    const number = this.#eventIndex.numberOf(id)
    const keys = new Set([
      ...this.#projection.spokenOf(number),
      ...subjectsLinkedBy(this.#eventIndex, number),
      ...readings.map(({ event }) => event.subject),
    ])
    const values = readings.flatMap(({ event, claims }) => [
      event.payload,
      ...claims.map(({ value }) => value),
    ])
    this.#index.add(position, this.#wordsOf(keys, values))
  }
}

type Words = Pick<WordIndex, 'beginningWith' | 'split'>

/** Lists that together have every place with a word that begins with one of the pieces. */
function* beginning(indexes: readonly Words[], pieces: readonly string[]): Iterable<readonly number[]> {
  for (const index of indexes) for (const piece of pieces) yield* index.beginningWith(piece)
}

/** The same, and those that may have one of the pieces in adjacent words. */
function* having(indexes: readonly Words[], pieces: readonly string[]): Iterable<readonly number[]> {
  yield* beginning(indexes, pieces)
  for (const index of indexes) for (const piece of pieces) yield index.split(piece)
}

/** Whether lists have more than so many together. Cost: the first of them, up to that many. */
function areMoreThan(many: number, lists: Iterable<readonly unknown[]>): boolean {
  let left = many
  for (const { length } of lists) {
    left -= length
    if (left < 0) return true
  }
  return false
}
