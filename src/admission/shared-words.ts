import { LRUCache } from 'lru-cache'
import { withoutMarks } from './folded-text.ts'
import type { SourceText } from './texts.ts'

/*
 * Which words in a row do two texts share? Words count as the same whatever their case, marks, quotes and hyphens, and
 * whatever white space parts them. Where no spaces part words, each character counts, and is half a word.
 */

/** A word of a text, or a character where no spaces part words: `[start, end)` in code units, and its hash. */
export type Token = {
  readonly start: number
  readonly end: number
  readonly weight: 1 | 2
  readonly hash: number
}

/** A run of words: `[start, end)` in the text, and how many words or characters it has. */
export type Run = {
  readonly start: number
  readonly end: number
  readonly length: number
  readonly of: 'words' | 'characters'
}

/** A run of this weight is borrowed: eight words, or sixteen characters. */
const TOO_MANY = 16
/** No run of fewer tokens has that weight. */
const FEWEST = 8

const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`
const TOKEN = new RegExp(
  `[${UNSPACED}]\\p{M}*|(?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+(?:['’](?:(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}])+)*`,
  'gu',
)
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u')

/** The words of a text, in order. */
export function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(TOKEN)].map(({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    ...(IS_UNSPACED.test(word)
      ? ({ weight: 1, hash: hashOf(word.normalize('NFKC')) } as const)
      : ({ weight: 2, hash: hashOf(withoutMarks(word).replace(/['’]/g, '').replaceAll('đ', 'd')) } as const)),
  }))
}

/** The runs of words that are borrowed of another text, each as long as it goes, in order. Cost: the words, and once the text. */
export function runsShared(tokens: readonly Token[], text: SourceText): readonly Run[] {
  if (tokens.length < FEWEST) return []
  const shared = stretchesOf(text)
  const runs: Run[] = []
  for (let from = 0; from + FEWEST <= tokens.length; from += 1) {
    let to = from
    while (to + FEWEST <= tokens.length && shared.has(hashOfRun(tokens, to))) to += 1
    if (to === from) continue
    const run = tokens.slice(from, to - 1 + FEWEST)
    const weight = run.reduce((sum, token) => sum + token.weight, 0)
    if (weight >= TOO_MANY) runs.push(runOf(run))
    from = to
  }
  return runs
}

/**
 * Whether two texts are copies of one article: they share half of the runs of eight words of the shorter, which has some
 * thirty words at least.
 */
export function areCopies(one: SourceText, other: SourceText): boolean {
  const [shorter, longer] = [stretchesOf(one), stretchesOf(other)].sort((a, b) => a.size - b.size)
  if (shorter === undefined || longer === undefined || shorter.size < 25) return false
  let shared = 0
  for (const hash of shorter) if (longer.has(hash)) shared += 1
  return shared * 2 >= shorter.size
}

function runOf(run: readonly Token[]): Run {
  const words = run.filter(({ weight }) => weight === 2).length
  const [of, length] = words > 0 ? (['words', run.length] as const) : (['characters', run.length] as const)
  return { start: run[0]?.start ?? 0, end: run.at(-1)?.end ?? 0, length, of }
}

/** Of texts of a million code units together, each run of eight tokens as its hash, by the digest of the text. */
const stretches = new LRUCache<string, ReadonlySet<number>>({ maxSize: 1_000_000 })

function stretchesOf({ text, digest }: SourceText): ReadonlySet<number> {
  const known = stretches.get(digest)
  if (known !== undefined) return known
  const tokens = tokensOf(text)
  const found = new Set<number>()
  for (let at = 0; at + FEWEST <= tokens.length; at += 1) found.add(hashOfRun(tokens, at))
  stretches.set(digest, found, { size: Math.max(1, text.length) })
  return found
}

/** 53 bits of eight tokens in a row. */
function hashOfRun(tokens: readonly Token[], from: number): number {
  let [one, other] = [0x811c9dc5, 0x9747b28c]
  for (let at = from; at < from + FEWEST; at += 1) {
    const hash = tokens[at]?.hash ?? 0
    one = Math.imul(one ^ hash, 0x01000193)
    one ^= one >>> 15
    other = Math.imul(other ^ hash, 0x85ebca6b)
    other ^= other >>> 13
  }
  return (one >>> 0) * 2 ** 21 + (other >>> 11)
}

/** FNV-1a over the code units. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < word.length; at += 1) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193)
  return hash
}
