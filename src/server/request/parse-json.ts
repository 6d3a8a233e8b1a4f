import { isCut } from '../../admission/index.ts'

/** Where a number stands in a JSON value, like `variables.input.events[0].payload.share`, and how it was written. */
export type PlacedNumber = { readonly place: string; readonly written: string }

/**
 * How deep the brackets of a JSON text nest, up to one more than `most`; those within strings do not count. Cost: one step
 * a character, and no stack, so that it can be called before a parser that has one.
 */
export function nestingOf(text: string, most: number): number {
  let [depth, deepest] = [0, 0]
  for (let at = 0; at < text.length && deepest <= most; at += 1) {
    const character = text.charCodeAt(at)
    if (character === QUOTE) at = endOfString(text, at)
    else if (character === BRACKET || character === BRACE) deepest = Math.max(deepest, ++depth)
    else if (character === BRACKET_END || character === BRACE_END) depth -= 1
  }
  return deepest
}

const [QUOTE, BRACKET, BRACKET_END, BRACE, BRACE_END] = [0x22, 0x5b, 0x5d, 0x7b, 0x7d]

/** Where the string ends that begins here; past the end of the text if it does not. */
function endOfString(text: string, start: number): number {
  let at = start + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

/** A text without such digits, or an exponent, has no number that could be cut. */
const LONG_NUMBER = /[\d.]{16}|\d[eE][-+]?\d/

/** No refusal names more numbers than these, or more of one. */
const MOST_NUMBERS = 20
const MOST_CHARACTERS = 80

/**
 * The value of a JSON text, and those numbers in it that a JavaScript number cuts without a trace: `0.1000000000000000055`,
 * `1e-400`. `name` begins their places. Throws SyntaxError where it is no JSON. Cost: texts without long numbers are read
 * once, others twice.
 */
export function parseJson(
  text: string,
  name = '',
): { readonly value: unknown; readonly cut: readonly PlacedNumber[] } {
  if (!LONG_NUMBER.test(text)) return { value: JSON.parse(text), cut: [] }
  const cut: CutNumber[] = []
  const value: unknown = JSON.parse(text, (_, each: unknown, { source = '' }: { source?: string } = {}) => {
    if (typeof each !== 'number' || !isCut(source)) return each
    const number = new CutNumber(source)
    if (cut.length < MOST_NUMBERS) cut.push(number)
    return number
  })
  return { value, cut: placesOf(cut, value, name) }
}

/** Stands in a value for a number that would be cut. */
class CutNumber {
  readonly written: string
  constructor(source: string) {
    this.written = source.slice(0, MOST_CHARACTERS)
  }
}

/** Where those numbers stand, in the order of the value; it may be nested however deeply. */
function placesOf(numbers: readonly CutNumber[], value: unknown, name: string): readonly PlacedNumber[] {
  const found: PlacedNumber[] = []
  const open = [{ place: name, part: value }]
  for (let next = open.pop(); next !== undefined && found.length < numbers.length; next = open.pop()) {
    const { place, part } = next
    if (part instanceof CutNumber) found.push({ place, written: part.written })
    else if (typeof part === 'object' && part !== null)
      for (const [key, each] of Object.entries(part).reverse())
        open.push({ place: Array.isArray(part) ? `${place}[${key}]` : joined(place, key), part: each })
  }
  return found
}

function joined(place: string, key: string): string {
  return place === '' ? key : `${place}.${key}`
}
