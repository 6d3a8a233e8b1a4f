import type { Recording } from '../../admission/index.ts'
import { Chronicle, type Snapshot } from '../../engine/index.ts'
import { type Fault, InvalidInput, RegestaError } from '../../errors.ts'
import type { EventId } from '../../event/index.ts'
import type { ApiContext } from '../context.ts'
import { quoted, thereAre } from '../faults.ts'

/** As many events may be sent at once: far more than one document gives. */
export const MOST_EVENTS = 1_000

/** What is to be recorded, and how. */
export type RecordRequest = {
  readonly chronicle: string
  readonly events: (chronicle: Chronicle) => readonly object[]
  readonly expectedPosition?: number | null | undefined
  readonly name?: string | null | undefined
  readonly dryRun: boolean
  /** Whether the chronicle may be one that is not there yet. */
  readonly begins?: boolean
}

/** It is recorded, or would be: the chronicle after it, and up to which position it stood before. */
export type Recorded = {
  readonly outcome: 'done'
  readonly snapshot: Snapshot
  readonly before: number
  readonly recorded: readonly EventId[]
  readonly already: readonly EventId[]
  readonly dryRun: boolean
}

/** Nothing is recorded, for what was sent is wrong: every fault, by its path into the recording. */
export type Invalid = {
  readonly outcome: 'invalid'
  /** Of the first fault. */
  readonly code: string
  readonly message: string
  readonly faults: readonly Fault[]
}

/** Nothing is recorded, for others recorded in between: where the chronicle stands now. */
export type Conflict = {
  readonly outcome: 'conflict'
  readonly code: string
  readonly message: string
  readonly snapshot: Snapshot
  readonly expectedPosition: number | null
  /** E_NOT_HEAD of each event that acts on what another acted on since. */
  readonly faults: readonly Fault[]
  readonly lastActs: readonly LastAct[]
}

/** An event that was to be acted on, and what acted on it last. */
export type LastAct = { readonly event: EventId; readonly after: EventId | null }

export type Outcome = Recorded | Invalid | Conflict

/** Records what is asked, by its viewer's name; throws only what is neither its fault nor a race. */
export async function record(request: RecordRequest, context: ApiContext): Promise<Outcome> {
  const { texts, viewer } = context
  const chronicle = await chronicleOf(request, context)
  if (!(chronicle instanceof Chronicle)) return invalid([{ ...chronicle, place: { path: ['chronicle'] } }])
  const events = request.events(chronicle)
  if (events.length > MOST_EVENTS) {
    const message = `${events.length} events at once; expected at most ${MOST_EVENTS}, in several recordings`
    return invalid([{ code: 'E_SIZE', message, place: { path: ['events'] } }])
  }
  const recording: Recording = {
    events,
    texts,
    ...(viewer.name !== undefined && { reader: viewer.name }),
    ...(request.name != null && { name: request.name }),
    ...(request.expectedPosition != null && { expectedPosition: request.expectedPosition }),
  }
  try {
    return request.dryRun ? await previewed(chronicle, recording) : await recorded(chronicle, recording)
  } catch (error) {
    if (error instanceof InvalidInput) return invalid(error.faults)
    if (error instanceof RegestaError && error.category === 'conflict')
      return conflict(error, chronicle, recording)
    throw error
  }
}

/** The chronicle to record in; or why there is none. */
async function chronicleOf(
  { chronicle: name, begins }: RecordRequest,
  { live, begin }: ApiContext,
): Promise<Chronicle | Omit<Fault, 'place'>> {
  const open = live.get(name)
  if (open !== undefined) return open
  if (begins !== true)
    return { code: 'E_NOT_FOUND', message: `${quoted(name)} is no chronicle here; ${thereAre(live.keys())}` }
  if (begin === undefined) return { code: 'E_NOT_SERVED', message: 'no chronicle can be begun here' }
  try {
    return await begin(name)
  } catch (error) {
    if (!(error instanceof RegestaError) || error.category !== 'invalid') throw error
    const { code, message } = error
    return { code, message }
  }
}

async function recorded(chronicle: Chronicle, recording: Recording): Promise<Recorded> {
  const { head, recorded, already } = await chronicle.record(recording)
  const snapshot = chronicle.snapshot({ position: head.position })
  return {
    outcome: 'done',
    snapshot,
    before: head.position - recorded.length,
    recorded,
    already,
    dryRun: false,
  }
}

async function previewed(chronicle: Chronicle, recording: Recording): Promise<Recorded> {
  const { position, snapshot, recorded, already } = await chronicle.preview(recording)
  return { outcome: 'done', snapshot, before: position, recorded, already, dryRun: true }
}

function invalid(faults: readonly Fault[]): Invalid {
  const [{ code, message } = { code: 'E_INVALID', message: 'the input is invalid' }] = faults
  return { outcome: 'invalid', code, message, faults }
}

function conflict(
  { code, message, facts }: RegestaError,
  chronicle: Chronicle,
  { events, expectedPosition }: Recording,
): Conflict {
  const faults = faultsIn(facts.faults)
  const targets = new Set(faults.flatMap(({ place }) => targetOf(events[Number(place?.path?.[1])]) ?? []))
  return {
    outcome: 'conflict',
    code,
    message,
    snapshot: chronicle.snapshot(),
    expectedPosition: expectedPosition ?? null,
    faults,
    lastActs: [...targets]
      .filter((event) => chronicle.event(event) !== undefined)
      .map((event) => ({ event, after: chronicle.lastActOn(event) ?? null })),
  }
}

function faultsIn(faults: unknown): readonly Fault[] {
  return Array.isArray(faults) ? faults : []
}

function targetOf(event: unknown): EventId | undefined {
  if (typeof event !== 'object' || event === null || !('target' in event)) return undefined
  const { target } = event
  if (typeof target !== 'object' || target === null || !('event' in target)) return undefined
  return typeof target.event === 'string' ? target.event : undefined
}
