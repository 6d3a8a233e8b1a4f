import { datesIn, edtfOf } from './dates-in.ts'
import type { Declared, ForeignDocument } from './document.ts'

/** What a document probably gives for a field of its registration. */
export type DocumentFact = {
  readonly value: string
  /** Where the text prints it. */
  readonly span?: { readonly start: number; readonly end: number }
  /**
   * `printed`: its file says so, and the text has it; `declared`: only the file says so, and no reader sees it; `guessed`:
   * neither says that it is that.
   */
  readonly how: 'printed' | 'declared' | 'guessed'
  /** Where it comes from, in words. */
  readonly by: string
}

/** What a document says of itself, as far as can be told. `published` is a date in EDTF. */
export type DocumentFacts = {
  readonly [field in 'title' | 'publisher' | 'language' | 'address' | 'published']?: DocumentFact
} & { readonly byline: readonly DocumentFact[] }

/** How long a line may be that is guessed to be a title, and how far down a date that is guessed to be that of the document. */
const LONGEST_TITLE = 200
const HEAD = 1_500

/** What a document gives of title, publisher, byline, language, address and date, each with its place and where it is from. */
export function documentFacts(document: ForeignDocument): DocumentFacts {
  const declared = (field: Declared['field']) => document.declared.filter((each) => each.field === field)
  const title = best(document.text, declared('title')) ?? firstLine(document)
  const publisher = best(document.text, declared('publisher'))
  const language = languageOf(document.text, declared('language'))
  const address = declared('address').find(
    ({ value }) => /^https?:\/\/\S+$/.test(value) && URL.canParse(value),
  )
  const published = publishedOf(document, declared('published'))
  const bylines = declared('byline').filter(({ value }) => !/^https?:/.test(value))
  const byline = [...new Map(bylines.map((each) => [each.value, each])).values()].map((each) =>
    fact(document.text, each),
  )
  return {
    ...(title && { title }),
    ...(publisher && { publisher }),
    ...(language && { language }),
    ...(address && { address: fact('', address) }),
    ...(published && { published }),
    byline: byline.length > 0 ? byline : bylineLine(document),
  }
}

/** The first that the text prints, else the first. */
function best(text: string, declared: readonly Declared[]): DocumentFact | undefined {
  const facts = declared.map((each) => fact(text, each))
  return (
    facts.find(({ how }) => how === 'printed') ?? facts.find(({ span }) => span !== undefined) ?? facts[0]
  )
}

function fact(text: string, { value, by, guessed = false }: Declared): DocumentFact {
  const span = spanOf(text, value)
  const how = guessed ? 'guessed' : span === undefined ? 'declared' : 'printed'
  return { value, by, how, ...(span && { span }) }
}

/** Where the text first has these words, whatever white space is between them. */
function spanOf(text: string, words: string): DocumentFact['span'] {
  const escaped = words.split(/\s+/).map((word) => RegExp.escape(word))
  const found = new RegExp(
    `(?<![\\p{sc=Latin}\\p{N}])${escaped.join('\\s+')}(?![\\p{sc=Latin}\\p{N}])`,
    'u',
  ).exec(text)
  return found === null ? undefined : { start: found.index, end: found.index + found[0].length }
}

/** The first line that is not a date, if it is no sentence. */
function firstLine({ text, article }: ForeignDocument): DocumentFact | undefined {
  const from = article?.start ?? 0
  for (const { 0: line, index } of text.slice(from, from + HEAD).matchAll(/\S.*/g)) {
    const value = line.trim()
    if (datesIn(value)[0]?.words === value) continue
    if (value.length > LONGEST_TITLE || /[.。]$/.test(value)) return undefined
    const start = from + index
    return { value, span: { start, end: start + value.length }, how: 'guessed', by: 'the first line' }
  }
  return undefined
}

/** A line near the beginning that names who wrote it, as "By A. Ito" or "Bài: …". */
function bylineLine({ text }: ForeignDocument): readonly DocumentFact[] {
  const found =
    /^(?:By|Text by|Written by|Author:|Bài:|Tác giả:|Theo|文[:：]|取材[:：]|記者[:：])[ \u3000]?(\p{L}.{1,80})$/mu.exec(
      text.slice(0, HEAD),
    )
  const value = found?.[1]?.trim()
  if (found === null || value === undefined) return []
  const start = found.index + found[0].indexOf(value)
  return [
    { value, span: { start, end: start + value.length }, how: 'guessed', by: 'a line near its beginning' },
  ]
}

function languageOf(text: string, declared: readonly Declared[]): DocumentFact | undefined {
  for (const { value, by } of declared) {
    const tag = languageTag(value)
    if (tag !== undefined) return { value: tag, how: 'declared', by }
  }
  const share = (letters: RegExp) => (text.match(letters)?.length ?? 0) / text.length
  const guessed = (value: string, by: string): DocumentFact => ({ value, how: 'guessed', by })
  if (share(/[\p{sc=Hiragana}\p{sc=Katakana}]/gu) > 0.05) return guessed('ja', 'its kana')
  if (share(/\p{sc=Hangul}/gu) > 0.1) return guessed('ko', 'its letters')
  if (share(/[ăđơưạ-ỹ]/giu) > 0.05) return guessed('vi', 'its letters')
  if (share(/\b(?:the|of|and|to|in)\b/gi) > 0.02) return guessed('en', 'its words')
  return undefined
}

/** A language tag in the case that BCP 47 recommends; undefined of what is none. */
function languageTag(written: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(written.replaceAll('_', '-'))[0]
  } catch {
    return undefined
  }
}

/** The date that the file gives and the text prints; else that of the file; else the first whole date near the beginning. */
function publishedOf(document: ForeignDocument, declared: readonly Declared[]): DocumentFact | undefined {
  const { text, article } = document
  const printed = datesIn(text)
  for (const { value, by } of declared) {
    const day = /^\d{4}-\d{2}-\d{2}/.exec(value)?.[0] ?? value
    const edtf = edtfOf(day)
    if (edtf === undefined) continue
    const span = printed.find((date) => date.edtf === edtf || mayBe(date.words, edtf))
    if (span === undefined) return { value: edtf, how: 'declared', by }
    return { value: edtf, how: 'printed', by, span: { start: span.start, end: span.end } }
  }
  const from = Math.max(0, (article?.start ?? 0) - HEAD / 3)
  const isDay = /^\d{4}-\d{2}-\d{2}$/
  const first = printed.find(
    ({ start, edtf = '' }) => start >= from && start < from + HEAD && isDay.test(edtf),
  )
  if (first?.edtf === undefined) return undefined
  const { start, end, edtf } = first
  return { value: edtf, how: 'guessed', by: 'the first date near its beginning', span: { start, end } }
}

/** Whether a date in figures is that day, whichever of day and month it writes first. */
function mayBe(words: string, day: string): boolean {
  const [, one = '', other = '', year = ''] = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(words) ?? []
  const written = (first: string, last: string) =>
    [year, first.padStart(2, '0'), last.padStart(2, '0')].join('-')
  return [written(one, other), written(other, one)].includes(day)
}
