import { z } from 'zod'
import type { CivilDay } from '../../time/index.ts'
import type { Sight } from '../../visibility/index.ts'
import { pointSchema } from '../nodes/global-id.ts'

/** The lists that are paged. A cursor of one is none of another. */
export const PAGED = ['timeline', 'sources', 'items', 'differences'] as const
export type Paged = (typeof PAGED)[number]

/** From where a list is looked at; one of which no date is asked has none. */
export type Pin = Sight & { readonly date?: CivilDay }

/** A place in a list: what is there, by its key, and from where the list is looked at (a comparison, from two points). */
export type Cursor = { readonly list: Paged; readonly pins: readonly Pin[]; readonly key: string }

const pinSchema = pointSchema.extend({ date: pointSchema.shape.date.exactOptional() })
const cursorSchema = z.tuple([z.enum(PAGED), z.array(pinSchema).min(1).max(2), z.string().min(1).max(500)])

export function writeCursor({ list, pins, key }: Cursor): string {
  return Buffer.from(JSON.stringify([list, pins.map(inOrder), key])).toString('base64url')
}

/** Reads a cursor; `undefined` where it is none of ours. */
export function readCursor(cursor: string): Cursor | undefined {
  try {
    const read = cursorSchema.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    if (!read.success) return undefined
    const [list, pins, key] = read.data
    return { list, pins: pins.map(inOrder), key }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** Whether two lists are looked at from the same place. */
export function samePins(one: readonly Pin[], other: readonly Pin[]): boolean {
  return JSON.stringify(one.map(inOrder)) === JSON.stringify(other.map(inOrder))
}

/** The pin with its parts in one order, and no more than it has. */
function inOrder({ date, knownAt, position, trusting: { only, sides, without } }: Pin): Pin {
  return {
    ...(date !== undefined && { date }),
    ...(knownAt !== undefined && { knownAt }),
    position,
    trusting: { ...(only && { only }), ...(sides && { sides }), ...(without && { without }) },
  }
}
