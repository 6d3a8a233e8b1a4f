import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Texts } from '../admission/index.ts'
import { sha256Hex } from '../event/index.ts'
import { textProblem } from './text-problem.ts'

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
