import { z } from 'zod'
import type { Sight } from '../timeline/index.ts'
import { pointSchema } from './global-id.ts'

/** A place in a timeline: the event that it is at, and from where the timeline was looked at. */
export type Cursor = { readonly sight: Sight; readonly event: string }

const cursorSchema = z.tuple([pointSchema.omit({ date: true }), z.string().regex(/^[0-9a-f]{64}$/)])

export function writeCursor({ sight: { knownAt, position, trusting }, event }: Cursor): string {
  const sight = { ...(knownAt !== undefined && { knownAt }), position, trusting }
  return Buffer.from(JSON.stringify([sight, event])).toString('base64url')
}

/** Reads a cursor; `undefined` where it is none of ours. */
export function readCursor(cursor: string): Cursor | undefined {
  try {
    const read = cursorSchema.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    return read.success ? { sight: read.data[0], event: read.data[1] } : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
