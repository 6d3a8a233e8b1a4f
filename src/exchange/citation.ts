import canonicalize from 'canonicalize'
import { z } from 'zod'
import type { ReadModel } from '../engine/index.ts'
import { sha256Hex } from '../event/index.ts'
import type { QueriedPoint } from '../graphql/index.ts'
import { type CivilDay, formatDay, formatInstant, parseDay } from '../time/index.ts'

const hex = z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256: 64 hexadecimal digits')
const day = z.string().refine(isDay, 'expected a day, like 2026-11-21')
const position = z.int().nonnegative()
const names = z.array(z.string())

/** A citation of an answer: all that is needed to compute the answer again. In CSL-JSON it is `custom.regesta`. */
const citedSchema = z.strictObject({
  /** The version of this form. */
  citation: z.literal(1),
  /** The question, as GraphQL. */
  query: z.string().min(1),
  variables: z.record(z.string(), z.json()).exactOptional(),
  /** What counted as today, if the answer depends on it. */
  today: day.exactOptional(),
  /** Every point of the query, all clocks resolved. */
  points: z.array(
    z.strictObject({
      chronicle: z.string(),
      date: day,
      knownAt: day.exactOptional(),
      position,
      trusting: z
        .strictObject({
          only: names.exactOptional(),
          sides: names.exactOptional(),
          without: names.exactOptional(),
        })
        .exactOptional(),
    }),
  ),
  /** The ledgers that the answer rests on, each up to a position; `pinned` where the address gives it and not the query. */
  ledger: z
    .array(
      z.strictObject({
        chronicle: z.string(),
        position,
        root: hex,
        recordedAt: z.string().exactOptional(),
        pinned: z.boolean(),
      }),
    )
    .min(1),
  /** The SHA-256 of the canonical JSON (RFC 8785) of the answer's `data`. */
  answer: hex,
  /** The digest of the available texts of sources, where the answer depends on them. */
  texts: hex.exactOptional(),
  /** Who answered: the program with its version. */
  program: z.string(),
})

export type Cited = z.infer<typeof citedSchema>

/** The query string of the cited address: the question, and the pinned day and positions that it does not contain. */
export function searchParamsOf({ query, variables, today, ledger }: Cited): URLSearchParams {
  const places = ledger.filter(({ pinned }) => pinned).map((each) => `${each.chronicle}:${each.position}`)
  const at = [...(today === undefined ? [] : [today]), ...places.sort()].join(',')
  return new URLSearchParams({
    query,
    ...(variables && { variables: JSON.stringify(variables) }),
    ...(at !== '' && { at }),
  })
}

/** One digest over the digests of all texts, whatever their order. */
export function digestOfTexts(texts: Iterable<string>): string {
  return sha256Hex([...texts].sort().join('\n'))
}

type Date = { readonly 'date-parts': readonly (readonly number[])[] }

/** An answer as an item of CSL-JSON, the form that reference managers exchange (Citation Style Language 1.0.2). */
export type CslItem = {
  readonly id: string
  readonly type: 'dataset'
  readonly title: string
  readonly 'container-title': string
  readonly source: string
  readonly version: string
  readonly genre: string
  readonly issued?: Date
  readonly accessed: Date
  readonly URL?: string
  readonly note: string
  readonly custom: { readonly regesta: Cited }
}

/** The CSL-JSON item of a cited answer, accessed on that day (`2026-11-21`), with its URL if it has one. */
export function cslOf(cited: Cited, name: string | undefined, accessed: string, url?: string): CslItem {
  const { ledger, answer, program } = cited
  const issued = ledger
    .flatMap(({ recordedAt }) => recordedAt ?? [])
    .sort()
    .at(-1)
  const places = ledger.map((each) => `${each.chronicle}:${each.position}`)
  const digest = sha256Hex(JSON.stringify([cited.query, cited.variables, cited.today, places]))
  return {
    id: `${ledger.map(({ chronicle }) => chronicle).join('-')}-${digest.slice(0, 12)}`,
    type: 'dataset',
    title: titleOf(cited, name),
    'container-title': ledger.map(({ chronicle }) => chronicle).join(', '),
    source: program,
    version: places.join(', '),
    genre: 'answer to a GraphQL query',
    ...(issued !== undefined && { issued: dateOf(issued) }),
    accessed: dateOf(accessed),
    ...(url !== undefined && { URL: url }),
    note: [
      `answer SHA-256 ${answer}`,
      ...ledger.map(({ chronicle, position, root }) => `root of ${chronicle} at ${position} ${root}`),
    ].join('; '),
    custom: { regesta: cited },
  }
}

/** The parts of an item that identify what it cites. Reference managers may add or remove any others. */
export const cslSchema = z.looseObject({
  id: z.union([z.string(), z.number()]).exactOptional(),
  URL: z.url().exactOptional(),
  version: z.string().exactOptional(),
  note: z.string().exactOptional(),
  issued: z.unknown().exactOptional(),
  custom: z.looseObject({ regesta: citedSchema }),
})

/** A CSL date of `2026-11-21`, with or without a time after it. */
function isDay(text: string): boolean {
  try {
    return formatDay(parseDay(text)) === text
  } catch {
    return false
  }
}

function dateOf(text: string): Date {
  return { 'date-parts': [text.slice(0, 10).split('-').map(Number)] }
}

/** `WhatWasOpen` → `What was open`, followed by the dates of up to two points; without a name, it names the chronicles. */
function titleOf({ points, ledger }: Pick<Cited, 'points' | 'ledger'>, name: string | undefined): string {
  const days = [...new Set(points.map(wordsOf))]
  const what =
    name === undefined
      ? `An answer about ${ledger.map(({ chronicle }) => chronicle).join(', ')}`
      : spaced(name)
  return days.length === 0 || days.length > 2 ? what : `${what}, ${days.join(' and ')}`
}

function wordsOf({ date, knownAt }: Cited['points'][number]): string {
  return knownAt === undefined ? `as of ${date}` : `as of ${date} and known by ${knownAt}`
}

function spaced(name: string): string {
  const words = name.replaceAll('_', ' ').replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
  return words.slice(0, 1).toUpperCase() + words.slice(1).toLowerCase()
}

/** A citation in one line, for a footnote. */
export function footnoteOf(item: CslItem): string {
  const { ledger, answer, query } = item.custom.regesta
  const recorded = ledger.map(
    ({ chronicle, position, recordedAt }) =>
      `${chronicle}, recorded up to ${position}${recordedAt === undefined ? '' : ` (${recordedAt.slice(0, 10)})`}`,
  )
  const where = item.URL ?? `the question “${query.length > 300 ? `${query.slice(0, 300)}…` : query}”`
  const roots = ledger.map(({ position, root }) => `root at ${position}: ${root}`)
  return `“${item.title}”, ${recorded.join('; ')}, ${item.source}, ${where} (accessed ${dayOf(item)}). Answer: sha256 ${answer}; ledger ${roots.join(', ')}.`
}

function dayOf({ accessed }: CslItem): string {
  const [[year = 0, month = 0, day = 0] = []] = accessed['date-parts']
  return [String(year).padStart(4, '0'), ...[month, day].map((part) => String(part).padStart(2, '0'))].join(
    '-',
  )
}

/** Everything needed to get the same answer again. */
export type AnswerSource = {
  /** The query in normal form, and its operation's name if it has one. */
  readonly document: string
  readonly name: string | undefined
  /** Canonical JSON; empty if there are none. */
  readonly variables: string
  /** The day and the positions that the answer depends on. */
  readonly today: CivilDay | undefined
  readonly positions: ReadonlyMap<string, number>
  /** The one chronicle of the query, or else all open ones, each with its position, even if the answer depends on none. */
  readonly open: ReadonlyMap<string, number>
  readonly points: readonly QueriedPoint[]
  /** Whether it depends on which texts of sources are at hand. */
  readonly quotes: boolean
  /** The query string of the answer's own address; undefined if that would be too long. */
  readonly address: string | undefined
}

/** What a citation is made from: the open chronicles, one digest of the available texts, and the program's name. */
type Citing = {
  readonly chronicles: ReadonlyMap<string, ReadModel>
  readonly texts: string
  readonly program: string
}

/** The citation of an answer: its question, its points, and digests of the answer and of the ledgers that it rests on. */
export function cite(source: AnswerSource, data: unknown, { chronicles, texts, program }: Citing): Cited {
  const { document, variables, today, points, quotes } = source
  return {
    citation: 1,
    query: document,
    ...(variables !== '' && { variables: JSON.parse(variables) }),
    ...(today !== undefined && { today: formatDay(today) }),
    points: points.map(pointOf),
    ledger: [...ledgerPositionsOf(source)].map(([chronicle, position]) => {
      const recordedAt = chronicles.get(chronicle)?.recordedAt(position)
      return {
        chronicle,
        position,
        root: chronicles.get(chronicle)?.rootAt(position) ?? '',
        ...(recordedAt !== undefined && { recordedAt: formatInstant(recordedAt) }),
        pinned: source.positions.has(chronicle),
      }
    }),
    answer: sha256Hex(canonicalize(data) ?? ''),
    ...(quotes && { texts }),
    program,
  }
}

/**
 * The position up to which the answer rests on each ledger: the head that it depended on; without one, the latest position
 * in the query; without any, all that was recorded.
 */
export function ledgerPositionsOf({ positions, points, open }: AnswerSource): ReadonlyMap<string, number> {
  if (positions.size > 0) return positions
  const named = new Map<string, number>()
  for (const { chronicle, point } of points)
    named.set(chronicle, Math.max(point.position, named.get(chronicle) ?? 0))
  return named.size > 0 ? named : open
}

function pointOf({ chronicle, point }: QueriedPoint): Cited['points'][number] {
  const { date, knownAt, position, trusting } = point
  const { only, sides, without } = trusting
  const trusted = {
    ...(only && { only: [...only] }),
    ...(sides && { sides: [...sides] }),
    ...(without && { without: [...without] }),
  }
  return {
    chronicle,
    date: formatDay(date),
    ...(knownAt !== undefined && { knownAt: formatDay(knownAt) }),
    position,
    ...(Object.keys(trusted).length > 0 && { trusting: trusted }),
  }
}
