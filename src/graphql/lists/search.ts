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

/**
 * A test whether texts contain every word of a search, in any order and in any of the texts; a word matches the beginning
 * of a word. Adjacent words also match as one, on either side: `viet nam` finds *Vietnam*, and `vietnam` *Viet Nam*. An
 * empty search matches everything, and one of signs without a word nothing. Too many words add E_SEARCH. Cost: O(words of both).
 */
export function searchFor(
  spelling: Spelling,
  search: string | null | undefined,
  faults: Faults,
): (texts: SearchText) => boolean {
  const wanted = foldedWords(search ?? '')
  if (wanted.length > MOST) {
    faults.add('E_SEARCH', 'search', `has ${wanted.length} words; expected ${MOST} at most`)
    return () => false
  }
  if (wanted.length === 0 && search?.trim()) return () => false
  const pieces = piecesOf(spelling, wanted)
  return (texts) => {
    const reached = new Set([0])
    for (const from of reached)
      for (const { to, spellings } of pieces[from] ?? [])
        if (!reached.has(to) && spellings.some((piece) => texts.some((words) => has(words, piece))))
          reached.add(to)
    return reached.has(wanted.length)
  }
}

/** How many adjacent words may match as one. */
const PARTS = 4

/** The pieces of a search that begin at each of its words: the word, or several adjacent ones joined, in each spelling. */
function piecesOf(spelling: Spelling, wanted: readonly string[]) {
  return wanted.map((_, from) =>
    Array.from({ length: Math.min(PARTS, wanted.length - from) }, (_, more) => {
      const to = from + more + 1
      const words = wanted.slice(from, to)
      const standard = words.map((word) => spelling.standard(word))
      return { to, spellings: [...new Set([words.join(''), standard.join('')])] }
    }),
  )
}

/**
 * For each word of a search the pieces that it is in, at least one of which a text has to have; none for a search that
 * matches everything or has too many words.
 */
export function piecesByWord(spelling: Spelling, search: string): readonly (readonly string[])[] {
  const wanted = foldedWords(search)
  if (wanted.length > MOST) return []
  const pieces = piecesOf(spelling, wanted)
  return wanted.map((_, at) => [
    ...new Set(
      pieces
        .slice(0, at + 1)
        .flatMap((from) => from.filter(({ to }) => to > at).flatMap(({ spellings }) => spellings)),
    ),
  ])
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
