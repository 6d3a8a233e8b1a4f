/**
 * Where the graphemes of a text begin and end: a letter with its combining marks, a flag, a family of emoji and a Hangul
 * syllable are one each (UAX #29). Offsets are UTF-16 code units, so that no boundary cuts a surrogate pair either.
 */
export type Graphemes = {
  /** Whether the offset is between two graphemes, or at an end of the text. */
  isBoundary(offset: number): boolean
  /** The last boundary that is not after the offset. */
  startAt(offset: number): number
  /** The first boundary that is not before the offset. */
  endAt(offset: number): number
}

/** Made when it is first needed: it takes long to load. */
let segmenter: Intl.Segmenter | undefined

export function graphemesOf(text: string): Graphemes {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  const segments = segmenter.segment(text)
  // Past either end of the text there is no segment.
  const startAt = (offset: number) => segments.containing(offset)?.index ?? offset
  return {
    startAt,
    isBoundary: (offset) => startAt(offset) === offset,
    endAt(offset) {
      const found = segments.containing(offset)
      return found === undefined || found.index === offset ? offset : found.index + found.segment.length
    },
  }
}

/** A text in Unicode NFD, and the way back from its offsets to those of the text as it is. */
export type Decomposed = {
  readonly text: string
  /** The offset in the original; undefined within a character that was decomposed or reordered. */
  originalOffset(offset: number): number | undefined
}

/** A text in which what is canonically equivalent is equal. Cost: one pass, at the first offset of a text that is not NFD. */
export function decompose(original: string): Decomposed {
  const text = original.normalize('NFD')
  if (text === original) return { text, originalOffset: (offset) => offset }
  let offsets: readonly (number | undefined)[] | undefined
  return {
    text,
    originalOffset(offset) {
      offsets ??= originalOffsets(original)
      return offsets[offset]
    },
  }
}

/** For each code unit of the decomposed text, and its end, the offset in the original. */
function originalOffsets(original: string): readonly (number | undefined)[] {
  const offsets: (number | undefined)[] = []
  let at = 0
  // NFD reorders nothing across a character that is no mark.
  for (const [part] of original.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
    const decomposed = part.normalize('NFD')
    for (let unit = 0; unit < decomposed.length; unit++)
      offsets.push(unit === 0 || decomposed === part ? at + unit : undefined)
    at += part.length
  }
  return [...offsets, at]
}
