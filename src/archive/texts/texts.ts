import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256Hex } from '../../event/index.ts'
import { writeScalar } from '../yaml/write-scalar.ts'

/** A file of a folder of texts, decoded as UTF-8. */
export type SourceText = { readonly file: string; readonly text: string; readonly digest: string }

/** The texts at hand, by hex SHA-256; whoever lacks them can still check everything else. */
export type Texts = ReadonlyMap<string, SourceText>

/** A source as far as its texts go: digest and length of each text it was published with. */
export type TextFacts = { readonly digest: string; readonly length: number }

/** A text at hand that no source has, and what a source would be registered with; null for what is not UTF-8. */
export type Stranger = { readonly file: string; readonly text: TextFacts | null }

/** How the texts of a folder and the registered sources go together. */
export type TextMatch = {
  /** Text of each source that has one here. */
  readonly found: ReadonlyMap<string, SourceText>
  /** Sources registered with a text that is not here, sorted. */
  readonly missing: readonly string[]
  /** Texts here that no source has, sorted by file. */
  readonly strangers: readonly Stranger[]
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
  const strangers = [...texts.values()]
    .filter(({ digest }) => !claimed.has(digest))
    .map(({ file, text, digest }) => ({ file, text: isWhole(text) ? { digest, length: text.length } : null }))
    .sort((a, b) => (a.file < b.file ? -1 : 1))
  return { found, missing: missing.sort(), strangers }
}

/** The line of a payload that registers a source with this text, ready to be pasted: `text: { digest: …, length: 61 }`. */
export function registeringLine({ text }: Stranger): string {
  if (text === null) return 'not UTF-8; save it as UTF-8, and it can be registered'
  return `text: { digest: ${writeScalar(text.digest, true)}, length: ${text.length} }`
}

/** Whether all of a file could be decoded: what could not be stands in its text as U+FFFD. */
function isWhole(text: string): boolean {
  return !text.includes('\ufffd')
}

/** A text that is at hand otherwise, under the name it is to be called by. */
export function textsOf(files: Iterable<readonly [file: string, text: string]>): Texts {
  return new Map([...files].map(([file, text]) => [sha256Hex(text), { file, text, digest: sha256Hex(text) }]))
}

function textOf(file: string, bytes: Uint8Array): SourceText {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  return { file, text, digest: sha256Hex(text) }
}
