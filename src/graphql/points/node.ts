import { Snapshot } from '../../engine/index.ts'
import { kindOf } from '../../event/index.ts'
import type { Builder } from '../builder.ts'
import type { EventAtPoint, ItemAtPoint, SourceAtPoint } from './at-point.ts'
import { formatChronicleId, formatGlobalId } from './global-id.ts'

/** Everything that has a global id. */
export type NodeValue = Snapshot | EventAtPoint | SourceAtPoint | ItemAtPoint

/** Relay's `Node` interface. `typeNames` are the type names of the kinds of items, `rootName` that of a chronicle. */
export function addNode(builder: Builder, rootName: string, typeNames: ReadonlyMap<string, string>) {
  return builder.interfaceRef<NodeValue>('Node').implement({
    description: 'Anything with a global id.',
    fields: (t) => ({
      id: t.id({
        description:
          'Its global id, with its point: the date, and the position, known day and trust that were given. Without a position it means the latest one, whenever it is used.',
        resolve: globalIdOf,
      }),
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
  if (value instanceof Snapshot) return formatChronicleId(value)
  if ('recorded' in value) return formatGlobalId(value.recorded.id, value)
  if ('registration' in value) return formatGlobalId(value.source, value)
  return formatGlobalId(value.item.subject, value)
}
