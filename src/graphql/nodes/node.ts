import { Snapshot } from '../../engine/index.ts'
import { kindOf } from '../../event/index.ts'
import type { Builder } from '../builder.ts'
import type { StandingEvent, StandingItem, StandingSource } from '../context.ts'
import { itemId } from './global-id.ts'

/** Whatever a global id may name. */
export type NodeValue = Snapshot | StandingEvent | StandingSource | StandingItem

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
