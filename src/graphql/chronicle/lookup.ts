import type { Snapshot } from '../../engine/index.ts'
import { needs } from '../access.ts'
import type { Builder } from '../builder.ts'
import type { ApiContext } from '../context.ts'
import { badArgument, noSuchChronicle, quoted, thereAre } from '../faults.ts'
import { assume } from '../limits/sizes.ts'
import { atLatest, type EventAtPoint, itemsBySubject, type SourceAtPoint } from '../points/at-point.ts'
import { type NodeApi, type NodeValue, readGlobalId } from '../points/node.ts'
import { findSource, sourcesOfChronicle } from '../points/sources.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import { notePoint } from '../snapshots.ts'

/** Root fields that find one thing: anything by global id, an event by digest, a source by id or label. */
export function addLookups(builder: Builder, node: NodeApi, { event, source }: ProvenanceApi): void {
  builder.queryFields((t) => ({
    node: t.field({
      extensions: needs('reader'),
      type: node,
      nullable: true,
      description:
        'Finds anything by its global id. An item comes at the point that its id contains. Null with the error E_NOT_FOUND where the id names nothing, or E_WHICH_CHRONICLE for a source that several chronicles have.',
      args: { id: t.arg.id({ required: true, description: 'The value of a field `id`.' }) },
      resolve: (_, { id }, context) => findNode(context, id) ?? notFound(id, NAMES_NOTHING),
    }),
    nodes: t.field({
      extensions: { ...needs('reader'), ...assume({ by: 'ids' }) },
      type: [node],
      nullable: { list: false, items: true },
      description:
        'Finds several things by their global ids, in that order; 100 at most. An id that names nothing gives null with the error E_NOT_FOUND at its index.',
      args: { ids: t.arg.idList({ required: true, description: 'Values of fields `id`.' }) },
      resolve: (_, { ids }, context) => findNodes(context, ids.map(String)),
    }),
    event: t.field({
      extensions: needs('reader'),
      type: event,
      nullable: true,
      description:
        'Finds one event by its id, as it reads at the latest point. Null with the error E_NOT_FOUND where there is none.',
      args: {
        id: t.arg.id({ required: true, description: 'Its id: the hex SHA-256 of its canonical JSON.' }),
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
        'Finds one source, as it reads at the latest point. Null with the error E_NOT_FOUND where there is none. Several chronicles may have read the same document, each in its own way.',
      args: {
        id: t.arg.id({
          required: true,
          description: 'Its id, like `source/vns-2025-12-04`, or its label, like `002`.',
        }),
        chronicle: t.arg.id({
          required: false,
          description:
            'The chronicle to look in, by its id. Omitted: all of them; E_WHICH_CHRONICLE where several have the source.',
        }),
      },
      resolve: (_, { id, chronicle }, context) =>
        sourceIn(chroniclesOf(context, chronicle), id) ??
        notFound(id, sourcesListed(chroniclesOf(context, chronicle))),
    }),
  }))
}

/** How many ids one query may give. */
const MOST = 100

/** Resolves each id by itself, so that one that names nothing fails alone, at its own index. */
function findNodes(context: ApiContext, ids: readonly string[]): Promise<NodeValue>[] {
  if (ids.length > MOST)
    throw badArgument('E_TOO_MANY', 'ids', `expected ${MOST} ids at most, got ${ids.length}`)
  return ids.map(async (id, index) => findNode(context, id) ?? notFound(id, NAMES_NOTHING, `ids[${index}]`))
}

function findNode(context: ApiContext, id: string): NodeValue | undefined {
  const read = readGlobalId(id)
  switch (read?.type) {
    case undefined:
      return undefined
    case 'event':
      return findEvent(context, id)
    case 'source':
      return sourceIn([...context.chronicles.values()], id)
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

/** The chronicle with this id, or all of them where no id is given. Throws E_NOT_FOUND. */
function chroniclesOf(
  { chronicles, servedAt }: ApiContext,
  id: string | number | null | undefined,
): readonly Snapshot[] {
  if (id == null) return [...chronicles.values()]
  const chronicle = chronicles.get(String(id))
  if (chronicle !== undefined) return [chronicle]
  throw badArgument(
    'E_NOT_FOUND',
    'chronicle',
    noSuchChronicle(String(id), chronicles.keys(), servedAt),
    'notFound',
  )
}

/** The source with this id or label. Throws E_WHICH_CHRONICLE where several of the chronicles have it. */
function sourceIn(chronicles: readonly Snapshot[], id: string): SourceAtPoint | undefined {
  const found = chronicles.flatMap((chronicle) => findSource(chronicle, id) ?? [])
  if (found.length < 2) return found[0]
  const where = thereAre(found.map(({ chronicle }) => chronicle.name))
  const why = `${quoted(id)} is a source of several chronicles; say which by source(id, chronicle): ${where}`
  throw badArgument('E_WHICH_CHRONICLE', 'id', why)
}

function sourcesListed(chronicles: readonly Snapshot[]): string {
  const all = chronicles.flatMap(sourcesOfChronicle).map(({ registration }) => registration.event.subject)
  return `is no source here; ${thereAre(new Set(all))}`
}

const NAMES_NOTHING = 'names nothing here; expected what a field `id` gave'

function notFound(id: string, why: string, argument = 'id'): never {
  throw badArgument('E_NOT_FOUND', argument, `${quoted(id)} ${why}`, 'notFound')
}
