import { z } from 'zod'
import { Snapshot } from '../../engine/index.ts'
import { kindOf } from '../../event/index.ts'
import { FIRST_DAY, LAST_DAY } from '../../time/index.ts'
import type { Point } from '../../visibility/index.ts'
import type { Builder } from '../builder.ts'
import type { EventAtPoint, ItemAtPoint, SourceAtPoint } from './at-point.ts'

/** Everything that has a global id. */
export type NodeValue = Snapshot | EventAtPoint | SourceAtPoint | ItemAtPoint

/** Relay's `Node` interface. `typeNames` are the type names of the kinds of items, `rootName` that of a chronicle. */
export function addNode(builder: Builder, rootName: string, typeNames: ReadonlyMap<string, string>) {
  return builder.interfaceRef<NodeValue>('Node').implement({
    description: 'Anything with a global id.',
    fields: (t) => ({
      id: t.id({ description: 'Its global id; that of an item contains its point.', resolve: globalIdOf }),
    }),
    resolveType: (value) => typeNameOf(value, rootName, typeNames),
  })
}

export type NodeApi = ReturnType<typeof addNode>

function typeNameOf(value: NodeValue, rootName: string, typeNames: ReadonlyMap<string, string>): string {
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
 * A global id. That of an event is its digest, that of a source its key, that of a chronicle its name: these do not
 * depend on a point. An item does, so its id contains its chronicle and point.
 */
type GlobalId =
  | { readonly type: 'event'; readonly id: string }
  | { readonly type: 'source'; readonly id: string }
  | { readonly type: 'chronicle'; readonly id: string }
  | { readonly type: 'item'; readonly chronicle: string; readonly subject: string; readonly point: Point }

/** A day that a point can have. A forged id can name no other. */
const day = z.int().min(FIRST_DAY).max(LAST_DAY)
const names = z.array(z.string()).exactOptional()

/** A point in ids and cursors. */
export const pointSchema = z.strictObject({
  date: day,
  knownAt: day.exactOptional(),
  position: z.int().nonnegative(),
  trusting: z.strictObject({ only: names, sides: names, without: names }),
})

const pinnedSchema = z.tuple([z.string(), pointSchema])

function itemId(chronicle: string, subject: string, point: Point): string {
  return `${subject}@${Buffer.from(JSON.stringify([chronicle, point])).toString('base64url')}`
}

/** Parses a global id; undefined where it is not valid. */
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
