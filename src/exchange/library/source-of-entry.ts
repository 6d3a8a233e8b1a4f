import { basename } from 'node:path'
import { type SourceKind, type SourcePayload, type Subject, sourceRegistered } from '../../event/index.ts'
import { slugOfTexts } from '../mapped-table/index.ts'
import type { CslItemRead, CslNameRead, LibraryEntry } from '../reading/index.ts'
import { dayIn, publishedIn } from './dates.ts'

/** The registration of a source that an entry of a library comes to, and what of the entry has no field, in lines. */
export type EntrySource = {
  readonly key: string
  readonly subject: Subject
  readonly payload: SourcePayload
  readonly event: object
  readonly lost: readonly string[]
}

/** What sort of document each type of CSL is; the others are named by their own words. */
const KINDS: Readonly<Record<string, SourceKind>> = {
  article: 'article',
  'article-journal': 'article',
  'article-magazine': 'article',
  'article-newspaper': 'article',
  bill: 'legal-text',
  book: 'book',
  interview: 'transcript',
  legislation: 'legal-text',
  personal_communication: 'letter',
  regulation: 'legal-text',
  report: 'report',
  speech: 'speech',
  treaty: 'legal-text',
}

/** The words beside a type by which our own citations say what sort of document it is. */
const GENRES: Readonly<Record<string, SourceKind>> = {
  'press release': 'press-release',
  transcript: 'transcript',
  statement: 'statement',
  speech: 'speech',
  'legal text': 'legal-text',
  letter: 'letter',
}

/**
 * An entry as a source: title, authors, publisher or what contains it, language, address, dates. Of a file that this program
 * wrote, sources keep their keys, and `titled` finds the others by their titles, for what they are part or translation of.
 */
export function sourceOfEntry(
  { key, item, date, others }: LibraryEntry,
  file: string,
  titled: (title: string) => Subject | undefined,
): EntrySource {
  const lost: string[] = []
  const lose = (name: string, value: string | undefined) => {
    if (value !== undefined && value !== '') lost.push(`${name}: ${value}`)
    return undefined
  }
  const own = ownKey(item)
  const subject = own ?? `source/${slugOfTexts([key]) || 'unnamed'}`
  const { kind, medium } = formOf(item)
  const { publisher, container } = publisherIn(item, kind)
  const partOf = own !== undefined && container !== undefined ? titled(container) : undefined
  if (partOf === undefined) lose('container-title', container)
  if (kind !== undefined && KINDS[item.type ?? ''] === kind && !OUT_TYPES.has(item.type ?? ''))
    lose('type', item.type)
  const original = item['original-title']
  const translationOf = own !== undefined && original !== undefined ? titled(original) : undefined
  if (translationOf === undefined) lose('original-title', original)
  const language = languageIn(item.language)
  if (language === undefined) lose('language', item.language)
  const address = addressIn(item)
  if (address !== item.URL) lose('URL', item.URL)
  if (item.DOI !== undefined && address !== addressOfDoi(item.DOI)) lose('DOI', item.DOI)
  const accessed = item.accessed === undefined ? undefined : dayIn(item.accessed)
  if (accessed === undefined && item.accessed !== undefined) lose('accessed', JSON.stringify(item.accessed))
  const published = publishedIn(
    { ...(item.issued && { issued: item.issued }), ...(date !== undefined && { date }) },
    own !== undefined,
  )
  if (published.remark !== undefined) lost.push(published.remark)
  for (const [name, value] of Object.entries(others)) lose(name, value)
  const byline = (item.author ?? []).map(nameInWords).filter((name) => name !== '')
  const title = plain(item.title)
  const payload: SourcePayload = {
    label: item['citation-label'] ?? key,
    ...(title !== undefined && { title }),
    ...(publisher !== undefined && { publisher }),
    ...(byline.length > 0 && { byline }),
    ...(kind !== undefined && { kind }),
    ...(medium !== undefined && { medium }),
    ...(language !== undefined && { language }),
    ...(address !== undefined && { address }),
    ...(accessed !== undefined && { accessed }),
    ...(translationOf !== undefined && { translationOf }),
    ...(partOf !== undefined && { partOf }),

    published: published.bound,
  }
  const locator = `record ${key} of ${basename(file)}`
  const event = {
    type: sourceRegistered.type,
    subject,
    payload,
    evidence: [{ source: subject, locator, role: 'title' }],
  }
  return {
    key,
    subject,
    payload,
    event,
    lost: lost.map((line) => (line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line)),
  }
}

/** Characters of a line on what has no field. */
const LONGEST = 300

/** The types under which our own citations name the kinds that they are read as. */
const OUT_TYPES: ReadonlySet<string> = new Set([
  'article-newspaper',
  'book',
  'personal_communication',
  'report',
  'speech',
])

/** The key of a source, where the item was written by this program. */
export function ownKey({ id }: CslItemRead): Subject | undefined {
  return /^source\/[a-z0-9][a-z0-9-]*$/.test(String(id)) ? String(id) : undefined
}

function formOf({ type = 'document', genre }: CslItemRead): {
  readonly kind?: SourceKind
  readonly medium?: string
} {
  const byGenre = genre === undefined ? undefined : GENRES[genre.toLowerCase()]
  const kind = KINDS[type] ?? byGenre
  if (kind !== undefined) return { kind, ...(genre !== undefined && byGenre !== kind && { medium: genre }) }
  const medium = genre ?? (type === 'document' ? undefined : type.replace(/[-_]/g, ' '))
  return medium === undefined ? {} : { kind: 'other', medium }
}

/** Who published it; of an article, what it appeared in. `container` is what else contains it. */
function publisherIn(
  item: CslItemRead,
  kind: SourceKind | undefined,
): { readonly publisher?: string; readonly container?: string } {
  const [publisher, container] = [plain(item.publisher), plain(item['container-title'])]
  if (publisher === undefined)
    return container === undefined ? {} : kind === 'article' ? { publisher: container } : { container }
  return { publisher, ...(container !== undefined && { container }) }
}

/** The text without the marks of italics and the like. */
function plain(text: string | undefined): string | undefined {
  const bare = text
    ?.replace(/<\/?(?:i|b|em|strong|sup|sub|sc|span)\b[^>]*>/gi, '')
    .replace(/\s+/g, ' ')
    .trim()
  return bare === '' ? undefined : bare
}

function nameInWords(name: CslNameRead): string {
  if (name.literal !== undefined) return name.literal.trim()
  // In these scripts the family comes first, with nothing between.
  const whole = `${name.family ?? ''}${name.given ?? ''}`
  if (/^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}ー]+$/u.test(whole)) return whole
  const parts = [
    name.given,
    name['dropping-particle'],
    name['non-dropping-particle'],
    name.family,
    name.suffix,
  ]
  return parts.filter((part) => part !== undefined && part !== '').join(' ')
}

/** Languages as BibTeX names them besides their English names. */
const BY_NAME: Readonly<Record<string, string>> = {
  american: 'en-US',
  british: 'en-GB',
  ngerman: 'de',
  brazilian: 'pt-BR',
}
const CODES = 'ar de en es fr id it ja km ko lo ms nl pl pt ru th uk vi zh'.split(' ')

function languageIn(written: string | undefined): string | undefined {
  if (written === undefined) return undefined
  const names = new Intl.DisplayNames('en', { type: 'language' })
  const word = written.trim().toLowerCase()
  const named = BY_NAME[word] ?? CODES.find((code) => names.of(code)?.toLowerCase() === word)
  const tag = named ?? canonicalTag(written.trim().replaceAll('_', '-'))
  return sourceRegistered.payload.shape.language.safeParse(tag).success ? tag : undefined
}

function canonicalTag(written: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(written)[0]
  } catch {
    return undefined
  }
}

function addressIn({ URL: address, DOI }: CslItemRead): string | undefined {
  const isAddress = (text: string) => sourceRegistered.payload.shape.address.safeParse(text).success
  const candidates = [address?.trim(), DOI === undefined ? undefined : addressOfDoi(DOI)]
  return candidates.find((candidate) => candidate !== undefined && isAddress(candidate))
}

function addressOfDoi(doi: string): string {
  const name = doi.trim().replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, '')
  return `https://doi.org/${encodeURI(name)}`
}
