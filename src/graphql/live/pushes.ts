import { setTimeout as sleep } from 'node:timers/promises'
import type { Chronicle, Pin, Snapshot } from '../../engine/index.ts'
import { kindOf, type RecordedEvent, sourcesOf } from '../../event/index.ts'
import type { Faults } from '../faults.ts'
import { FairScheduler } from '../limits/scheduler.ts'
import type { Stream } from '../limits/streams.ts'
import { type AtPoint, atLatest } from '../points/at-point.ts'
import { checkedSubject, checkedSubjectKinds, checkedTypes } from '../points/names.ts'
import { sourceIdsNamed } from '../points/sources.ts'

/** How many first digits of a root the id of a server-sent event has. */
export const ROOT_DIGITS = 16

/** A message for a subscription: an event was recorded, or a chronicle has a new position or day. */
export class Push<Recorded extends RecordedEvent | undefined = RecordedEvent | undefined> {
  /** The snapshot that it is answered from. */
  readonly snapshot: Snapshot
  readonly recorded: Recorded

  constructor(snapshot: Snapshot, recorded: Recorded) {
    this.snapshot = snapshot
    this.recorded = recorded
  }

  /** The position that it includes: a client that reconnects continues after it. */
  get position(): number {
    return this.recorded?.position ?? this.snapshot.pin.position
  }

  /** The id of the server-sent event: that position, and the first digits of the root there. */
  get id(): string {
    return `${this.position}.${this.snapshot.rootAt(this.position).slice(0, ROOT_DIGITS)}`
  }

  /** Whether it is sent only if the answer differs from the last one. */
  get ifChanged(): boolean {
    return this.recorded === undefined
  }

  get pins(): ReadonlyMap<string, Pin> {
    return new Map([[this.snapshot.name, this.snapshot.pin]])
  }
}

/**
 * Snapshots of a chronicle: one now, and another each time that something was recorded or a new day has begun, at most
 * once in `pace` ms. Intermediate ones are skipped, never the last one.
 */
export async function* snapshotsOf(
  chronicle: Chronicle,
  stream: Stream,
  pace: number,
): AsyncGenerator<Snapshot, void, undefined> {
  while (!stream.ending.aborted) {
    const snapshot = chronicle.snapshot()
    yield snapshot
    await Promise.all([whenAdvanced(chronicle, snapshot, stream), pause(pace, stream)])
  }
}

/** Resolves once the chronicle has another position or day than a snapshot, or the stream ends. */
async function whenAdvanced(
  chronicle: Chronicle,
  { pin }: Snapshot,
  { ending, heartbeat }: Stream,
): Promise<void> {
  const isThere = () => chronicle.position === pin.position && chronicle.clock.today() === pin.today
  while (!ending.aborted && isThere()) {
    // A new day is noticed with the next heartbeat.
    const looking = new AbortController()
    const look = () => looking.abort()
    const timer = setTimeout(look, heartbeat).unref()
    ending.addEventListener('abort', look)
    await chronicle.growth(pin.position, looking.signal)
    ending.removeEventListener('abort', look)
    clearTimeout(timer)
  }
}

/** Resolves after `ms`, or once the stream ends. */
async function pause(ms: number, { ending }: Stream): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal: ending, ref: false }).catch(() => undefined)
}

/** The arguments that filter events; null means omitted. */
type EventArgs = {
  readonly types?: readonly string[] | null | undefined
  readonly kinds?: readonly string[] | null | undefined
  readonly subject?: string | null | undefined
  readonly source?: string | number | null | undefined
}

/** A test of an event, as it reads at a point. */
type EventMatcher = (recorded: RecordedEvent, at: AtPoint) => boolean

/** A test of events by the arguments. Adds the faults of the arguments. */
export function eventMatcher(snapshot: Snapshot, args: EventArgs, faults: Faults): EventMatcher {
  const { types, subject, source } = args
  faults.from(() => checkedTypes(snapshot, types ?? []))
  const kinds = checkedSubjectKinds(snapshot, args.kinds, faults)
  if (subject != null) faults.from(() => checkedSubject(snapshot, subject))
  const sources = source == null ? undefined : sourceIdsNamed(atLatest(snapshot), String(source), faults)
  return (recorded, at) => {
    if (types != null && !types.includes(recorded.event.type)) return false
    const readings = readingsOf(recorded, at)
    const subjects = readings.map(({ event }) => event.subject)
    if (kinds != null && !subjects.some((each) => kinds.includes(kindOf(each)))) return false
    if (subject != null && !subjects.some((each) => keysOf(subject, at).includes(each))) return false
    return (
      sources === undefined ||
      readings.some(({ event }) => sourcesOf(event).some((each) => sources.has(each)))
    )
  }
}

/** The event as written, and its visible versions. */
function readingsOf(recorded: RecordedEvent, { state }: AtPoint): readonly RecordedEvent[] {
  return [recorded, ...state.view.versions(recorded.id).map(({ event }) => event)]
}

function keysOf(subject: string, { state }: AtPoint): readonly string[] {
  return [subject, ...(state.item(subject)?.identity.keys ?? [])]
}

/**
 * Every event after a position that matches, each as it reads at the end of its batch: the same whenever it is sent,
 * independent of what was recorded later. Yields to other requests while it searches.
 */
export async function* recordedEvents(
  chronicle: Chronicle,
  {
    after,
    matches,
    ending,
  }: { readonly after: number; readonly matches: EventMatcher; readonly ending: AbortSignal },
): AsyncGenerator<Push<RecordedEvent>, void, undefined> {
  const scheduler = new FairScheduler()
  let at = atPosition(chronicle, after)
  for await (const recorded of chronicle.eventsFrom(after, ending)) {
    await scheduler.run(() => undefined)
    if (recorded.position > at.chronicle.pin.position)
      at = atPosition(chronicle, endOfBatch(chronicle, recorded))
    if (matches(recorded, at)) yield new Push(at.chronicle, recorded)
  }
}

/** The latest point at a position; its views are cached separately. */
function atPosition(chronicle: Chronicle, position: number): AtPoint {
  return atLatest(chronicle.snapshot({ position }, { apart: true }))
}

/** The last position of an event's batch: the events of a batch share an instant, and no others have it. */
function endOfBatch(chronicle: Chronicle, { position, recordedAt }: RecordedEvent): number {
  let end = position
  while (chronicle.recordedAt(end + 1) === recordedAt) end += 1
  return end
}
