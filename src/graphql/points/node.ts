import { z } from 'zod'
import { Snapshot } from '../../engine/index.ts'
import { kindOf } from '../../event/index.ts'
import { parseDay } from '../../time/index.ts'
import type { Point } from '../../visibility/index.ts'
import type { Builder } from '../builder.ts'
import type { EventAtPoint, ItemAtPoint, SourceAtPoint } from './at-point.ts'

/** Whatever a global id may name. */
export type NodeValue = Snapshot | EventAtPoint | SourceAtPoint | ItemAtPoint

/** Relay's `Node`; `typeNames` gives the schema's name of each kind of item, `rootName` that of a chronicle. */
export function addNode(builder: Builder, rootName: string, typeNames: ReadonlyMap<string, string>) {
  return builder.interfaceRef<NodeValue>('Node').implement({
    description: 'Anything with a global id.',
    fields: (t) => ({
      id: t.id({ description: 'A global id; an item’s keeps its point.', resolve: globalIdOf }),
    }),
    resolveType: (value) => typeNameOf(value, rootName, typeNames),
  })
}

export type NodeApi = ReturnType<typeof addNode>

export function typeNameOf(
  value: NodeValue,
  rootName: string,
  typeNames: ReadonlyMap<string, string>,
): string {
  if (value instanceof Snapshot) return rootName
  if ('recorded' in value) return 'Event'
  if ('registration' in value) return 'Source'
  return typeNames.get(kindOf(value.item.subject)) ?? 'Item'
}

function globalIdOf(value: NodeValue): string {
  if (value instanceof Snapshot) return value.name
  if ('recorded' in value) return value.recorded.id
  if ('registration' in value) return value.registration.event.subject
  return itemId(value.chronicle.name, value.item.subject, value.state.point)
}

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
