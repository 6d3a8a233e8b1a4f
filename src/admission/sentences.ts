import type { TextRange } from './folded-text.ts'

/**
 * The sentences of a text, in order, each without the white space around it: together they hold every character
 * of the text that is not white space, once. Offsets are UTF-16 code units, `[start, end)`.
 *
 * What has no full stop (a heading, a caption, a byline) is a sentence of its own: a line ends one, unless the
 * next begins in lower case and so goes on with it. The stop of a rank or an initial ends none ("Sen. Lieut.
 * Gen. Ito", "J. Ito"); where other abbreviations stand before a capital, the sentence is cut there. The number of a
 * paragraph ("1.", "(a)", "IV.") is none by itself, even on a line of its own: it goes with what it numbers.
 *
 * @example sentencesOf('By A. Ito\n\nGen. Ito came. He left.') // three: the byline, and two more
 */
export function sentencesOf(text: string): readonly TextRange[] {
  const found = linesOf(text).flatMap(({ start, end }) =>
    sentencesOfLine(text.slice(start, end)).flatMap((length, index, lengths) => {
      const from = start + lengths.slice(0, index).reduce((sum, each) => sum + each, 0)
      return trimmed(text, { start: from, end: from + length })
    }),
  )
  const sentences: TextRange[] = []
  let numbered: number | undefined
  for (const [index, { start, end }] of found.entries()) {
    const from = numbered ?? start
    numbered = PARAGRAPH_NUMBER.test(text.slice(start, end)) && index < found.length - 1 ? from : undefined
    if (numbered === undefined) sentences.push({ start: from, end })
  }
  return sentences
}

/** The number of a paragraph, as in `12.`, `(3)`, `b)` or `IV.` */
const PARAGRAPH_NUMBER =
  /^(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[ivxlc]{1,6}|[IVXLC]{1,6}|\p{L})\)|(?:\d{1,3}(?:\.\d{1,3})*|[ivxlc]{1,6}|[IVXLC]{1,6}|\p{L})\.)$/u

/** Made when it is first needed: it takes long to load. */
let segmenter: Intl.Segmenter | undefined

/** Ranks and forms of address, and a single capital: what follows is still the same sentence. */
const UNFINISHED =
  /(?:^|[\s(“"‘'])(?:Gen|Lieut|Lt|Sen|Sr|Jr|Col|Maj|Capt|Cmdr|Adm|Brig|Hon|Amb|Mr|Mrs|Ms|Dr|Prof|St|No|[A-Z])\.\s*$/u

/** How long each sentence of a line is, with the white space that follows it. */
function sentencesOfLine(line: string): readonly number[] {
  const lengths: number[] = []
  let unfinished = false
  // The segmenter would end a sentence at any line break: those still in here end none.
  segmenter ??= new Intl.Segmenter('en', { granularity: 'sentence' })
  for (const { segment } of segmenter.segment(line.replace(/\s/g, ' '))) {
    const last = unfinished ? (lengths.pop() ?? 0) : 0
    lengths.push(last + segment.length)
    unfinished = UNFINISHED.test(segment)
  }
  return lengths
}

/** Where a line ends for good: at a blank one, and wherever the next does not go on in lower case. */
const LINE_END = /\s*\n\s*\n\s*|\r?\n(?!\s*\p{Ll})/gu

function linesOf(text: string): readonly TextRange[] {
  const ends = [...text.matchAll(LINE_END)].map(({ 0: ending, index }) => index + ending.length)
  return [...ends, text.length].map((end, index) => ({ start: ends[index - 1] ?? 0, end }))
}

function trimmed(text: string, { start, end }: TextRange): readonly TextRange[] {
  const words = text.slice(start, end)
  const from = start + (words.length - words.trimStart().length)
  const to = from + words.trim().length
  return from < to ? [{ start: from, end: to }] : []
}
