import { GraphQLError } from 'graphql'
import type { Builder } from './builder.ts'
import type { ApiContext, ChronicleEvent, ChronicleSource } from './context.ts'
import { readGlobalId } from './global-id.ts'
import { itemsBySubject } from './item.ts'
import type { NodeApi, NodeValue } from './node.ts'
import { labelOf, type ProvenanceApi } from './provenance.ts'

/** Finding things again: by a global id, an event by its digest, a source by its id or label. */
export function addLookups(builder: Builder, node: NodeApi, { event, source }: ProvenanceApi): void {
  builder.queryFields((t) => ({
    node: t.field({
      type: node,
      nullable: true,
      description: 'Anything by its global id. An item is found at the point that its id keeps.',
      args: { id: t.arg.id({ required: true }) },
      resolve: (_, { id }, context) => findNode(context, id) ?? notFound(id, 'names nothing here'),
    }),
    event: t.field({
      type: event,
      nullable: true,
      description: 'One event by its id: the hex SHA-256 of its canonical JSON.',
      args: { id: t.arg.id({ required: true }) },
      resolve: (_, { id }, context) =>
        findEvent(context, id) ?? notFound(id, 'is no event here; an event id is 64 hexadecimal digits'),
    }),
    source: t.field({
      type: source,
      nullable: true,
      description: 'One source by its id, like `source/vns-2025-12-04`, or by its label, like `002`.',
      args: { id: t.arg.id({ required: true }) },
      resolve: (_, { id }, context) =>
        findSource(context, id) ?? notFound(id, 'is no source here; see sources'),
    }),
    sources: t.field({
      type: [source],
      description: 'Every source of every chronicle, in the order in which they were registered.',
      resolve: (_, __, context) => [...allSources(context)],
    }),
  }))
}

function findNode(context: ApiContext, id: string): NodeValue | undefined {
  const read = readGlobalId(id)
  switch (read?.type) {
    case undefined:
      return undefined
    case 'event':
      return findEvent(context, id)
    case 'source':
      return findSource(context, id)
    case 'chronicle':
      return context.chronicles.get(id)
    case 'item': {
      const chronicle = context.chronicles.get(read.chronicle)
      if (chronicle === undefined || read.point.position > chronicle.position) return undefined
      return itemsBySubject({ chronicle, state: chronicle.at(read.point) }, [read.subject])[0]
    }
  }
}

function findEvent({ chronicles }: ApiContext, id: string): ChronicleEvent | undefined {
  for (const chronicle of chronicles.values()) {
    const recorded = chronicle.event(id)
    if (recorded !== undefined) return { chronicle, recorded }
  }
  return undefined
}

function findSource(context: ApiContext, id: string): ChronicleSource | undefined {
  return allSources(context).find(
    (source) => source.registration.event.subject === id || labelOf(source) === id,
  )
}

function allSources({ chronicles }: ApiContext): IteratorObject<ChronicleSource> {
  return chronicles
    .values()
    .flatMap((chronicle) => chronicle.registrations.map((registration) => ({ chronicle, registration })))
}

function notFound(id: string, why: string): never {
  throw new GraphQLError(`argument "id": "${id}" ${why}`, {
    extensions: { code: 'E_NOT_FOUND', category: 'notFound', argument: 'id' },
  })
}
