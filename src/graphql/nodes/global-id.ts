import { z } from 'zod'
import { parseDay } from '../../time/index.ts'
import type { Point } from '../../visibility/index.ts'

/**
 * Global ids. An event's is its digest and a source's its subject: both say the same everywhere. An item
 * of a state is met again only at the point where it was met, so its id carries that point.
 */
export type GlobalId =
  | { readonly type: 'event'; readonly id: string }
  | { readonly type: 'source'; readonly id: string }
  | { readonly type: 'chronicle'; readonly id: string }
  | { readonly type: 'item'; readonly chronicle: string; readonly subject: string; readonly point: Point }

/** A day that a point can have: whoever forges an id names no other. */
const day = z.int().min(parseDay('0001-01-01')).max(parseDay('9999-12-31'))
const names = z.array(z.string()).exactOptional()

/** A point as ids and cursors carry it. */
export const pointSchema = z.strictObject({
  date: day,
  knownAt: day.exactOptional(),
  position: z.int().nonnegative(),
  trusting: z.strictObject({ only: names, sides: names, without: names }),
})

const pinnedSchema = z.tuple([z.string(), pointSchema])

export function itemId(chronicle: string, subject: string, point: Point): string {
  return `${subject}@${Buffer.from(JSON.stringify([chronicle, point])).toString('base64url')}`
}

/** Reads a global id; `undefined` where it is none of ours. */
export function readGlobalId(id: string): GlobalId | undefined {
  if (/^[0-9a-f]{64}$/.test(id)) return { type: 'event', id }
  const at = id.indexOf('@')
  if (at === -1) return id.startsWith('source/') ? { type: 'source', id } : { type: 'chronicle', id }
  try {
    const pinned = pinnedSchema.safeParse(
      JSON.parse(Buffer.from(id.slice(at + 1), 'base64url').toString('utf8')),
    )
    if (!pinned.success) return undefined
    const [chronicle, point] = pinned.data
    return { type: 'item', chronicle, subject: id.slice(0, at), point }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
