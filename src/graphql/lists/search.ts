import type { Faults } from '../faults.ts'
import { foldedWords, type Spelling } from './spelling.ts'

/** Texts split into words for searching; a text whose standard spelling differs is there twice. */
export type SearchText = readonly (readonly string[])[]

export function searchTextOf(spelling: Spelling, texts: Iterable<string>): SearchText {
  return [...texts].flatMap((text) => {
    const words = foldedWords(text)
    const standard = words.map((word) => spelling.standard(word))
    return standard.every((word, index) => word === words[index]) ? [words] : [words, standard]
  })
}

/** The maximum number of words of a search. */
const MOST = 20

/** A search, split into its words. */
export type Search = {
  readonly words: readonly string[]
  /**
   * Whether texts contain every word, in any order and in any of the texts; a word matches the beginning of a word. Adjacent
   * words also match as one, on either side: `viet nam` finds *Vietnam*, and `vietnam` *Viet Nam*. An empty search matches
   * everything, and one of signs without a word nothing. Cost: O(words of both).
   */
  readonly isIn: (texts: SearchText) => boolean
  /**
   * For each word the pieces that it is in, at least one of which a text has to have; none for a search that matches
   * everything or nothing.
   */
  readonly piecesByWord: () => readonly (readonly string[])[]
}

/** Reads a search. Too many words add E_SEARCH. */
export function readSearch(spelling: Spelling, search: string, faults: Faults): Search {
  const words = foldedWords(search)
  const isTooLong = words.length > MOST
  if (isTooLong) faults.add('E_SEARCH', 'search', `has ${words.length} words; expected ${MOST} at most`)
  if (isTooLong || words.length === 0)
    return { words, isIn: () => search.trim() === '', piecesByWord: () => [] }
  const pieces = piecesOf(spelling, words)
  return {
    words,
    isIn: (texts) => {
      const reached = new Set([0])
      for (const from of reached)
        for (const { to, spellings } of pieces[from] ?? [])
          if (!reached.has(to) && spellings.some((piece) => texts.some((words) => has(words, piece))))
            reached.add(to)
      return reached.has(words.length)
    },
    piecesByWord: () => {
      const byWord = words.map(() => new Set<string>())
      for (const [from, begun] of pieces.entries())
        for (const { to, spellings } of begun)
          for (const own of byWord.slice(from, to)) for (const piece of spellings) own.add(piece)
      return byWord.map((own) => [...own])
    },
  }
}

/** How many adjacent words may match as one. */
const PARTS = 4

/** Adjacent words of a search, joined, in each spelling; `to` is the word after them. */
type Piece = { readonly to: number; readonly spellings: readonly string[] }

/** The pieces of a search that begin at each of its words. */
function piecesOf(spelling: Spelling, words: readonly string[]): readonly (readonly Piece[])[] {
  const standard = words.map((word) => spelling.standard(word))
  return words.map((_, from) => {
    const pieces: Piece[] = []
    let [own, respelled] = ['', '']
    for (let to = from; to < Math.min(from + PARTS, words.length); to += 1) {
      own += words[to] ?? ''
      respelled += standard[to] ?? ''
      pieces.push({ to: to + 1, spellings: own === respelled ? [own] : [own, respelled] })
    }
    return pieces
  })
}

/** Whether a word begins with the piece, or adjacent words joined are equal to it. */
function has(words: readonly string[], piece: string): boolean {
  return words.some(
    (word, at) => word.startsWith(piece) || (piece.startsWith(word) && isWritten(words, at, piece)),
  )
}

function isWritten(words: readonly string[], at: number, piece: string): boolean {
  let rest = piece
  for (const word of words.slice(at, at + piece.length)) {
    if (!rest.startsWith(word)) return false
    rest = rest.slice(word.length)
    if (rest === '') return true
  }
  return false
}
