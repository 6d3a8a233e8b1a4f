import type { Chronicle, Snapshot } from '../../engine/index.ts'
import { kindOf, type RecordedEvent, sourcesOf } from '../../event/index.ts'
import { checkedSubject, checkedTypes, subjectKinds } from '../checked-names.ts'
import { atHead, type Stand } from '../context.ts'
import { type Faults, noneOf } from '../errors/faults.ts'
import { sourcesNamed } from '../lists/named-sources.ts'
import { Turns } from '../operations/turns.ts'
import { Push } from './push.ts'

/** Which events one wants to hear of; what is not given does not matter. */
export type EventArgs = {
  readonly types?: readonly string[] | null | undefined
  readonly kinds?: readonly string[] | null | undefined
  readonly subject?: string | null | undefined
  readonly source?: string | number | null | undefined
}

/** Whether an event is wanted, as it reads from a stand. */
export type Wanted = (recorded: RecordedEvent, stand: Stand) => boolean

/** What the arguments want; adds what is wrong with them, as seen from a snapshot, to the faults. */
export function wantedBy(snapshot: Snapshot, args: EventArgs, faults: Faults): Wanted {
  const { types, kinds, subject, source } = args
  faults.from(() => checkedTypes(snapshot, types ?? []))
  const allKinds = subjectKinds(snapshot)
  for (const kind of kinds ?? [])
    if (!allKinds.has(kind)) faults.add('E_KIND', 'kinds', noneOf(kind, allKinds))
  if (subject != null) faults.from(() => checkedSubject(snapshot, subject))
  const sources = source == null ? undefined : sourcesNamed(atHead(snapshot), String(source), faults)
  return (recorded, stand) => {
    if (types != null && !types.includes(recorded.event.type)) return false
    const readings = readingsOf(recorded, stand)
    const subjects = readings.map(({ event }) => event.subject)
    if (kinds != null && !subjects.some((each) => kinds.includes(kindOf(each)))) return false
    if (subject != null && !subjects.some((each) => keysOf(subject, stand).includes(each))) return false
    return (
      sources === undefined ||
      readings.some(({ event }) => sourcesOf(event).some((each) => sources.has(each)))
    )
  }
}

/** As it was written, and in every way in which it reads from there. */
function readingsOf(recorded: RecordedEvent, { state }: Stand): readonly RecordedEvent[] {
  return [recorded, ...state.view.versions(recorded.id).map(({ event }) => event)]
}

function keysOf(subject: string, { state }: Stand): readonly string[] {
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
  }: { readonly after: number; readonly wanted: Wanted; readonly ending: AbortSignal },
): AsyncGenerator<Push<RecordedEvent>, void, undefined> {
  const turns = new Turns()
  let stand = standAfter(chronicle, after)
  for await (const recorded of chronicle.eventsFrom(after, ending)) {
    await turns.take(() => undefined)
    if (recorded.position > stand.chronicle.pin.position)
      stand = standAfter(chronicle, endOfBatch(chronicle, recorded))
    if (wanted(recorded, stand)) yield new Push(stand.chronicle, recorded)
  }
}

/** Where one stands once everything up to a position is recorded; what is seen from there is remembered apart. */
function standAfter(chronicle: Chronicle, position: number): Stand {
  return atHead(chronicle.snapshot({ position }, { apart: true }))
}

/** The last position of an event's batch, which is taken in whole: its events have one instant, and no others do. */
function endOfBatch({ events }: Chronicle, { position, recordedAt }: RecordedEvent): number {
  let end = position
  while (events[end]?.recordedAt === recordedAt) end += 1
  return end
}
