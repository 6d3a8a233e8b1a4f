import type { Snapshot } from '../../engine/index.ts'
import type { Steps } from '../../state/index.ts'
import { needs } from '../access.ts'
import type { Builder } from '../builder.ts'
import type { ApiContext } from '../context.ts'
import { badArgument, noSuchChronicle, quoted, thereAre } from '../faults.ts'
import { inSteps } from '../limits/budget.ts'
import { assume } from '../limits/sizes.ts'
import {
  type AtPoint,
  atLatest,
  type EventAtPoint,
  eventsOf,
  itemsBySubject,
  type SourceAtPoint,
} from '../points/at-point.ts'
import { type GlobalId, type NamedAtPoint, readGlobalId } from '../points/global-id.ts'
import type { NodeApi, NodeValue } from '../points/node.ts'
import { sourceOf, sourceSteps } from '../points/sources.ts'
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
        'Finds anything by its global id, at the point that this names. Null with the error E_NOT_FOUND where the id names nothing, or E_WHICH_CHRONICLE for a source that several chronicles have.',
      args: { id: t.arg.id({ required: true, description: 'The value of a field `id`.' }) },
      resolve: async (_, { id }, context) => (await findNode(context, id)) ?? notFound(id, NAMES_NOTHING),
    }),
    nodes: t.field({
      extensions: { ...needs('reader'), ...assume({ by: 'ids' }) },
      type: [node],
      nullable: { list: true, items: true },
      description:
        'Finds several things by their global ids, in that order; 100 at most. An id that names nothing gives null with the error E_NOT_FOUND at its index. Null as a whole only with an error, for too many.',
      args: { ids: t.arg.idList({ required: true, description: 'Values of fields `id`.' }) },
      resolve: (_, { ids }, context) => findNodes(context, ids.map(String)),
    }),
    event: t.field({
      extensions: needs('reader'),
      type: event,
      nullable: true,
      description:
        'Finds one event by its digest or eight or more first digits of it, as it reads at the latest point, or by its id, as it reads at the point that this names. Null with the error E_NOT_FOUND where there is none.',
      args: {
        id: t.arg.id({ required: true, description: 'Its digest or id.' }),
      },
      resolve: async (_, { id }, context) =>
        (await eventNamed(context, id)) ??
        notFound(
          id,
          'is no event here; expected an id, or 64 hexadecimal digits, as because { id digest } gives them',
        ),
    }),
    source: t.field({
      extensions: needs('reader'),
      type: source,
      nullable: true,
      description:
        'Finds one source by its key or label, as it reads at the latest point, or by its id, as it reads at the point that this names. Null with the error E_NOT_FOUND where there is none. Several chronicles may have read the same document, each in its own way.',
      args: {
        id: t.arg.id({
          required: true,
          description: 'Its key, like `source/vns-2025-12-04`, its label, like `002`, or its id.',
        }),
        chronicle: t.arg.id({
          required: false,
          description:
            'The chronicle to look in, by its id. Omitted: all of them; E_WHICH_CHRONICLE where several have the source.',
        }),
      },
      resolve: async (_, { id, chronicle }, context) =>
        (await sourceNamed(context, id, chronicle)) ??
        notFound(id, await inSteps(context.budget, sourcesListed(await chroniclesOf(context, chronicle)))),
    }),
  }))
}

/** How many ids one query may give. */
const MOST = 100

/** Resolves each id by itself, so that one that names nothing fails alone, at its own index. */
function findNodes(context: ApiContext, ids: readonly string[]): Promise<NodeValue>[] {
  if (ids.length > MOST)
    throw badArgument('E_TOO_MANY', 'ids', `expected ${MOST} ids at most, got ${ids.length}`)
  const found: Promise<NodeValue>[] = []
  for (const [index, id] of ids.entries()) {
    const before = found.at(-1)
    found.push(
      nodeAfter(
        before,
        async () => (await findNode(context, id)) ?? notFound(id, NAMES_NOTHING, `ids[${index}]`),
      ),
    )
  }
  return found
}

/** One after the other, so that errors come in the order of the ids. */
async function nodeAfter(
  before: Promise<unknown> | undefined,
  find: () => Promise<NodeValue>,
): Promise<NodeValue> {
  await before?.catch(() => undefined)
  return find()
}

async function findNode(context: ApiContext, id: string): Promise<NodeValue | undefined> {
  const read = readGlobalId(id)
  switch (read?.type) {
    case undefined:
      return undefined
    case 'event':
      return eventNamed(context, id)
    case 'source':
      return sourceNamed(context, id)
    case 'chronicle':
      return context.chronicles.pinnedTo(read.name, read.pinned)
    case 'item': {
      const at = await atPointNamed(context, read)
      return at && itemsBySubject(at, [read.name])[0]
    }
  }
}

/** The point that an id names; undefined where its chronicle is not there, or has not reached its position. */
async function atPointNamed(
  { chronicles }: ApiContext,
  { chronicle: name, point }: NamedAtPoint,
): Promise<AtPoint | undefined> {
  const chronicle = await chronicles.get(name)
  if (chronicle === undefined || !chronicle.reaches(point.position ?? 0)) return undefined
  const state = chronicle.at({ ...point, position: point.position ?? chronicle.position })
  notePoint(chronicle, state.point)
  const namesPosition = point.position !== undefined || chronicle.pinned.position !== undefined
  return { chronicle, state, namesPosition }
}

/**
 * An event at the point of its id; by its digest alone, or the first digits of it that no other event of a chronicle begins
 * with, at the latest point of the chronicle that has it.
 */
async function eventNamed(context: ApiContext, id: string): Promise<EventAtPoint | undefined> {
  const read: GlobalId | undefined = START.test(id) ? { type: 'event', name: id } : readGlobalId(id)
  if (read?.type !== 'event') return undefined
  const points =
    read.point === undefined
      ? (await context.chronicles.all()).map(atLatest)
      : [await atPointNamed(context, read)]
  return points
    .flatMap((at) => (at === undefined ? [] : eventsOf(at, [read.name])))
    .find(({ recorded, state }) => recorded.position <= state.point.position)
}

const START = /^[0-9a-f]{8,63}$/

/** A source at the point of its id; by its key or label alone, at the latest point, of that chronicle or of any. */
async function sourceNamed(
  context: ApiContext,
  id: string,
  chronicle?: string | number | null | undefined,
): Promise<SourceAtPoint | undefined> {
  const read = readGlobalId(id)
  if (read?.type !== 'source' || read.point === undefined)
    return inSteps(context.budget, sourceIn(await chroniclesOf(context, chronicle), id))
  if (chronicle != null && String(chronicle) !== read.chronicle) return undefined
  const at = await atPointNamed(context, read)
  return at !== undefined && isRegistered(at, read.name) ? sourceOf(at, read.name) : undefined
}

/** Whether an event of the point registers a source, as written or as corrected there. */
function isRegistered({ state: { view, point } }: AtPoint, source: string): boolean {
  const recorded = view.registrationOf(source)
  if (recorded === undefined || recorded.position > point.position) return false
  return [recorded, ...view.versions(recorded.id).map(({ event }) => event)].some(
    ({ event }) => event.subject === source,
  )
}

/** The chronicle with this id, or all of them where no id is given. Throws E_NOT_FOUND. */
async function chroniclesOf(
  { chronicles, servedAt }: ApiContext,
  id: string | number | null | undefined,
): Promise<readonly Snapshot[]> {
  if (id == null) return chronicles.all()
  const chronicle = await chronicles.get(String(id))
  if (chronicle !== undefined) return [chronicle]
  throw badArgument(
    'E_NOT_FOUND',
    'chronicle',
    noSuchChronicle(String(id), chronicles.keys(), servedAt),
    'notFound',
  )
}

/** The source with this id or label. Throws E_WHICH_CHRONICLE where several of the chronicles have it. */
function* sourceIn(chronicles: readonly Snapshot[], id: string): Steps<SourceAtPoint | undefined> {
  const found: SourceAtPoint[] = []
  for (const chronicle of chronicles) found.push(...[(yield* sourceSteps(chronicle, id)) ?? []].flat())
  if (found.length < 2) return found[0]
  const where = thereAre(found.map(({ chronicle }) => chronicle.name))
  const why = `${quoted(id)} is a source of several chronicles; say which by source(id, chronicle): ${where}`
  throw badArgument('E_WHICH_CHRONICLE', 'id', why)
}

function* sourcesListed(chronicles: readonly Snapshot[]): Steps<string> {
  const all = new Set<string>()
  for (const chronicle of chronicles)
    for (const { event } of yield* chronicle.registrationSteps()) all.add(event.subject)
  return `is no source here; ${thereAre(all)}`
}

const NAMES_NOTHING = 'names nothing here; expected what a field `id` gave'

function notFound(id: string, why: string, argument = 'id'): never {
  throw badArgument('E_NOT_FOUND', argument, `${quoted(id)} ${why}`, 'notFound')
}
