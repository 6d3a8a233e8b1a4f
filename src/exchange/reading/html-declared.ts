import type { Declared } from './document.ts'

/** The part of a page's document that is looked into. */
type Page = {
  querySelector(selector: string): PageElement | null
  querySelectorAll(selector: string): Iterable<PageElement>
}
type PageElement = { readonly textContent: string | null; getAttribute(name: string): string | null }

type Field = Declared['field']

/** Names of `<meta>`, in `name`, `property` or `itemprop`, that say something of the document, the best first. */
const METAS: readonly (readonly [Field, readonly string[]])[] = [
  ['title', ['citation_title', 'dc.title', 'dcterms.title', 'og:title', 'twitter:title']],
  ['publisher', ['citation_publisher', 'dc.publisher', 'dcterms.publisher', 'og:site_name', 'publisher']],
  ['byline', ['citation_author', 'dc.creator', 'dcterms.creator', 'author', 'article:author']],
  ['language', ['dc.language', 'dcterms.language', 'og:locale']],
  ['address', ['og:url', 'citation_public_url']],
  [
    'published',
    [
      'citation_publication_date',
      'dc.date',
      'dcterms.date',
      'dcterms.issued',
      'article:published_time',
      'datepublished',
      'pubdate',
      'date',
    ],
  ],
]

/** What a page says of itself, beside its text: each field in order of how much it is worth. */
export function declaredInPage(page: Page, html: string): readonly Declared[] {
  const headings = [...page.querySelectorAll('h1')].map(({ textContent }) => textContent)
  const times = page.querySelector('article time[datetime], time[datetime]')
  const saved = /<!-- saved from url=\(\d+\)(\S+) -->|^\s*url: (\S+)\s*$/m.exec(html.slice(0, 4_096))
  const found = [
    ...(headings.length === 1 ? [declared('title', headings[0], '<h1>')] : []),
    ...METAS.flatMap(([field, names]) => names.flatMap((name) => metasNamed(page, field, name))),
    ...linkedData(page),
    declared('title', page.querySelector('title')?.textContent, '<title>'),
    declared('language', page.querySelector('html')?.getAttribute('lang'), '<html lang>'),
    declared(
      'address',
      page.querySelector('link[rel=canonical]')?.getAttribute('href'),
      '<link rel=canonical>',
    ),
    declared('address', saved?.[1] ?? saved?.[2], 'the note of the browser that saved it'),
    declared('published', times?.getAttribute('datetime'), '<time>'),
    ...[...page.querySelectorAll('[rel=author], [itemprop=author]')].map((element) =>
      declared('byline', element.textContent, 'a link to its author'),
    ),
  ]
  return found.filter((each) => each !== undefined)
}

function metasNamed(page: Page, field: Field, name: string): readonly (Declared | undefined)[] {
  return [...page.querySelectorAll('meta[content]')].flatMap((meta) => {
    const own = ['name', 'property', 'itemprop'].map((attribute) =>
      meta.getAttribute(attribute)?.toLowerCase(),
    )
    return own.includes(name) ? [declared(field, meta.getAttribute('content'), `<meta ${name}>`)] : []
  })
}

/** One line of text; undefined of what is empty, or longer than any title. */
function declared(field: Field, value: unknown, by: string): Declared | undefined {
  const line = typeof value === 'string' ? value.replaceAll(/\s+/g, ' ').trim() : ''
  return line === '' || line.length > 1_000 ? undefined : { field, value: line, by }
}

/** What JSON-LD of schema.org says of an article or a page. */
function linkedData(page: Page): readonly (Declared | undefined)[] {
  return [...page.querySelectorAll('script[type="application/ld+json"]')].flatMap(({ textContent }) => {
    const things = listOf(parsed(textContent ?? '')).flatMap((thing) => [thing, ...listOf(thing['@graph'])])
    return things
      .filter((thing) => 'headline' in thing || 'datePublished' in thing)
      .flatMap((thing) => [
        declared('title', thing.headline, 'JSON-LD headline'),
        declared('published', thing.datePublished, 'JSON-LD datePublished'),
        declared('language', thing.inLanguage, 'JSON-LD inLanguage'),
        declared('publisher', nameOf(listOf(thing.publisher)[0]), 'JSON-LD publisher'),
        ...listOf(thing.author).map((author) => declared('byline', nameOf(author), 'JSON-LD author')),
      ])
  })
}

type Thing = Readonly<Record<string, unknown>>

function nameOf(thing: Thing | undefined): unknown {
  return thing?.name
}

/** The objects in a value that may be one, or a list; a word is the name of one. */
function listOf(value: unknown): readonly Thing[] {
  if (Array.isArray(value)) return value.flatMap(listOf)
  if (typeof value === 'string') return [{ name: value }]
  return typeof value === 'object' && value !== null ? [{ ...value }] : []
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
