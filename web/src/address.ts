import { isoDay, parseIsoDay } from './days.ts'

/*
 * The address of a view is all that it shows: what can be seen can be sent. Whatever is not understood is reported, and the rest
 * stands.
 */

/** Where one stands: the two days, the position of the ledger, and whom one hears. */
export type PointAddress = {
  /** The valid day; undefined for today. */
  readonly date: number | undefined
  /** The known day; undefined where the clock filters nothing. */
  readonly known: number | undefined
  /** Undefined for the latest. */
  readonly position: number | undefined
  readonly only: readonly string[]
  readonly without: readonly string[]
  readonly sides: readonly string[]
}

/** What lists and lanes are narrowed by. */
export type Filters = {
  readonly search: string
  /** By the name of a filter, the words that may stand: `kinds`, `source`, and the roles of fields. */
  readonly words: Readonly<Record<string, readonly string[]>>
}

export type View = 'chronicles' | 'state' | 'compare' | 'sources' | 'thing'
export type LanesBy = 'kind' | 'side' | 'topic' | 'source'

export type Address = {
  readonly view: View
  /** Undefined in the list of chronicles alone. */
  readonly chronicle: string | undefined
  /** The subject of a thing, like `meeting/2025-04-28-summit`; a source is one, too. */
  readonly subject: string | undefined
  readonly at: PointAddress
  /** The second point of a comparison. */
  readonly to: PointAddress
  readonly filters: Filters
  readonly lanes: LanesBy
  /** The days between which the timeline is drawn; undefined for all that there is. */
  readonly span: readonly [from: number, to: number] | undefined
  /** Whether the clock of recording is shown. */
  readonly showsRecorded: boolean
  readonly isEmbedded: boolean
}

/** What of an address was not understood: which part, and what it says. */
export type AddressFault = {
  readonly code: 'E_PATH' | 'E_KIND' | 'E_ARGUMENT' | 'E_DATE' | 'E_POSITION' | 'E_CHOICE'
  readonly part: string
  readonly text: string
}

/** The names of filters by words: kinds, sources, and the roles that fields declare. */
export const FILTER_NAMES = ['kinds', 'source', 'topic', 'side', 'place', 'actor'] as const
/** What stands behind the `#` of an address that leads to the lists of its state: whoever follows it goes on there. */
export const LISTS = 'lists'
export const LANES: readonly LanesBy[] = ['kind', 'side', 'topic', 'source']

export const NOWHERE: PointAddress = {
  date: undefined,
  known: undefined,
  position: undefined,
  only: [],
  without: [],
  sides: [],
}

export const HOME: Address = {
  view: 'chronicles',
  chronicle: undefined,
  subject: undefined,
  at: NOWHERE,
  to: NOWHERE,
  filters: { search: '', words: {} },
  lanes: 'kind',
  span: undefined,
  showsRecorded: false,
  isEmbedded: false,
}

/** Paths of the server that are not the page's: a chronicle of such a name is at `/_`, and named in the query. */
const TAKEN: ReadonlySet<string> = new Set([
  'assets',
  'chronicles.json',
  'cite',
  'feeds',
  'graphql',
  'health',
  'metrics',
  'playground',
  'ready',
])

/** How long a text of an address may be that is repeated to whoever sent it, characters. */
const SHOWN = 60

/** The text of an address as it is repeated to whoever sent it. */
export function shortened(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}

/** What an address shows. */
export function parseAddress(url: URL): {
  readonly address: Address
  readonly faults: readonly AddressFault[]
} {
  const faults: AddressFault[] = []
  const fault = (code: AddressFault['code'], part: string, text: string) => {
    faults.push({ code, part, text: shortened(text) })
  }
  const search = url.searchParams
  const used = new Set<string>()
  const one = (name: string): string | undefined => {
    used.add(name)
    const given = search.getAll(name).filter((text) => text !== '')
    if (given.length > 1) fault('E_ARGUMENT', name, given.join(' '))
    return given[0]
  }
  const list = (name: string): readonly string[] => {
    used.add(name)
    return [...new Set(search.getAll(name).flatMap((text) => text.split(',')))].filter((text) => text !== '')
  }
  const day = (name: string): number | undefined => {
    const text = one(name)
    if (text === undefined) return undefined
    const found = parseIsoDay(text)
    if (found === undefined) fault('E_DATE', name, text)
    return found
  }
  const position = (name: string): number | undefined => {
    const text = one(name)
    if (text === undefined) return undefined
    if (/^\d{1,15}$/.test(text)) return Number(text)
    fault('E_POSITION', name, text)
    return undefined
  }
  const point = (prefix: string): PointAddress => ({
    date: day(prefix === '' ? 'date' : 'to'),
    known: day(`${prefix}known`),
    position: position(`${prefix}position`),
    only: list(`${prefix}only`),
    without: list(`${prefix}without`),
    sides: list(`${prefix}sides`),
  })
  const span = (): Address['span'] => {
    const text = one('span')
    if (text === undefined) return undefined
    const [from, to] = text.split('..').map(parseIsoDay)
    if (from !== undefined && to !== undefined && from < to) return [from, to]
    fault('E_DATE', 'span', text)
    return undefined
  }
  const lanes = (): LanesBy => {
    const text = one('lanes')
    const found = LANES.find((each) => each === text)
    if (text !== undefined && found === undefined) fault('E_CHOICE', 'lanes', text)
    return found ?? 'kind'
  }
  const words = Object.fromEntries(
    FILTER_NAMES.flatMap((name) => {
      const given = list(name)
      return given.length === 0 ? [] : [[name, given]]
    }),
  )
  const place = placeOf(url, fault)
  used.add('chronicle')
  const address: Address = {
    ...place,
    at: point(''),
    to: point('to-'),
    filters: { search: one('search') ?? '', words },
    lanes: lanes(),
    span: span(),
    showsRecorded: one('recorded') !== undefined,
    isEmbedded: one('embed') !== undefined,
  }
  for (const name of new Set(search.keys()))
    if (!used.has(name)) fault('E_ARGUMENT', name, search.get(name) ?? '')
  return { address, faults }
}

type Place = Pick<Address, 'view' | 'chronicle' | 'subject'>

/** What the path of an address leads to; a chronicle whose name is that of another path of the server is named in the query. */
function placeOf(url: URL, fault: (code: 'E_PATH', part: string, text: string) => void): Place {
  const parts = url.pathname.split('/').flatMap((part) => {
    if (part === '') return []
    try {
      return [decodeURIComponent(part)]
    } catch {
      fault('E_PATH', 'path', part)
      return []
    }
  })
  const [first, kind, ...slug] = parts
  const chronicle = first === undefined || first === '_' ? url.searchParams.get('chronicle') : first
  if (chronicle === null || chronicle === '')
    return { view: 'chronicles', chronicle: undefined, subject: undefined }
  if (kind === undefined) return { view: 'state', chronicle, subject: undefined }
  if (slug.length > 0) return { view: 'thing', chronicle, subject: `${kind}/${slug.join('/')}` }
  if (kind === 'compare' || kind === 'sources') return { view: kind, chronicle, subject: undefined }
  fault('E_PATH', 'path', kind)
  return { view: 'state', chronicle, subject: undefined }
}

/** The address of a view, from the root of the server: what is as it would be anyway is left out. */
export function formatAddress(address: Address): string {
  const { view, chronicle, subject } = address
  if (chronicle === undefined) return '/'
  const isTaken = TAKEN.has(chronicle)
  const place = view === 'thing' ? `/${(subject ?? '').split('/').map(encodeURIComponent).join('/')}` : ''
  const path = `/${isTaken ? '_' : encodeURIComponent(chronicle)}${view === 'compare' || view === 'sources' ? `/${view}` : place}`
  return `${path}${keptQuery(address, isTaken ? chronicle : undefined)}`
}

type Query = {
  readonly parts: readonly unknown[]
  readonly text: string
}

/** The last ones: most links of a list, a drawing or a bar differ in their paths alone. */
const queries: Query[] = []
const MOST_QUERIES = 8

/** What follows the path of an address; `chronicle` where the path does not name it. */
function keptQuery(address: Address, chronicle: string | undefined): string {
  const { view, at, to, filters, lanes, span, showsRecorded, isEmbedded } = address
  const parts = [
    chronicle,
    at,
    view === 'compare' ? to : undefined,
    filters,
    lanes,
    span,
    showsRecorded,
    isEmbedded,
  ]
  const kept = queries.find((query) => query.parts.every((part, nth) => part === parts[nth]))
  if (kept !== undefined) return kept.text
  const text = queryOf(address, chronicle)
  if (queries.length === MOST_QUERIES) queries.shift()
  queries.push({ parts, text })
  return text
}

function queryOf(address: Address, chronicle: string | undefined): string {
  const { view, at, to, filters, lanes, span } = address
  const pairs: (readonly [string, string])[] = [
    ...(chronicle === undefined ? [] : [['chronicle', chronicle] as const]),
    ...pointPairs('', at),
    ...(view === 'compare' ? pointPairs('to-', to) : []),
    ...(filters.search === '' ? [] : [['search', filters.search] as const]),
    ...FILTER_NAMES.flatMap((name) => listPair(name, filters.words[name] ?? [])),
    ...(lanes === 'kind' ? [] : [['lanes', lanes] as const]),
    ...(span === undefined ? [] : [['span', span.map(isoDay).join('..')] as const]),
    ...(address.showsRecorded ? [['recorded', '1'] as const] : []),
    ...(address.isEmbedded ? [['embed', '1'] as const] : []),
  ]
  if (pairs.length === 0) return ''
  // What needs no escape in a query stays readable (RFC 3986, 3.4).
  const query = new URLSearchParams(pairs.map(([name, text]) => [name, text])).toString()
  return `?${query.replaceAll('%2C', ',').replaceAll('%2F', '/')}`
}

function pointPairs(prefix: '' | 'to-', point: PointAddress): (readonly [string, string])[] {
  const { date, known, position, only, without, sides } = point
  return [
    ...(date === undefined ? [] : [[prefix === '' ? 'date' : 'to', isoDay(date)] as const]),
    ...(known === undefined ? [] : [[`${prefix}known`, isoDay(known)] as const]),
    ...(position === undefined ? [] : [[`${prefix}position`, `${position}`] as const]),
    ...listPair(`${prefix}only`, only),
    ...listPair(`${prefix}without`, without),
    ...listPair(`${prefix}sides`, sides),
  ]
}

function listPair(name: string, words: readonly string[]): (readonly [string, string])[] {
  // A comma within a word would part it: then each has a pair of its own.
  if (words.some((word) => word.includes(','))) return words.map((word) => [name, word])
  return words.length === 0 ? [] : [[name, words.join(',')]]
}
