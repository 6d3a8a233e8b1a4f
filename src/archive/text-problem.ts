import { isUtf8 } from 'node:buffer'

/**
 * Why the bytes of a file are no text in UTF-8, and what to do: `a PDF; …`. Undefined of what is one, U+FFFD in it or not.
 *
 * @example textProblem(Buffer.from('%PDF-1.7')) // 'a PDF; save its text as a file in UTF-8, and give that'
 */
export function textProblem(bytes: Buffer): string | undefined {
  const begins = (head: string) => bytes.subarray(0, head.length).toString('latin1') === head
  const other = BEGINNINGS.find(([head]) => begins(head))
  if (other !== undefined) return `${other[1]}; save its text as a file in UTF-8, and give that`
  if (isUtf8(bytes) && !bytes.subarray(0, 1_000).includes(0)) return undefined
  const isUtf16 = bytes.length % 2 === 0 && bytes.subarray(0, 1_000).includes(0)
  return `not in UTF-8${isUtf16 ? ', but perhaps in UTF-16' : ''}; save it as UTF-8`
}

const BEGINNINGS: readonly (readonly [head: string, name: string])[] = [
  ['%PDF-', 'a PDF'],
  ['PK\x03\x04', 'a Word, OpenDocument or other zipped file'],
  ['\xd0\xcf\x11\xe0', 'a Word file of the old sort'],
  ['{\\rtf', 'a file of rich text (RTF)'],
  ['\xff\xfe', 'in UTF-16'],
  ['\xfe\xff', 'in UTF-16'],
]
