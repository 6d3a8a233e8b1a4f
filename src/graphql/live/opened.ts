import type { Chronicle, Snapshot } from '../../engine/index.ts'
import { RegestaError } from '../../errors.ts'
import type { ApiContext } from '../context.ts'
import { badArgument, type Faults, quoted } from '../errors/faults.ts'
import { thereAre } from '../points/there.ts'
import type { Stream } from './streams.ts'

/** A chronicle that one subscribes to: as it stands now, open for what is to come, until that ends. */
export type Opened = {
  readonly snapshot: Snapshot
  readonly live: Chronicle
  readonly stream: Stream
}

/** Opens the chronicle of this id. Throws E_NOT_FOUND. */
export function opened({ chronicles, live, stream }: ApiContext, id: string): Opened {
  if (stream === undefined)
    throw new RegestaError('E_NO_STREAM', 'fault', 'subscriptions are not served here')
  const [snapshot, chronicle] = [chronicles.get(id), live.get(id)]
  if (snapshot !== undefined && chronicle !== undefined) return { snapshot, live: chronicle, stream }
  throw badArgument(
    'E_NOT_FOUND',
    'chronicle',
    `${quoted(id)} is no chronicle here; ${thereAre(live.keys())}`,
    'notFound',
  )
}

/** The longest pace that may be asked for, s. */
const SLOWEST = 3_600

/** At most one answer in so many seconds, in ms; adds E_RANGE to the faults. */
export function paceOf(atMostEvery: number, faults: Faults): number {
  if (atMostEvery < 0 || atMostEvery > SLOWEST)
    faults.add('E_RANGE', 'atMostEvery', `expected 0…${SLOWEST} seconds, got ${atMostEvery}`)
  return atMostEvery * 1_000
}

/**
 * After which position one goes on: as the argument says, or as a browser says that comes again (Last-Event-ID, of the
 * HTML standard), which asks its first question anew: the later of the two. Where neither does, after what stands
 * there. Adds E_POSITION to the faults.
 */
export function resumedAfter(
  after: number | null | undefined,
  { lastEventId }: Pick<ApiContext, 'lastEventId'>,
  { pin }: Snapshot,
  faults: Faults,
): number {
  if (after != null && after < 0)
    faults.add('E_POSITION', 'after', `${after} is no position; expected 0, 1, 2 …`)
  if (lastEventId === undefined || lastEventId === '') return after ?? pin.position
  if (/^\d{1,10}$/.test(lastEventId)) return Math.max(after ?? 0, Number(lastEventId))
  faults.add(
    'E_POSITION',
    'after',
    `Last-Event-ID ${quoted(lastEventId)} is no position; expected the id of an event of this stream`,
  )
  return pin.position
}
