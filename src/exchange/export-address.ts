import { formatDay } from '../time/index.ts'
import type { Point } from '../visibility/index.ts'
import type { ExportAddress, Format } from './format.ts'

/** Where exports of a chronicle are. */
export type ExportPlace = {
  /** The address of all exports without a slash at its end, like `https://example.org/feeds`: the page is beside that. */
  readonly feeds: string
  readonly chronicle: string
  /** What follows the path in the address as it was asked, with its `?`; empty where nothing does. */
  readonly search: string
}

type Pairs = readonly (readonly [name: string, text: string])[]

/** The addresses of an export, its arguments in a fixed order: the point as it was resolved, the filters, its own, the page. */
export function writtenAddress(
  { feeds, chronicle, search }: ExportPlace,
  { path }: Format,
  parts: {
    readonly point: Pairs
    /** The part of the point that was given. */
    readonly given: Pairs
    readonly filters: Pairs
    readonly own: Pairs
    readonly page: Pairs
  },
): ExportAddress {
  const { point, given, filters, own, page } = parts
  const base = `${feeds}/${encodeURIComponent(chronicle)}`
  const at = (path: string, ...pairs: readonly Pairs[]) => `${base}${path}?${query(pairs.flat())}`
  const first = page.filter(([name]) => name === 'first')
  return {
    canonical: at(path, point, filters, own, page),
    self: `${base}${path}${search}`,
    home: at('.html', given, filters).replace(/\?$/, ''),
    pageOf: (subject) => {
      const site = /^(.*)\/feeds$/.exec(feeds)?.[1]
      if (site === undefined)
        return `${base}.html${subject === undefined ? '' : `?${query([['subject', subject]])}`}`
      const path = [chronicle, ...(subject?.split('/') ?? [])].map(encodeURIComponent)
      return `${site}/${path.join('/')}`
    },
    pageAfter: (cursor) => at(path, point, filters, own, first, [['after', cursor]]),
  }
}

/** A point as the arguments of an address, in a fixed order. */
export function pointPairs({ date, knownAt, position, trusting: { only, sides, without } }: Point): Pairs {
  const lists = Object.entries({ only, sides, without })
  return [
    ['date', formatDay(date)],
    ...(knownAt === undefined ? [] : [['knownAt', formatDay(knownAt)] as const]),
    ['position', `${position}`],
    ...lists.flatMap(([name, words]) => (words === undefined ? [] : [[name, words.join(',')] as const])),
  ]
}

function query(pairs: Pairs): string {
  // What needs no escape in a query stays readable (RFC 3986, 3.4).
  return new URLSearchParams(pairs.map(([name, text]) => [name, text]))
    .toString()
    .replaceAll('%2C', ',')
    .replaceAll('%2F', '/')
}

/** `japan-viet-nam.2025-05-01.at-412.csv`: what an export is saved as; names and days have no sign that a file name may not. */
export function fileNameOf(
  chronicle: string,
  { date, position }: Point,
  { path, ofAllDates }: Format,
): string {
  const ending = path.replace(/^\//, '.').replaceAll('/', '-')
  const on = ofAllDates === true ? '' : `.${formatDay(date)}`
  return `${chronicle.replaceAll(/[^\w-]/g, '-')}${on}.at-${position}${ending}`
}
