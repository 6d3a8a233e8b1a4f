import type { Recording } from '../../admission/index.ts'
import { Chronicle, openIn, type Snapshot } from '../../engine/index.ts'
import { type Fault, InvalidInput, RegestaError } from '../../errors.ts'
import type { EventId } from '../../event/index.ts'
import { refusalIn } from '../access.ts'
import type { ApiContext } from '../context.ts'
import { noSuchChronicle } from '../faults.ts'

/** The maximum number of events of one mutation: far more than one document gives. */
export const MOST_EVENTS = 1_000

/** What to record, and how. */
export type RecordRequest = {
  readonly chronicle: string
  readonly events: (chronicle: Chronicle) => readonly object[]
  readonly expectedPosition?: number | null | undefined
  readonly name?: string | null | undefined
  readonly dryRun: boolean
  /** Whether to begin the chronicle if it does not exist. */
  readonly begins?: boolean
}

/** Recorded, or checked by a dry run: the chronicle after it, and the last position before it. */
export type Recorded = {
  readonly outcome: 'done'
  readonly snapshot: Snapshot
  readonly before: number
  readonly recorded: readonly EventId[]
  readonly already: readonly EventId[]
  readonly warnings: readonly Fault[]
  readonly dryRun: boolean
}

/** Nothing is recorded because the input is invalid: every fault, with its path in the recording. */
export type Invalid = {
  readonly outcome: 'invalid'
  /** The code of the first fault. */
  readonly code: string
  readonly message: string
  readonly faults: readonly Fault[]
}

/** Nothing is recorded because others recorded in between: the chronicle as it is now. */
export type Conflict = {
  readonly outcome: 'conflict'
  readonly code: string
  readonly message: string
  readonly snapshot: Snapshot
  readonly expectedPosition: number | null
  /** E_NOT_HEAD for each act whose target another act changed since. */
  readonly faults: readonly Fault[]
  readonly lastActs: readonly LastAct[]
}

/** The target of an act, and the last act on it. */
export type LastAct = { readonly event: EventId; readonly after: EventId | null }

export type Outcome = Recorded | Invalid | Conflict

/**
 * Records events under the viewer's name. Throws only what is neither invalid input nor a conflict; E_FORBIDDEN for a viewer
 * whose role in that chronicle is too low.
 */
export async function recordRequest(request: RecordRequest, context: ApiContext): Promise<Outcome> {
  const { texts, viewer } = context
  const need = request.begins === true ? 'admin' : 'recorder'
  // Whoever has one role everywhere was checked before execution.
  const refused = viewer.chronicles && refusalIn(request.chronicle, need, viewer)
  if (refused !== undefined) throw refused
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
  const { budget } = context
  try {
    const done = request.dryRun ? previewed(chronicle, recording) : recorded(chronicle, recording)
    const outcome = await budget.waitFor(done)
    budget.renewTime()
    return outcome
  } catch (error) {
    if (error instanceof InvalidInput) return invalid(error.faults)
    if (error instanceof RegestaError && error.category === 'conflict')
      return conflict(error, chronicle, recording)
    throw error
  }
}

/** The chronicle to record in, or the fault why there is none. */
async function chronicleOf(
  { chronicle: name, begins }: RecordRequest,
  { live, begin, servedAt }: ApiContext,
): Promise<Chronicle | Omit<Fault, 'place'>> {
  const open = await openIn(live, name)
  if (open !== undefined) return open
  if (begins !== true || servedAt?.(name) !== undefined)
    return { code: 'E_NOT_FOUND', message: noSuchChronicle(name, live.keys(), servedAt) }
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
  const { head, recorded, already, warnings } = await chronicle.record(recording)
  const { position } = head
  const snapshot = chronicle.snapshot(position === chronicle.position ? {} : { position })
  return {
    outcome: 'done',
    snapshot,
    before: head.position - recorded.length,
    recorded,
    already,
    warnings,
    dryRun: false,
  }
}

async function previewed(chronicle: Chronicle, recording: Recording): Promise<Recorded> {
  const { position, snapshot, recorded, already, warnings } = await chronicle.preview(recording)
  return { outcome: 'done', snapshot, before: position, recorded, already, warnings, dryRun: true }
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
      .flatMap((event) => chronicle.event(event) ?? [])
      .map(({ id }) => ({ event: id, after: chronicle.lastActOn(id) ?? null })),
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
