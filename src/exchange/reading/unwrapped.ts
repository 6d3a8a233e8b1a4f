/** The longest lines of a text that was wrapped by hand or by a mail program are as wide as that, in characters. */
const WIDTHS = { least: 30, most: 120 }

/** How much of the width a line may leave empty. */
const FILLED = 0.85

/** How many lines are full where a text was wrapped. */
const FULL_LINES = 2

/**
 * The text with a blank for each line end at which it was only wrapped: the line is full, and the next one is of the same
 * paragraph. As it is where its lines are not of one width. Every character stays where it was.
 */
export function unwrapped(text: string): string {
  const lines = text.split('\n')
  // An address is not wrapped.
  const lengths = lines.filter((line) => !line.includes('://')).map((line) => line.trimEnd().length)
  const width = Math.max(0, ...lengths)
  const full = lengths.filter((length) => length > width * FILLED)
  if (width < WIDTHS.least || width > WIDTHS.most || full.length < FULL_LINES) return text
  return lines
    .map((line, index) => {
      const next = lines[index + 1]
      if (next === undefined) return line
      const word = FIRST_WORD.exec(next)?.[0]
      const isWrapped = word !== undefined && line.trimEnd().length + 1 + word.length > width * FILLED
      return `${line}${isWrapped && line.trim() !== '' ? ' ' : '\n'}`
    })
    .join('')
}

/** Scripts without blanks may be wrapped after any character; what begins with a bullet is a line of a list. */
const FIRST_WORD =
  /^(?!\s*(?:[-*•·・]|\(?\d{1,3}[.)])\s)(?:[^\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]+|\S)/u
