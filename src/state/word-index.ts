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

  /** By word, the places of all words that begin with a piece. */
  *beginningWith(piece: string): Iterable<readonly number[]> {
    for (const word of this.#words.beginningWith(piece)) yield this.#at(word)
  }

  /**
   * The places that have all words of some way to split a piece into two words or more; among them every place with adjacent
   * words that are equal to it when joined. Cost: of each way the places of its rarest words.
   */
  split(piece: string): readonly number[] {
    const parts = this.#partsOf(piece)
    // By each length, the lists of the rarest words of every way to split so much of the piece.
    const upTo = new Map<number, readonly (readonly number[])[]>()
    for (const { from, to, places } of parts) {
      const before = upTo.get(from)
      const isRarer = before === undefined || places.length < sizeOf(before)
      upTo.set(to, [...(upTo.get(to) ?? []), ...(isRarer ? [places] : before)])
    }
    const mayHave = new Set((upTo.get(piece.length) ?? []).flat())
    return [...mayHave].filter((place) => isWayThrough(parts, place, piece.length)).sort((a, b) => a - b)
  }

  /** The words that are parts of some way to split a piece into two or more, by where they begin in it. */
  #partsOf(piece: string): readonly Part[] {
    const parts: Part[] = []
    const ends = new Set([piece.length])
    for (let from = piece.length - 1; from >= 0; from -= 1) {
      const last = Math.min(piece.length - (from === 0 ? 1 : 0), from + this.#longest)
      for (let to = from + 1; to <= last; to += 1) {
        const places = ends.has(to) ? this.#at(piece.slice(from, to)) : NONE
        if (places.length > 0) parts.push({ from, to, places })
      }
      if (parts.at(-1)?.from === from) ends.add(from)
    }
    const begins = new Set([0])
    return parts.reverse().filter(({ from, to }) => begins.has(from) && begins.add(to))
  }

  #at(word: string): readonly number[] {
    return this.#places.get(word) ?? NONE
  }
}

const NONE: readonly number[] = []

/** A word from one place of a piece to another, and its places. */
type Part = { readonly from: number; readonly to: number; readonly places: readonly number[] }

/** Whether a place has all words of some way through a piece. */
function isWayThrough(parts: readonly Part[], place: number, length: number): boolean {
  const reached = new Set([0])
  for (const { from, to, places } of parts)
    if (reached.has(from) && places[firstFrom(places, place)] === place) reached.add(to)
  return reached.has(length)
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

export function sizeOf(lists: Iterable<readonly unknown[]>): number {
  let size = 0
  for (const { length } of lists) size += length
  return size
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
