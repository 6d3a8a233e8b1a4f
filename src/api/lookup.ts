import type { Builder } from './builder.ts'
import { type ApiContext, atHead, type StandingEvent, type StandingSource } from './context.ts'
import { badArgument, quoted } from './faults.ts'
import { readGlobalId } from './global-id.ts'
import { itemsBySubject } from './item.ts'
import type { NodeApi, NodeValue } from './node.ts'
import type { ProvenanceApi } from './provenance.ts'
import { isSourceNamed } from './source.ts'

/** Finding things again: by a global id, an event by its digest, a source by its id or label. */
export function addLookups(builder: Builder, node: NodeApi, { event, source }: ProvenanceApi): void {
  builder.queryFields((t) => ({
    node: t.field({
      type: node,
      nullable: true,
      description:
        'Anything by its global id. An item is found at the point that its id keeps. Null, with the error E_NOT_FOUND, where it names nothing.',
      args: { id: t.arg.id({ required: true, description: 'As the field `id` gives it.' }) },
      resolve: (_, { id }, context) =>
        findNode(context, id) ?? notFound(id, 'names nothing here; expected what a field `id` gave'),
    }),
    event: t.field({
      type: event,
      nullable: true,
      description:
        'One event by its id, as it reads from the head. Null, with the error E_NOT_FOUND, where there is none.',
      args: {
        id: t.arg.id({ required: true, description: 'The hex SHA-256 of its canonical JSON.' }),
      },
      resolve: (_, { id }, context) =>
        findEvent(context, id) ??
        notFound(id, 'is no event here; expected 64 hexadecimal digits, as because { id } gives them'),
    }),
    source: t.field({
      type: source,
      nullable: true,
      description:
        'One source, as it reads from the head. Null, with the error E_NOT_FOUND, where there is none.',
      args: {
        id: t.arg.id({
          required: true,
          description: 'Its id, like `source/vns-2025-12-04`, or its label, like `002`.',
        }),
      },
      resolve: (_, { id }, context) => findSource(context, id) ?? notFound(id, whatSources(context)),
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
      if (chronicle === undefined || !chronicle.reaches(read.point.position)) return undefined
      return itemsBySubject({ chronicle, state: chronicle.at(read.point) }, [read.subject])[0]
    }
  }
}

function findEvent({ chronicles }: ApiContext, id: string): StandingEvent | undefined {
  for (const chronicle of chronicles.values()) {
    const recorded = chronicle.event(id)
    if (recorded !== undefined) return { ...atHead(chronicle), recorded }
  }
  return undefined
}

function findSource(context: ApiContext, id: string): StandingSource | undefined {
  return allSources(context).find((source) => isSourceNamed(source, id))
}

function allSources({ chronicles }: ApiContext): IteratorObject<StandingSource> {
  return chronicles.values().flatMap((chronicle) => {
    const stand = atHead(chronicle)
    return chronicle.registrations.map((registration) => ({ ...stand, registration }))
  })
}

function whatSources(context: ApiContext): string {
  const some = allSources(context)
    .map(({ registration }) => registration.event.subject)
    .take(10)
  return `is no source here; there are ${[...some].join(', ')}`
}

function notFound(id: string, why: string): never {
  throw badArgument('E_NOT_FOUND', 'id', `${quoted(id)} ${why}`, 'notFound')
}
