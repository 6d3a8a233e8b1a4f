import type { Snapshot } from '../chronicle/index.ts'
import { sourcesOf } from '../event/index.ts'
import { type CivilDay, formatDay, formatInstant } from '../time/index.ts'
import { type Sight, sightOf } from '../timeline/index.ts'
import { atHead, type Stand, type StandingEvent } from './context.ts'
import { type Cursor, readCursor, writeCursor } from './cursor.ts'
import { Faults, quoted } from './faults.ts'
import { checkPage, type PageArgs, pageOf } from './page.ts'
import { type PointArgs, standAt, trustOf } from './point.ts'
import { isSourceNamed, noSource, sourceNamed, sourceOf } from './source.ts'
import { type VisibleEvent, visibleEvents } from './visible-events.ts'

/** What of a timeline one wants to see. Days are whole: an event may lie on any of them, the last included. */
export type TimelineArgs = PageArgs &
  Omit<PointArgs, 'date'> & {
    readonly types?: readonly string[] | null | undefined
    readonly subject?: string | null | undefined
    readonly source?: string | null | undefined
    readonly from?: CivilDay | null | undefined
    readonly to?: CivilDay | null | undefined
    readonly order: 'valid' | 'recorded'
  }

/**
 * A page of the events that can be seen, in order of valid time (undated ones first) or of position. Cursors
 * name the event and from where one looked, so that nothing shifts as events arrive. Throws InvalidInput with
 * every fault of the arguments. Cost: one look at each event that can be seen from there, and that of
 * {@link visibleEvents} the first time.
 */
export function timelinePage(chronicle: Snapshot, args: TimelineArgs) {
  const faults = new Faults()
  checkPage(args, faults)
  checkFilter(chronicle, args, faults)
  const after = cursorOf('after', args.after, faults)
  const before = cursorOf('before', args.before, faults)
  const pinned = after ?? before
  if (after !== undefined && before !== undefined && !sameSight(after.sight, before.sight))
    faults.add('E_CURSOR', 'before', 'is of a timeline as seen from elsewhere than that of after')
  if (pinned !== undefined) checkPinned(chronicle, pinned.sight, args, faults)
  const stand = faults.from(() => standOf(chronicle, pinned?.sight, args))
  if (stand === undefined) throw faults.thrown()

  const all = visibleEvents(stand.state)[args.order].filter((event) => matches(event, stand, args))
  const start = placeOf(all, 'after', after, faults) ?? -1
  const end = placeOf(all, 'before', before, faults) ?? all.length
  faults.check()
  const { page, hasNextPage, hasPreviousPage } = pageOf(all, args, start, end)
  const edges = page.map(({ recorded }) => ({
    cursor: writeCursor({ sight: sightOf(stand.state.point), event: recorded.id }),
    node: { ...stand, recorded } satisfies StandingEvent,
  }))
  const [startCursor, endCursor] = [edges.at(0)?.cursor ?? null, edges.at(-1)?.cursor ?? null]
  return {
    edges,
    pageInfo: { hasNextPage, hasPreviousPage, startCursor, endCursor },
    totalCount: all.length,
  }
}

function standOf(chronicle: Snapshot, pinned: Sight | undefined, args: TimelineArgs): Stand {
  if (pinned === undefined) return standAt(chronicle, args)
  return { chronicle, state: chronicle.at({ date: chronicle.clock.today(), ...pinned }) }
}

function cursorOf(argument: string, cursor: string | null | undefined, faults: Faults): Cursor | undefined {
  if (cursor == null) return undefined
  const read = readCursor(cursor)
  if (read === undefined) faults.add('E_CURSOR', argument, notACursor(cursor))
  return read
}

/** A cursor brings its own clocks and trust; where they are asked for too, they must be the same. */
function checkPinned(chronicle: Snapshot, pinned: Sight, args: TimelineArgs, faults: Faults): void {
  const { knownAt, recordedAt, position, trusting } = args
  if (!chronicle.reaches(pinned.position))
    faults.add(
      'E_CURSOR',
      args.after == null ? 'before' : 'after',
      'is of a ledger that holds more than this one',
    )
  if (knownAt != null && knownAt !== pinned.knownAt)
    faults.add('E_CURSOR', 'knownAt', otherwise(formatDay(knownAt)))
  if (position != null && position !== pinned.position)
    faults.add('E_CURSOR', 'position', otherwise(String(position)))
  if (recordedAt != null) faults.add('E_CURSOR', 'recordedAt', otherwise(formatInstant(recordedAt)))
  if (trusting != null && canonical(trustOf(chronicle, trusting, faults)) !== canonical(pinned.trusting))
    faults.add('E_CURSOR', 'trusting', otherwise('another trust'))
}

function otherwise(asked: string): string {
  return `the cursor keeps where its timeline is seen from, and that is not ${asked}; leave this out`
}

function checkFilter(chronicle: Snapshot, { types, source, from, to }: TimelineArgs, faults: Faults): void {
  const { catalogue } = chronicle.vocabulary
  for (const type of types ?? [])
    if (!catalogue.has(type))
      faults.add('E_TYPE', 'types', `${quoted(type)} is not one of ${[...catalogue.keys()].join(', ')}`)
  if (source != null && sourceNamed(atHead(chronicle), source) === undefined)
    faults.add('E_UNKNOWN_SOURCE', 'source', noSource(source))
  if (from != null && to != null && to < from)
    faults.add('E_RANGE', 'to', `${formatDay(to)} lies before from, ${formatDay(from)}`)
}

function matches({ recorded, subjects, bounds }: VisibleEvent, stand: Stand, args: TimelineArgs): boolean {
  const { types, subject, source, from, to } = args
  if (types != null && !types.includes(recorded.event.type)) return false
  if (subject != null && !subjects.includes(subject)) return false
  if (source != null && !sourcesOf(recorded.event).some((id) => isSourceNamed(sourceOf(stand, id), source)))
    return false
  return bounds.some(
    ({ begin, end }) => (from == null || end.latest > from) && (to == null || begin.earliest <= to),
  )
}

function placeOf(
  all: readonly VisibleEvent[],
  argument: string,
  cursor: Cursor | undefined,
  faults: Faults,
): number | undefined {
  if (cursor === undefined) return undefined
  const place = all.findIndex(({ recorded }) => recorded.id === cursor.event)
  if (place !== -1) return place
  faults.add('E_CURSOR', argument, 'is of an event that this timeline leaves out; keep its other arguments')
  return undefined
}

function sameSight(one: Sight, other: Sight): boolean {
  return canonical(one) === canonical(other)
}

function canonical(value: object): string {
  return JSON.stringify(
    Object.entries(value)
      .filter(([, each]) => each != null)
      .sort(),
  )
}

function notACursor(cursor: string): string {
  return `${quoted(cursor)} is not a cursor; take one from pageInfo or an edge`
}
