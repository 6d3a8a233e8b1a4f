import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256Hex } from '../event/index.ts'

/** A file of a folder of texts, decoded as UTF-8. */
export type SourceText = { readonly file: string; readonly text: string; readonly digest: string }

/** The texts at hand, by hex SHA-256; whoever lacks them can still check everything else. */
export type Texts = ReadonlyMap<string, SourceText>

/** A source as far as its texts go: digest and length of each text it was published with. */
export type TextFacts = { readonly digest: string; readonly length: number }

/** How the texts of a folder and the registered sources go together. */
export type TextMatch = {
  /** Text of each source that has one here. */
  readonly found: ReadonlyMap<string, SourceText>
  /** Sources registered with a text that is not here, sorted. */
  readonly missing: readonly string[]
  /** Files here that no source has, sorted. */
  readonly strangers: readonly string[]
}

/**
 * Every file of the folder, by the digest of its text; file names do not matter, hidden files and folders
 * are passed over. A byte order mark is part of the text. What is not UTF-8 is text of no source.
 */
export async function readTexts(dir: string): Promise<Texts> {
  const names = (await readdir(dir, { withFileTypes: true }))
    .filter((entry) => !entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort()
  const texts = await Promise.all(
    names.map(async (name) => textOf(join(dir, name), await readFile(join(dir, name)))),
  )
  return new Map(texts.map((text) => [text.digest, text]))
}

/** Which source has its text here, which has not, and which file is nobody's. */
export function matchTexts(
  texts: Texts,
  sources: Iterable<readonly [string, readonly TextFacts[]]>,
): TextMatch {
  const found = new Map<string, SourceText>()
  const missing: string[] = []
  const claimed = new Set<string>()
  for (const [source, facts] of sources) {
    const here = facts.flatMap(({ digest }) => texts.get(digest) ?? [])
    for (const { digest } of here) claimed.add(digest)
    const latest = here.at(-1)
    if (latest !== undefined) found.set(source, latest)
    else if (facts.length > 0) missing.push(source)
  }
  const strangers = [...texts.values()].filter(({ digest }) => !claimed.has(digest)).map(({ file }) => file)
  return { found, missing: missing.sort(), strangers: strangers.sort() }
}

/** A text that is at hand otherwise, under the name it is to be called by. */
export function textsOf(files: Iterable<readonly [file: string, text: string]>): Texts {
  return new Map([...files].map(([file, text]) => [sha256Hex(text), { file, text, digest: sha256Hex(text) }]))
}

function textOf(file: string, bytes: Uint8Array): SourceText {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  return { file, text, digest: sha256Hex(text) }
}
