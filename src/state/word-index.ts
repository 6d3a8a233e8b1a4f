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
      const places = this.#places.get(word)
      if (places === undefined) {
        this.#mentions += 1
        this.#places.set(word, [place])
        this.#words.add(word)
        this.#longest = Math.max(this.#longest, word.length)
      } else if (insert(places, place)) this.#mentions += 1
    }
  }

  /**
   * Lists that together have every place with a word that begins with a piece, or with adjacent words that are equal to it
   * when joined; of the latter every place that has all words of one way to split the piece.
   */
  having(piece: string): readonly (readonly number[])[] {
    return [...[...this.#words.beginningWith(piece)].map((word) => this.#at(word)), this.#split(piece)]
  }

  /** The places that have all words of some way to split a piece into two words or more. */
  #split(piece: string): readonly number[] {
    // By each length, the places that have all words of some way to split so much of the piece.
    const upTo = new Map<number, readonly number[]>()
    for (let from = 0; from < piece.length; from += 1) {
      const before = upTo.get(from)
      if (from > 0 && before === undefined) continue
      const last = Math.min(piece.length - (from === 0 ? 1 : 0), from + this.#longest)
      for (let to = from + 1; to <= last; to += 1) {
        const own = this.#at(piece.slice(from, to))
        const places = before === undefined ? own : inBoth(before, own)
        if (places.length > 0) upTo.set(to, inEither(upTo.get(to), places))
      }
    }
    return upTo.get(piece.length) ?? []
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

/** The numbers that are in both lists, in order. Cost: a search for each of the fewer. */
function inBoth(one: readonly number[], other: readonly number[]): readonly number[] {
  const [few, many] = one.length < other.length ? [one, other] : [other, one]
  return few.filter((number) => many[firstFrom(many, number)] === number)
}

/** The numbers that are in either list, in order. */
function inEither(one: readonly number[] | undefined, other: readonly number[]): readonly number[] {
  return one === undefined ? other : [...new Set([...one, ...other])].sort((a, b) => a - b)
}

export function sizeOf(lists: readonly (readonly unknown[])[]): number {
  return lists.reduce((sum, { length }) => sum + length, 0)
}

/** Puts a number where it belongs among others in order, unless it is there; mostly it is the last. */
function insert(places: number[], place: number): boolean {
  const at = (places.at(-1) ?? 0) < place ? places.length : firstFrom(places, place)
  if (places[at] === place) return false
  places.splice(at, 0, place)
  return true
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
