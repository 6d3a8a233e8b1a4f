import { type Fault, InvalidInput } from '../errors.ts'
import { type CivilDay, type Clock, formatInstant, type Instant } from '../time/index.ts'
import type { EventIndex, Point, Trust } from '../visibility/index.ts'
import type { EventReader } from './event-reader.ts'

/** A point as a caller gives it: an omitted clock filters nothing, except `date`, which is today. */
export type PointRequest = {
  readonly date?: CivilDay
  readonly knownAt?: CivilDay
  /** Stands for the last position recorded by then; not together with `position`. */
  readonly recordedAt?: Instant
  readonly position?: number
  readonly trusting?: Trust
}

/** What a request is resolved with: all that is indexed, of which only events at `head` or before count. */
export type PointDefaults = {
  readonly eventIndex: EventIndex
  readonly reader: EventReader
  readonly head: number
  readonly clock: Clock
}

/**
 * The point with every clock resolved; throws {@link InvalidInput} with every fault, each by its argument. The
 * arguments are checked against everything recorded up to the head, whatever the position.
 */
export function resolvePoint(
  request: PointRequest,
  { eventIndex, reader, head, clock }: PointDefaults,
): Point {
  const faults: Fault[] = []
  const { position, recordedAt, trusting = {} } = request
  checkDay(request.date, 'date', faults)
  checkDay(request.knownAt, 'knownAt', faults)
  if (position !== undefined && recordedAt !== undefined)
    faults.push(
      fault(
        'E_TWO_POSITIONS',
        'position',
        `position ${position} and recordedAt ${formatInstant(recordedAt)} both say how far to read; give one of them`,
      ),
    )
  if (position !== undefined && (!Number.isInteger(position) || position < 0 || position > head))
    faults.push(
      fault('E_POSITION', 'position', `position ${position} is not one of 0…${head}, the ledger's head`),
    )
  checkTrust(trusting, { eventIndex, head }, faults)
  if (faults.length > 0) throw new InvalidInput(faults)
  const point = {
    date: request.date ?? clock.today(),
    position: position ?? (recordedAt === undefined ? head : reader.positionAt(recordedAt, head)),
    trusting,
  }
  return request.knownAt === undefined ? point : { ...point, knownAt: request.knownAt }
}

function checkDay(day: CivilDay | undefined, argument: 'date' | 'knownAt', faults: Fault[]): void {
  if (day !== undefined && !Number.isSafeInteger(day))
    faults.push(fault('E_DATE', argument, `${argument} ${day} is not a day`))
}

function checkTrust(
  trusting: Trust,
  { eventIndex, head }: Pick<PointDefaults, 'eventIndex' | 'head'>,
  faults: Fault[],
): void {
  const { only = [], without = [], sides = [] } = trusting
  const stands = (since: number | undefined) => since !== undefined && since <= head
  const named = { 'trusting.only': only, 'trusting.without': without }
  for (const [argument, sources] of Object.entries(named))
    for (const source of sources)
      if (!stands(eventIndex.sources.registeredSince(source)))
        faults.push(
          fault('E_UNKNOWN_SOURCE', argument, `"${source}" is not a source of this chronicle; see sources`),
        )
  for (const side of sides)
    if (!stands(eventIndex.sources.sides.get(side))) {
      const sides = [...eventIndex.sources.sides.keys()]
        .filter((each) => stands(eventIndex.sources.sides.get(each)))
        .sort()
      faults.push(
        fault(
          'E_UNKNOWN_SIDE',
          'trusting.sides',
          `"${side}" is no side; the sources speak for ${sides.join(', ') || 'none'}`,
        ),
      )
    }
}

function fault(code: string, argument: string, message: string): Fault {
  return { code, message, place: { argument } }
}
