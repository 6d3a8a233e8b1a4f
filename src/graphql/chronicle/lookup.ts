import type { Snapshot } from '../../engine/index.ts'
import { needs } from '../access/policy.ts'
import type { Builder } from '../builder.ts'
import type { ApiContext } from '../context.ts'
import { badArgument, quoted, thereAre } from '../faults.ts'
import { assume } from '../limits/sizes.ts'
import { atLatest, type EventAtPoint, itemsBySubject, type SourceAtPoint } from '../points/at-point.ts'
import { type NodeApi, type NodeValue, readGlobalId } from '../points/node.ts'
import { isSourceNamed } from '../points/sources.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import { notePoint } from '../snapshots.ts'
import { sourcesOf } from './sources.ts'

/** Finding things again: by a global id, an event by its digest, a source by its id or label. */
export function addLookups(builder: Builder, node: NodeApi, { event, source }: ProvenanceApi): void {
  builder.queryFields((t) => ({
    node: t.field({
      extensions: needs('reader'),
      type: node,
      nullable: true,
      description:
        'Anything by its global id. An item is found at the point that its id keeps. Null, with the error E_NOT_FOUND, where it names nothing; and with E_WHICH_CHRONICLE of a source that several chronicles have.',
      args: { id: t.arg.id({ required: true, description: 'As the field `id` gives it.' }) },
      resolve: (_, { id }, context) => findNode(context, id) ?? notFound(id, NAMELESS),
    }),
    nodes: t.field({
      extensions: { ...needs('reader'), ...assume({ by: 'ids' }) },
      type: [node],
      nullable: { list: false, items: true },
      description:
        'The same for several ids at once, 100 at most, in their order. Null, each with the error E_NOT_FOUND at its place, for those that name nothing.',
      args: { ids: t.arg.idList({ required: true, description: 'As fields `id` give them.' }) },
      resolve: (_, { ids }, context) => findNodes(context, ids.map(String)),
    }),
    event: t.field({
      extensions: needs('reader'),
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
      extensions: needs('reader'),
      type: source,
      nullable: true,
      description:
        'One source, as it reads from the head. Null, with the error E_NOT_FOUND, where there is none. An id is of a document: several chronicles may have read it, each in its own way.',
      args: {
        id: t.arg.id({
          required: true,
          description: 'Its id, like `source/vns-2025-12-04`, or its label, like `002`.',
        }),
        chronicle: t.arg.id({
          required: false,
          description:
            'As this chronicle has it, by its id. Omitted: as the only one has it that knows the source; where several do, E_WHICH_CHRONICLE.',
        }),
      },
      resolve: (_, { id, chronicle }, context) =>
        findSource(within(context, chronicle), id) ?? notFound(id, whatSources(within(context, chronicle))),
    }),
  }))
}

/** So many things may be asked for at once. */
const MOST = 100

/** Each by itself: one that names nothing fails alone, at its own place. */
function findNodes(context: ApiContext, ids: readonly string[]): Promise<NodeValue>[] {
  if (ids.length > MOST)
    throw badArgument('E_TOO_MANY', 'ids', `expected ${MOST} ids at most, got ${ids.length}`)
  return ids.map(async (id, index) => findNode(context, id) ?? notFound(id, NAMELESS, `ids[${index}]`))
}

function findNode(context: ApiContext, id: string): NodeValue | undefined {
  const read = readGlobalId(id)
  switch (read?.type) {
    case undefined:
      return undefined
    case 'event':
      return findEvent(context, id)
    case 'source':
      return findSource([...context.chronicles.values()], id)
    case 'chronicle':
      return context.chronicles.get(id)
    case 'item': {
      const chronicle = context.chronicles.get(read.chronicle)
      if (chronicle === undefined || !chronicle.reaches(read.point.position)) return undefined
      notePoint(chronicle, read.point)
      return itemsBySubject({ chronicle, state: chronicle.at(read.point) }, [read.subject])[0]
    }
  }
}

function findEvent({ chronicles }: ApiContext, id: string): EventAtPoint | undefined {
  for (const chronicle of chronicles.values()) {
    const recorded = chronicle.event(id)
    if (recorded !== undefined) return { ...atLatest(chronicle), recorded }
  }
  return undefined
}

/** The chronicle of this id, or all of them. Throws E_NOT_FOUND. */
function within({ chronicles }: ApiContext, id: string | number | null | undefined): readonly Snapshot[] {
  if (id == null) return [...chronicles.values()]
  const chronicle = chronicles.get(String(id))
  if (chronicle !== undefined) return [chronicle]
  const why = `${quoted(String(id))} is no chronicle here; ${thereAre(chronicles.keys())}`
  throw badArgument('E_NOT_FOUND', 'chronicle', why, 'notFound')
}

/** The source of this id or label. Each chronicle has sources of its own: throws E_WHICH_CHRONICLE where several do. */
function findSource(chronicles: readonly Snapshot[], id: string): SourceAtPoint | undefined {
  const found = chronicles.flatMap(
    (chronicle) => sourcesOf(chronicle).find((source) => isSourceNamed(source, id)) ?? [],
  )
  if (found.length < 2) return found[0]
  const where = thereAre(found.map(({ chronicle }) => chronicle.name))
  const why = `${quoted(id)} is a source of several chronicles; say which by source(id, chronicle): ${where}`
  throw badArgument('E_WHICH_CHRONICLE', 'id', why)
}

function whatSources(chronicles: readonly Snapshot[]): string {
  const all = chronicles.flatMap(sourcesOf).map(({ registration }) => registration.event.subject)
  return `is no source here; ${thereAre(new Set(all))}`
}

const NAMELESS = 'names nothing here; expected what a field `id` gave'

function notFound(id: string, why: string, argument = 'id'): never {
  throw badArgument('E_NOT_FOUND', argument, `${quoted(id)} ${why}`, 'notFound')
}
