import type { ArgumentReader, Snapshot } from '../../engine/index.ts'
import { RegestaError } from '../../errors.ts'
import { type Answer, formatDay, parseDay } from '../../time/index.ts'
import { enumName } from '../builder.ts'
import { Faults, notOneOf } from '../faults.ts'
import { checkedSubjectKinds } from '../points/names.ts'
import { type DateRange, daysOf } from './date-range.ts'
import { type Facet, isOfWords } from './facet.ts'
import type { FilterArgs } from './filter-args.ts'
import { ORDERS, type Order } from './order.ts'

/** The arguments that every list has, by the names by which they are given as text; the facets of a domain are others. */
export const LIST_ARGUMENTS = [
  'kinds',
  'subject',
  'search',
  'source',
  'valid',
  'valid.sure',
  'known',
  'known.sure',
  'certainty',
  'order',
] as const

/** The arguments of a list, read from text. */
export type GivenList = {
  readonly args: FilterArgs
  readonly kinds: readonly string[] | undefined
  readonly certainty: readonly Answer[] | undefined
  readonly order: Order | undefined
  /** The same as text: equal where they ask the same, in a fixed order, without what was not given. */
  readonly canonical: readonly (readonly [name: string, text: string])[]
}

/**
 * Reads the arguments of lists. Ranges of days are written `2025-01-01..2025-12-31`, either end open; words as they are or as
 * GraphQL has them (`agreement`, `AGREEMENT`), repeated or with commas between them; names are repeated only. Its faults are
 * kept by the reader.
 */
export function readGivenList(
  reader: ArgumentReader,
  chronicle: Snapshot,
  facets: readonly Facet[],
): GivenList {
  const faults = new Faults()
  const givenKinds = reader.list('kinds')
  const kinds = reader.from(() => {
    const checked = checkedSubjectKinds(chronicle, givenKinds, faults)
    faults.check()
    return checked && [...new Set(checked)]
  })
  const certainty = wordsOf(reader, 'certainty', 'E_CERTAINTY', ANSWERS)
  const [order] = wordsOf(reader, 'order', 'E_ORDER', ORDERS) ?? []
  const single = {
    subject: reader.one('subject'),
    search: reader.one('search'),
    source: reader.one('source'),
  }
  const ranges = { valid: readRange(reader, 'valid'), known: readRange(reader, 'known') }
  const ofFacets = facets.flatMap((facet) => {
    const value = readFacet(reader, facet)
    return value === undefined ? [] : [[facet.name, value] as const]
  })
  const given = Object.entries({ ...single, ...ranges }).filter(([, value]) => value !== undefined)
  return {
    args: Object.fromEntries([...given, ...ofFacets]),
    kinds,
    certainty,
    order,
    canonical: [
      ...pairsOf('kinds', kinds && [kinds.toSorted().join(',')]),
      ...Object.entries(single).flatMap(([name, text]) => pairsOf(name, text === undefined ? [] : [text])),
      ...Object.entries(ranges).flatMap(([name, range]) => rangeAsText(name, range)),
      ...pairsOf('certainty', certainty && [ANSWERS.filter((each) => certainty.includes(each)).join(',')]),
      ...pairsOf('order', order && [order]),
      ...ofFacets.flatMap(([name, value]) =>
        pairsOf(name, typeof value === 'string' ? [value] : value.toSorted()),
      ),
    ],
  }
}

const ANSWERS: readonly Answer[] = ['definitely', 'possibly', 'unknown', 'no']

function pairsOf(
  name: string,
  texts: readonly string[] | undefined,
): readonly (readonly [name: string, text: string])[] {
  return (texts ?? []).map((text) => [name, text] as const)
}

/** The words of an argument, each as it is in the code; an unknown one adds a fault and is left out. */
function wordsOf<T extends string>(
  reader: ArgumentReader,
  name: string,
  code: string,
  words: readonly T[],
): readonly T[] | undefined {
  return reader.list(name)?.flatMap((given) => {
    const found = words.find((word) => word === given || enumName(word) === given)
    if (found === undefined) reader.add(code, name, notOneOf(given, words))
    return found ?? []
  })
}

function readFacet(reader: ArgumentReader, facet: Facet): string | readonly string[] | undefined {
  const { name } = facet
  if (facet.type === 'name') {
    if (facet.every !== true) return reader.one(name)
    const all = reader.given.all(name)
    return all.length === 0 ? undefined : all
  }
  if (!isOfWords(facet.accepts)) return reader.list(name)
  const words = new Set([...facet.accepts.words.values()].flat())
  return wordsOf(reader, name, facet.code, [...words])
}

function readRange(reader: ArgumentReader, name: string): DateRange | undefined {
  const text = reader.one(name)
  const sure = reader.read(`${name}.sure`, (text) => {
    if (text === 'true' || text === 'false') return text === 'true'
    throw new RegestaError('E_BOOLEAN', 'invalid', `"${text.slice(0, 80)}": expected true or false`)
  })
  if (text === undefined) {
    if (sure !== undefined)
      reader.add('E_RANGE', `${name}.sure`, `expected ${reader.given.say(name)} beside it`)
    return undefined
  }
  return reader.from(() => {
    const faults = new Faults()
    const range = { ...daysIn(text), ...(sure !== undefined && { sure }) }
    daysOf(name, range, faults)
    faults.check()
    return range
  }, name)
}

/** One day, or a range with an end at least. @example daysIn('2025-01-01..') // { from: parseDay('2025-01-01') } */
function daysIn(text: string): DateRange {
  const [from, to = from, ...more] = text.split('..')
  if (more.length > 0 || (from === '' && to === ''))
    throw new RegestaError(
      'E_RANGE',
      'invalid',
      `"${text.slice(0, 80)}": expected a day, or a range of days like 2025-01-01..2025-12-31, of which either end may be left out`,
    )
  return { ...(from && { from: parseDay(from) }), ...(to && { to: parseDay(to) }) }
}

function rangeAsText(name: string, range: DateRange | undefined) {
  if (range === undefined) return []
  const day = (each: DateRange['from']) => (each == null ? '' : formatDay(each))
  return [
    ...pairsOf(name, [`${day(range.from)}..${day(range.to)}`]),
    ...pairsOf(`${name}.sure`, range.sure === true ? ['true'] : []),
  ]
}
