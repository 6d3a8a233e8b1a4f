import { isUtf8 } from 'node:buffer'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Texts } from '../admission/index.ts'
import { sha256Hex } from '../event/index.ts'

/**
 * Every file of a folder by the digest of its text, decoded as UTF-8. File names do not matter; hidden files and
 * sub-folders are skipped. A byte order mark is part of the text. What is no text in UTF-8 says so in `problem`.
 */
export async function readTexts(dir: string): Promise<Texts> {
  const names = (await readdir(dir, { withFileTypes: true }))
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort()
  const texts = await Promise.all(
    names.map(async (name) => {
      const file = join(dir, name)
      const bytes = await readFile(file)
      const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
      const problem = textProblem(bytes)
      return { file, text, digest: sha256Hex(text), ...(problem !== undefined && { problem }) }
    }),
  )
  return new Map(texts.map((text) => [text.digest, text]))
}

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
