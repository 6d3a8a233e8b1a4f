import { BYTES } from './cache-bytes.ts'

/** At which places words stand, each place a number. It only grows. */
export class WordIndex {
  readonly #places = new Map<string, number[]>()
  readonly #words = new SortedWords()
  #longest = 0
  #mentions = 0

  /** About how many bytes it takes. */
  get bytes(): number {
    return this.#places.size * BYTES.word + this.#mentions * BYTES.place
  }

  /** Notes words of a place; a word may come again. Cost of each: logarithmic in the words. */
  add(place: number, words: Iterable<string>): void {
    for (const word of words) {
      this.#mentions += 1
      const places = this.#places.get(word)
      if (places === undefined) {
        this.#places.set(word, [place])
        this.#words.add(word)
        this.#longest = Math.max(this.#longest, word.length)
      } else insert(places, place)
    }
  }

  /**
   * Lists that together have every place with a word that begins with a piece, or with adjacent words that are equal to it
   * when joined; of the latter every place that has words with which such a piece could begin and end.
   */
  having(piece: string): readonly (readonly number[])[] {
    const beginning = [...this.#words.beginningWith(piece)].map((word) => this.#at(word))
    const lengths = Array.from({ length: Math.min(piece.length - 1, this.#longest) }, (_, index) => index + 1)
    const first = lengths.map((length) => this.#at(piece.slice(0, length)))
    const last = lengths.map((length) => this.#at(piece.slice(-length)))
    return [...beginning, inBoth(first, last)]
  }

  #at(word: string): readonly number[] {
    return this.#places.get(word) ?? []
  }
}

/** How many neighbours are kept together; with more, they part in two. */
const MOST = 512

/** Words in order, each once. */
class SortedWords {
  readonly #chunks: string[][] = [[]]

  /** Adds a word that is not there yet. */
  add(word: string): void {
    const at = this.#chunkOf(word)
    const chunk = this.#chunks[at]
    if (chunk === undefined) return
    chunk.splice(firstFrom(chunk, word), 0, word)
    if (chunk.length > MOST) this.#chunks.splice(at + 1, 0, chunk.splice(MOST / 2))
  }

  /** The words that begin with a piece, in order. */
  *beginningWith(piece: string): Iterable<string> {
    for (let at = this.#chunkOf(piece); at < this.#chunks.length; at += 1) {
      const chunk = this.#chunks[at] ?? []
      for (let index = firstFrom(chunk, piece); index < chunk.length; index += 1) {
        const word = chunk[index] ?? ''
        if (!word.startsWith(piece)) return
        yield word
      }
    }
  }

  /** The last chunk that begins with no later word; the first one where there is none. */
  #chunkOf(word: string): number {
    let low = 1
    let high = this.#chunks.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#chunks[middle]?.[0] ?? '') <= word) low = middle + 1
      else high = middle
    }
    return low - 1
  }
}

/** The numbers that are in some of these lists and in some of those, each in order. Cost: a search for each of the fewer. */
function inBoth(
  some: readonly (readonly number[])[],
  others: readonly (readonly number[])[],
): readonly number[] {
  const [few = [], many = []] = [some, others].sort((a, b) => sizeOf(a) - sizeOf(b))
  return few.flat().filter((number) => many.some((list) => list[firstFrom(list, number)] === number))
}

export function sizeOf(lists: readonly (readonly unknown[])[]): number {
  return lists.reduce((sum, { length }) => sum + length, 0)
}

/** Puts a number where it belongs among others in order, once; mostly it is the last. */
function insert(places: number[], place: number): void {
  if ((places.at(-1) ?? 0) < place) {
    places.push(place)
    return
  }
  const at = firstFrom(places, place)
  if (places[at] !== place) places.splice(at, 0, place)
}

/** The index of the first of sorted values that does not come before that one. */
function firstFrom<T extends number | string>(sorted: readonly T[], value: T): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const each = sorted[middle]
    if (each !== undefined && each < value) low = middle + 1
    else high = middle
  }
  return low
}
