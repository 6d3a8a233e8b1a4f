import type { RecordedEvent, SourceKind, SourcePayload, Subject } from '../event/index.ts'
import {
  addMonths,
  addYears,
  type Bound,
  type CivilDay,
  civilOf,
  type Days,
  parseDay,
  readBound,
} from '../time/index.ts'
import type { View } from '../visibility/index.ts'
import { means } from './dates.ts'
import { datePartsInWords, dayInWords } from './day-words.ts'
import { listedWithAnd, spaced } from './words.ts'

/** A date of CSL-JSON: a day, a month or a year, or words for what is none of these. */
type CslDate =
  | { readonly 'date-parts': readonly [readonly number[]]; readonly circa?: true }
  | { readonly literal: string }

/** A source as an item of CSL-JSON, the form that reference managers exchange (Citation Style Language 1.0.2). */
export type CslSource = {
  readonly id: string
  readonly type: string
  readonly 'citation-label': string
  readonly author?: readonly { readonly literal: string }[]
  readonly title?: string
  readonly 'original-title'?: string
  readonly 'container-title'?: string
  readonly publisher?: string
  readonly genre?: string
  readonly language?: string
  readonly issued?: CslDate
  readonly URL?: string
  readonly accessed?: CslDate
}

/** What CSL calls a source of each kind, and the words beside it where that does not say it all. */
const FORMS: Readonly<Record<SourceKind, { readonly type: string; readonly genre?: string }>> = {
  'press-release': { type: 'document', genre: spaced('press-release') },
  report: { type: 'report' },
  transcript: { type: 'document', genre: 'transcript' },
  statement: { type: 'document', genre: 'statement' },
  speech: { type: 'speech', genre: 'speech' },
  article: { type: 'article-newspaper' },
  'legal-text': { type: 'document', genre: spaced('legal-text') },
  book: { type: 'book' },
  letter: { type: 'personal_communication', genre: 'letter' },
  other: { type: 'document' },
}

/**
 * A source cited, as its registration reads from a point: in one line for a footnote, and as CSL-JSON. What it does not print
 * is left out; where it prints no date, the footnote has `n.d.`. A date that it does not print itself stands in brackets. The
 * titles of what it is a part or a translation of are given where their registrations are visible.
 *
 * @example citeSource(view, 'source/a1', registration).footnote // '“Talks in Port Arl”, Arl Post, 2 March 2024.'
 */
export function citeSource(
  view: View,
  source: Subject,
  registration: RecordedEvent,
): { readonly footnote: string; readonly csl: CslSource } {
  const facts = view.sourceFacts(registration)
  const { kind = 'other', medium, accessed, published } = facts
  const { type, genre = medium } = FORMS[kind]
  const cited = {
    ...{ source, facts, type, genre },
    whole: titleOf(view, facts.partOf),
    original: titleOf(view, facts.translationOf),
    issued: publicationDate(view.publishedOf(source) ?? readBound(published), published),
    read: accessed === undefined ? undefined : parseDay(accessed),
  }
  return { footnote: footnoteOf(cited), csl: cslOf(cited) }
}

/** All that is cited of a source. */
type Cited = {
  readonly source: Subject
  readonly facts: SourcePayload
  readonly type: string
  readonly genre: string | undefined
  /** The titles of what it is a part of and of what it translates. */
  readonly whole: string | undefined
  readonly original: string | undefined
  readonly issued: PublicationDate
  readonly read: CivilDay | undefined
}

function footnoteOf({ facts, genre, whole, original, issued, read }: Cited): string {
  const { label, byline = [], title, publisher, address } = facts
  const authors = listedWithAnd(byline)
  const translates = original && `translation of “${original}”`
  const heading = title === undefined ? translates : `“${title}”${translates ? ` (${translates})` : ''}`
  const name = authors ?? heading ?? publisher ?? label
  const readOn = read === undefined ? undefined : `accessed ${dayInWords(read)}`
  const where = address && readOn ? `${address} (${readOn})` : (address ?? readOn)
  const rest = [heading, genre, whole && `in “${whole}”`, publisher].filter((each) => each !== name)
  const line = [name, ...rest, issued.words, where].filter((each) => each !== undefined).join(', ')
  return `${line.replace(/\s+/g, ' ')}${line.endsWith('.') ? '' : '.'}`
}

function cslOf({ source, facts, type, genre, whole, original, issued, read }: Cited): CslSource {
  const { label, byline = [], title, publisher, language, address } = facts
  // What prints an article is for CSL what holds it.
  const isArticle = type === 'article-newspaper' && whole === undefined
  const container = isArticle ? publisher : whole
  return {
    id: source,
    type,
    'citation-label': label,
    ...(byline.length > 0 && { author: byline.map((literal) => ({ literal })) }),
    ...(title !== undefined && { title }),
    ...(original !== undefined && { 'original-title': original }),
    ...(container !== undefined && { 'container-title': container }),
    ...(publisher !== undefined && !isArticle && { publisher }),
    ...(genre !== undefined && { genre }),
    ...(language !== undefined && { language }),
    ...(issued.csl !== undefined && { issued: issued.csl }),
    ...(address !== undefined && { URL: address }),
    ...(read !== undefined && { accessed: { 'date-parts': [partsOfDay(read)] } }),
  }
}

/** The title of another source; undefined where it has none, or where no visible event registers it. */
function titleOf(view: View, source: Subject | undefined): string | undefined {
  const registration = source === undefined ? undefined : view.registrationOf(source)
  if (source === undefined || registration === undefined) return undefined
  const isVisible = view.visibleEvent(registration.id)?.subjects.includes(source) ?? false
  return isVisible ? view.sourceFacts(registration).title : undefined
}

/** When a source came out, in words and for CSL, which has none for what is undated. */
type PublicationDate = { readonly words: string; readonly csl?: CslDate }

function publicationDate(days: Days, written: Bound): PublicationDate {
  const { earliest, latest } = days
  if (latest === Infinity)
    return { words: earliest === -Infinity ? 'n.d.' : `n.d. (not before ${dayInWords(earliest)})` }
  const last = dayInWords(latest - 1)
  const isAsWritten = means(written, days)
  const parts = partsOf(days)
  if (parts === undefined) {
    const words = earliest === -Infinity ? `not after ${last}` : `between ${dayInWords(earliest)} and ${last}`
    return { words, csl: { literal: words } }
  }
  const isAbout = isAsWritten && /[~?%]/.test(written.edtf)
  const words = `${isAbout ? 'c. ' : ''}${datePartsInWords(parts)}`
  const isPrinted = isAsWritten && written.basis !== 'inferred'
  return {
    words: isPrinted ? words : `[${words}]`,
    csl: { 'date-parts': [parts], ...(isAbout && { circa: true }) },
  }
}

/** Year, month and day of one day; year and month of a whole month; the year of a whole year; else undefined. */
function partsOf({ earliest, latest }: Days): readonly number[] | undefined {
  if (!Number.isFinite(earliest)) return undefined
  const { year, month, day } = civilOf(earliest)
  if (latest === earliest + 1) return [year, month, day]
  if (day !== 1) return undefined
  if (latest === addMonths(earliest, 1)) return [year, month]
  return month === 1 && latest === addYears(earliest, 1) ? [year] : undefined
}

function partsOfDay(day: CivilDay): readonly number[] {
  const civil = civilOf(day)
  return [civil.year, civil.month, civil.day]
}
