import { sha256Hex } from '../event/index.ts'

/**
 * The text of a source, decoded from UTF-8, with the name of its file for messages. `problem` is why the file is no such text
 * and what to do, as in `a PDF; save its text …`.
 */
export type SourceText = {
  readonly file: string
  readonly text: string
  readonly digest: string
  readonly problem?: string
}

/** A text that a source was published with: when it was registered, or by a revision since. */
export type PublishedSourceText = SourceText & { readonly revised: boolean }

/** The texts that are available, by hex SHA-256. Without them everything but spans can be checked. */
export type Texts = ReadonlyMap<string, SourceText>

/** What a registration says of a text: hex SHA-256, and length in UTF-16 code units. */
export type TextFacts = { readonly digest: string; readonly length: number }

/** A text that no source is registered with, and the facts to register one; null where it cannot be, for that `problem`. */
export type UnregisteredText = {
  readonly file: string
  readonly text: TextFacts | null
  readonly problem?: string
}

/** The result of matching texts with registered sources by digest. */
export type TextMatch = {
  /** The available texts of each source that has any, the latest last. */
  readonly found: ReadonlyMap<string, readonly SourceText[]>
  /** Sources published with a text that is not available, sorted. */
  readonly missing: readonly string[]
  /** Texts that no source is registered with, sorted by file. */
  readonly unregistered: readonly UnregisteredText[]
}

/** Matches texts with sources, each given with the facts of all its texts, the latest last. */
export function matchTexts(
  texts: Texts,
  sources: Iterable<readonly [string, readonly TextFacts[]]>,
): TextMatch {
  const found = new Map<string, readonly SourceText[]>()
  const missing: string[] = []
  const claimed = new Set<string>()
  for (const [source, facts] of sources) {
    const here = facts.flatMap(({ digest }) => texts.get(digest) ?? [])
    for (const { digest } of here) claimed.add(digest)
    if (here.length > 0) found.set(source, here)
    if (here.length < facts.length) missing.push(source)
  }
  const unregistered = [...texts.values()]
    .filter(({ digest }) => !claimed.has(digest))
    .map(({ file, text, digest, problem = text === '' ? EMPTY : undefined }) =>
      problem === undefined ? { file, text: { digest, length: text.length } } : { file, text: null, problem },
    )
    .sort((a, b) => (a.file < b.file ? -1 : 1))
  return { found, missing: missing.sort(), unregistered }
}

/** The line of a payload that registers a source with this text, ready to be pasted: `text: { digest: …, length: 61 }`. */
export function registrationLine({ text, problem = NOT_UTF8 }: UnregisteredText): string {
  if (text === null) return problem
  return `text: { digest: ${yamlDigest(text.digest)}, length: ${text.length} }`
}

const NOT_UTF8 = 'not UTF-8; save it as UTF-8, and it can be registered'
const EMPTY = 'an empty file; put the text into it, or register the source without a text'

/** Texts given directly, each with the name that messages call it by. */
export function textsOf(files: Iterable<readonly [file: string, text: string]>): Texts {
  return new Map([...files].map(([file, text]) => [sha256Hex(text), { file, text, digest: sha256Hex(text) }]))
}

/** A digest as a YAML scalar: quoted where it could be read as a number. */
function yamlDigest(digest: string): string {
  return /[a-df]/.test(digest) ? digest : `"${digest}"`
}
