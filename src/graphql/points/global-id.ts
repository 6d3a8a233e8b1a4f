import { z } from 'zod'
import type { Pin, Snapshot } from '../../engine/index.ts'
import { RegestaError } from '../../errors.ts'
import { type CivilDay, FIRST_DAY, formatDay, LAST_DAY, parseDay } from '../../time/index.ts'
import type { Point, Trust } from '../../visibility/index.ts'
import type { AtPoint } from './at-point.ts'

/** A point as an id names it. Without a position it moves with the ledger: it means the head when asked. */
export type NamedPoint = Omit<Point, 'position'> & { readonly position?: number }

/** Something at a point of a chronicle. */
export type NamedAtPoint = { readonly chronicle: string; readonly point: NamedPoint }

/** What an id names: a chronicle, or an event (by its digest), a source or an item (by its key) at a point of one. */
export type GlobalId =
  | { readonly type: 'chronicle'; readonly name: string; readonly pinned: Partial<Pin> }
  | ({ readonly type: 'event' | 'source' | 'item'; readonly name: string } & NamedAtPoint)
  /** As a person writes it: without a point it means the latest one. */
  | { readonly type: 'event' | 'source'; readonly name: string; readonly point?: undefined }

/**
 * The global id of something at a point: `meeting/x@japan-viet-nam,2025-05-01`, with the position, the known day and the
 * trust where the point names them: `…@japan-viet-nam:75,2025-05-01,known=2025-04-30,only=source/a.source/b`. Equal
 * points give equal ids.
 */
export function formatGlobalId(name: string, { chronicle, state, namesPosition }: AtPoint): string {
  const { date, knownAt, position, trusting } = state.point
  const place = namesPosition ? chronicle.placeOf(position) : undefined
  return `${name}@${[
    placed(chronicle.name, place),
    formatDay(date),
    ...(knownAt === undefined ? [] : [`known=${formatDay(knownAt)}`]),
    ...TRUST.flatMap((key) => trustPart(key, trusting[key])),
  ].join(',')}`
}

/**
 * The global id of a chronicle: its name, and what a request or a dry run pinned it to. Without a position it means the head
 * when asked, so an answer with it depends on the head.
 */
export function formatChronicleId(chronicle: Snapshot): string {
  const { position, today } = chronicle.named
  const place = position === undefined ? undefined : chronicle.placeOf(position)
  return [placed(chronicle.name, place), ...(today === undefined ? [] : [formatDay(today)])].join(',')
}

function placed(chronicle: string, place: string | undefined): string {
  return place === undefined ? chronicle : `${chronicle}:${place}`
}

const TRUST = ['only', 'sides', 'without'] as const

/** A list of names, in one order and each once. Without none is without nothing; only none is nothing at all. */
function trustPart(key: (typeof TRUST)[number], names: readonly string[] | undefined): readonly string[] {
  if (names === undefined || (key === 'without' && names.length === 0)) return []
  return [`${key}=${[...new Set(names)].sort().join('.')}`]
}

/** Parses a global id, of this or an earlier form; undefined where it is not valid. */
export function readGlobalId(id: string): GlobalId | undefined {
  const at = id.indexOf('@')
  if (at !== -1) return readAtPoint(id.slice(0, at), id.slice(at + 1))
  if (DIGEST.test(id)) return { type: 'event', name: id }
  if (id.startsWith('source/')) return { type: 'source', name: id }
  const [place = '', today, ...more] = id.split(',')
  const { chronicle, position } = readPlace(place) ?? {}
  const day = today === undefined ? undefined : readDay(today)
  if (chronicle === undefined || more.length > 0 || (today !== undefined && day === undefined))
    return undefined
  const pinned = { ...(position !== undefined && { position }), ...(day !== undefined && { today: day }) }
  return { type: 'chronicle', name: chronicle, pinned }
}

function readAtPoint(name: string, written: string): GlobalId | undefined {
  const type = DIGEST.test(name) ? 'event' : name.startsWith('source/') ? 'source' : 'item'
  const read = written.includes(',')
    ? readPoint(written)
    : type === 'item'
      ? readEarlierPoint(written)
      : undefined
  return read && { type, name, ...read }
}

function readPoint(written: string): NamedAtPoint | undefined {
  const [place = '', date = '', ...rest] = written.split(',')
  const [{ chronicle, position } = {}, day] = [readPlace(place), readDay(date)]
  const named = new Map(rest.map((part) => [part.split('=', 1)[0] ?? '', part.replace(/^[^=]*=?/, '')]))
  const isNamed = [...named.keys()].every((key) => ['known', ...TRUST].includes(key))
  const known = named.get('known')
  const knownAt = known === undefined ? undefined : readDay(known)
  if (chronicle === undefined || day === undefined || !isNamed) return undefined
  if (known !== undefined && knownAt === undefined) return undefined
  const trusting: Trust = Object.fromEntries(
    TRUST.flatMap((key) => {
      const names = named.get(key)
      return names === undefined ? [] : [[key, names === '' ? [] : names.split('.')]]
    }),
  )
  const point = {
    date: day,
    ...(knownAt !== undefined && { knownAt }),
    ...(position !== undefined && { position }),
    trusting,
  }
  return { chronicle, point }
}

/** A chronicle with a position or without. What a dry run made has no position that anyone could ask for. */
function readPlace(
  written: string,
): { readonly chronicle: string; readonly position: number | undefined } | undefined {
  const [, chronicle, position] = /^([^:]+)(?::(\d{1,15}))?$/.exec(written) ?? []
  if (chronicle === undefined) return undefined
  return { chronicle, position: position === undefined ? undefined : Number(position) }
}

function readDay(written: string): CivilDay | undefined {
  try {
    return parseDay(written)
  } catch (error) {
    if (error instanceof RegestaError) return undefined
    throw error
  }
}

const DIGEST = /^[0-9a-f]{64}$/

/** A day that a point can have. A forged id can name no other. */
const day = z.int().min(FIRST_DAY).max(LAST_DAY)
const names = z.array(z.string()).exactOptional()

/** A point in cursors, and in the earlier form of ids. */
export const pointSchema = z.strictObject({
  date: day,
  knownAt: day.exactOptional(),
  position: z.int().nonnegative(),
  trusting: z.strictObject({ only: names, sides: names, without: names }),
})

const earlierSchema = z.tuple([z.string(), pointSchema])

/** The point of an item's id as it was given until 2026-11: Base64url of JSON, always with a position. */
function readEarlierPoint(written: string): NamedAtPoint | undefined {
  try {
    const read = earlierSchema.safeParse(JSON.parse(Buffer.from(written, 'base64url').toString('utf8')))
    return read.success ? { chronicle: read.data[0], point: read.data[1] } : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
