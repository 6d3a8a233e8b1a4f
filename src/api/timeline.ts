import { type ResolveCursorConnectionArgs, resolveCursorConnection } from '@pothos/plugin-relay'
import { GraphQLError } from 'graphql'
import { z } from 'zod'
import type { Chronicle } from '../chronicle/index.ts'
import type { RecordedEvent } from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'
import type { ChronicleEvent, Stand } from './context.ts'

/** What of a timeline one wants to see. Days are whole: an event may lie on any of them, the last included. */
export type TimelineFilter = {
  readonly types?: readonly string[] | undefined
  readonly subject?: string | undefined
  readonly source?: string | undefined
  readonly from?: CivilDay | undefined
  readonly to?: CivilDay | undefined
  readonly order: 'valid' | 'recorded'
}

const cursorSchema = z.tuple([z.int().nonnegative(), z.string()])

/** The position that a cursor pins, so that the pages after it hold still while events arrive. */
export function pinnedBy(cursor: string): number {
  return readCursor(cursor)[0]
}

/**
 * A page of the events that can be seen from a stand, in order of valid time (undated ones first) or of
 * position. Cursors name the stand's position and an event, so that nothing shifts as events arrive.
 */
export function timelinePage(stand: Stand, filter: TimelineFilter, args: PageArgs) {
  const events = visibleEvents(stand, filter)
  const places = new Map(events.map(({ recorded }, index) => [recorded.id, index]))
  return resolveCursorConnection(
    {
      args,
      defaultSize: 20,
      maxSize: 100,
      toCursor: ({ recorded }: ChronicleEvent) => writeCursor(stand, recorded),
    },
    ({ before, after, limit, inverted }: ResolveCursorConnectionArgs) => {
      const start = after === undefined ? 0 : placeOf(places, after) + 1
      const end = before === undefined ? events.length : placeOf(places, before)
      const between = events.slice(start, Math.max(start, end))
      return inverted ? between.reverse().slice(0, limit) : between.slice(0, limit)
    },
  ).then((page) => page && { ...page, totalCount: events.length })
}

type PageArgs = {
  readonly first?: number | null | undefined
  readonly last?: number | null | undefined
  readonly after?: string | null | undefined
  readonly before?: string | null | undefined
}

function visibleEvents({ chronicle, state }: Stand, filter: TimelineFilter): ChronicleEvent[] {
  const seen = chronicle.events.filter(
    (recorded) => matches(recorded, filter) && state.view.exists(recorded.id) !== 'no',
  )
  const ordered = filter.order === 'recorded' ? seen : seen.toSorted(byValidTime)
  return ordered.map((recorded) => ({ chronicle, recorded }))
}

function matches({ event, valid }: RecordedEvent, filter: TimelineFilter): boolean {
  if (filter.types !== undefined && !filter.types.includes(event.type)) return false
  if (filter.subject !== undefined && filter.subject !== event.subject) return false
  if (filter.source !== undefined && !event.evidence?.some(({ source }) => source === filter.source))
    return false
  if (filter.from !== undefined && valid.end.latest <= filter.from) return false
  return filter.to === undefined || valid.begin.earliest <= filter.to
}

function byValidTime(a: RecordedEvent, b: RecordedEvent): number {
  const [one, other] = [a.valid.begin.earliest, b.valid.begin.earliest]
  return one === other ? a.position - b.position : one < other ? -1 : 1
}

function writeCursor({ state }: Stand, { id }: RecordedEvent): string {
  return Buffer.from(JSON.stringify([state.point.position, id])).toString('base64url')
}

function readCursor(cursor: string): readonly [number, string] {
  try {
    const read = cursorSchema.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    if (read.success) return read.data
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw badCursor(cursor)
}

function placeOf(places: ReadonlyMap<string, number>, cursor: string): number {
  const place = places.get(readCursor(cursor)[1])
  if (place === undefined) throw badCursor(cursor)
  return place
}

function badCursor(cursor: string): GraphQLError {
  return new GraphQLError(`"${cursor}" is not a cursor of this timeline; take one from pageInfo or an edge`, {
    extensions: { code: 'E_CURSOR', category: 'invalid' },
  })
}

/** The event types that a timeline can be asked for. */
export function typesOf(chronicle: Chronicle): readonly string[] {
  return [...chronicle.vocabulary.catalogue.keys()]
}
