import type { Snapshot } from '../../engine/index.ts'
import { formatDay, formatInstant } from '../../time/index.ts'
import { basisOf, type Point } from '../../visibility/index.ts'
import type { Faults } from '../faults.ts'
import type { AtPoint } from '../points/at-point.ts'
import { atPoint, type PointArgs, trustOf } from '../points/point.ts'
import { type Paging, type Pin, samePins } from './page.ts'

/** The clocks and the trust of a list that does not depend on a date. */
export type BasisArgs = Partial<Omit<PointArgs, 'date'>>

/** The date of such a list. A fixed one keeps the answer independent of today, so that it can be cached longer. */
const ANY_DAY = 0

/**
 * The point of a page of a list that takes clocks as arguments. A cursor keeps the point of its list: clocks given beside
 * it must be equal. Adds the faults, and returns undefined where there is no point.
 */
export function atBasisOfPage(
  chronicle: Snapshot,
  { pinned }: Paging,
  args: BasisArgs,
  faults: Faults,
): AtPoint | undefined {
  const [pin] = pinned?.pins ?? []
  if (pinned === undefined || pin === undefined)
    return faults.from(() => atPoint(chronicle, { ...args, date: ANY_DAY }))
  const { knownAt, recordedAt, position, trusting } = args
  if (knownAt != null && knownAt !== pin.knownAt)
    faults.add('E_CURSOR', 'knownAt', otherwise(formatDay(knownAt)))
  if (position != null && position !== pin.position)
    faults.add('E_CURSOR', 'position', otherwise(String(position)))
  if (recordedAt != null) faults.add('E_CURSOR', 'recordedAt', otherwise(formatInstant(recordedAt)))
  if (trusting != null && !sameTrust(trustOf(chronicle, trusting, faults), pin.trusting))
    faults.add('E_CURSOR', 'trusting', otherwise('another trust'))
  if (chronicle.reaches(pin.position))
    return {
      chronicle,
      state: chronicle.at({ ...pin, date: ANY_DAY }),
      namesPosition: position != null || isBehind(chronicle, pin.position),
    }
  faults.add('E_CURSOR', pinned.by, 'is of a ledger that holds more than this one')
  return undefined
}

/**
 * What a page of a list of one state is read from, or of the two that are compared: the states' own points, at the
 * positions that a cursor keeps. A cursor with another date, known day or trust, or with a later position, is a fault.
 */
export function statesOfPage(
  states: readonly AtPoint[],
  { pinned }: Paging,
  faults: Faults,
): readonly AtPoint[] {
  const points = states.map(({ state: { point } }, index) => ({ point, pin: pinned?.pins[index] ?? point }))
  const elsewhere = points.some(
    ({ point, pin }) => !samePins([{ ...pin, position: point.position }], [point]),
  )
  const ahead = points.find(({ point, pin }) => pin.position > point.position)
  const by = pinned?.by ?? 'after'
  if (elsewhere)
    faults.add(
      'E_CURSOR',
      by,
      'is of a list at another date, day of knowledge or trust than is given for here',
    )
  else if (ahead !== undefined)
    faults.add('E_CURSOR', by, `is of position ${ahead.pin.position}, which is not reached here`)
  if (pinned === undefined || elsewhere || ahead !== undefined) return states
  return states.map(({ chronicle, state: { point }, namesPosition }, index) => {
    const { position } = pinned.pins[index] ?? point
    return {
      chronicle,
      state: chronicle.at({ ...point, position }),
      namesPosition: namesPosition || isBehind(chronicle, position),
    }
  })
}

/** Whether ids on a page name the position that its cursor keeps. At the head they do not, as on the page before. */
function isBehind(chronicle: Snapshot, position: number): boolean {
  return chronicle.hasPassed(position) || chronicle.pinned.position !== undefined
}

/** The point that a cursor of such a list keeps. */
export function pinOfBasis({ state }: AtPoint): Pin {
  return basisOf(state.point)
}

function otherwise(given: string): string {
  return `the cursor keeps from where its list is seen, and that is not ${given}; leave this out`
}

function sameTrust(one: Point['trusting'], other: Point['trusting']): boolean {
  return samePins([{ position: 0, trusting: one }], [{ position: 0, trusting: other }])
}
