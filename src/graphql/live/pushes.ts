import { setTimeout as sleep } from 'node:timers/promises'
import type { Chronicle, Pin, Snapshot } from '../../engine/index.ts'
import { kindOf, type RecordedEvent, sourcesOf } from '../../event/index.ts'
import type { Faults } from '../faults.ts'
import { Turns } from '../limits/budget.ts'
import type { Stream } from '../limits/streams.ts'
import { type AtPoint, atLatest } from '../points/at-point.ts'
import { checkedSubject, checkedTypes, checkSubjectKinds } from '../points/names.ts'
import { sourceIdsNamed } from '../points/sources.ts'

/** Something to be told to one who subscribed: an event that was recorded, or that a chronicle stands elsewhere now. */
export class Push<Recorded extends RecordedEvent | undefined = RecordedEvent | undefined> {
  /** From where it is told. */
  readonly snapshot: Snapshot
  readonly recorded: Recorded

  constructor(snapshot: Snapshot, recorded: Recorded) {
    this.snapshot = snapshot
    this.recorded = recorded
  }

  /** How far the ledger has been told with it: whoever comes back goes on from there. */
  get position(): number {
    return this.recorded?.position ?? this.snapshot.pin.position
  }

  /** Whether it is told only where the answer is another than at the last one. */
  get ifChanged(): boolean {
    return this.recorded === undefined
  }

  get pins(): ReadonlyMap<string, Pin> {
    return new Map([[this.snapshot.name, this.snapshot.pin]])
  }
}

/**
 * A chronicle at one moment after the other: now, and again each time that something was recorded or another day has
 * begun, at most once in `pace` ms. What comes in between is passed over, never what came last.
 */
export async function* moments(
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

/** Resolves once the chronicle stands elsewhere than a snapshot of it, or it is over. */
async function whenAdvanced(
  chronicle: Chronicle,
  { pin }: Snapshot,
  { ending, heartbeat }: Stream,
): Promise<void> {
  const isThere = () => chronicle.position === pin.position && chronicle.clock.today() === pin.today
  while (!ending.aborted && isThere()) {
    // The day is looked at as often as the stream gives a sign of life.
    const looking = new AbortController()
    const look = () => looking.abort()
    const timer = setTimeout(look, heartbeat).unref()
    ending.addEventListener('abort', look)
    await chronicle.growth(pin.position, looking.signal)
    ending.removeEventListener('abort', look)
    clearTimeout(timer)
  }
}

/** Resolves after so long, or once it is over. */
async function pause(ms: number, { ending }: Stream): Promise<void> {
  if (ms > 0) await sleep(ms, undefined, { signal: ending, ref: false }).catch(() => undefined)
}

/** Which events one wants to hear of; what is not given does not matter. */
export type EventArgs = {
  readonly types?: readonly string[] | null | undefined
  readonly kinds?: readonly string[] | null | undefined
  readonly subject?: string | null | undefined
  readonly source?: string | number | null | undefined
}

/** Whether an event is wanted, as it reads from a stand. */
export type EventMatcher = (recorded: RecordedEvent, at: AtPoint) => boolean

/** What the arguments want; adds what is wrong with them, as seen from a snapshot, to the faults. */
export function eventMatcher(snapshot: Snapshot, args: EventArgs, faults: Faults): EventMatcher {
  const { types, kinds, subject, source } = args
  faults.from(() => checkedTypes(snapshot, types ?? []))
  checkSubjectKinds(snapshot, kinds, faults)
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

/** As it was written, and in every way in which it reads from there. */
function readingsOf(recorded: RecordedEvent, { state }: AtPoint): readonly RecordedEvent[] {
  return [recorded, ...state.view.versions(recorded.id).map(({ event }) => event)]
}

function keysOf(subject: string, { state }: AtPoint): readonly string[] {
  return [subject, ...(state.item(subject)?.identity.keys ?? [])]
}

/**
 * Every event after a position that is wanted, each as it reads from where its batch ended: the same whenever it is
 * told, and of what was recorded later it knows nothing. Others get their turn while it looks for them.
 */
export async function* recordedEvents(
  chronicle: Chronicle,
  {
    after,
    wanted,
    ending,
  }: { readonly after: number; readonly wanted: EventMatcher; readonly ending: AbortSignal },
): AsyncGenerator<Push<RecordedEvent>, void, undefined> {
  const turns = new Turns()
  let at = standAfter(chronicle, after)
  for await (const recorded of chronicle.eventsFrom(after, ending)) {
    await turns.take(() => undefined)
    if (recorded.position > at.chronicle.pin.position)
      at = standAfter(chronicle, endOfBatch(chronicle, recorded))
    if (wanted(recorded, at)) yield new Push(at.chronicle, recorded)
  }
}

/** Where one stands once everything up to a position is recorded; what is seen from there is remembered apart. */
function standAfter(chronicle: Chronicle, position: number): AtPoint {
  return atLatest(chronicle.snapshot({ position }, { apart: true }))
}

/** The last position of an event's batch, which is taken in whole: its events have one instant, and no others do. */
function endOfBatch(chronicle: Chronicle, { position, recordedAt }: RecordedEvent): number {
  let end = position
  while (chronicle.recordedAt(end + 1) === recordedAt) end += 1
  return end
}
