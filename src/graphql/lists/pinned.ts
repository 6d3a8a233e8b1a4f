import type { Snapshot } from '../../engine/index.ts'
import type { State } from '../../state/index.ts'
import { formatDay, formatInstant } from '../../time/index.ts'
import { basisOf, type Point } from '../../visibility/index.ts'
import type { Faults } from '../faults.ts'
import type { AtPoint } from '../points/at-point.ts'
import { atPoint, type PointArgs, trustOf } from '../points/point.ts'
import { type Paging, type Pin, samePins } from './page.ts'

/** From where a page is seen: from where its cursors' list is, so that it holds still while events arrive. */

/** The clocks and the trust of a list of which no date is asked. */
export type BasisArgs = Partial<Omit<PointArgs, 'date'>>

/** Nothing in such a list depends on a date: any will do, and one that is always the same leaves today out of it. */
const ANY_DAY = 0

/**
 * The stand of a page of a list that has clocks of its own. A cursor brings them: where they are asked for too, they
 * must be the same. Undefined, with what is wrong added to the faults, where there is none such.
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
  if (chronicle.reaches(pin.position)) return { chronicle, state: chronicle.at({ ...pin, date: ANY_DAY }) }
  faults.add('E_CURSOR', pinned.by, 'is of a ledger that holds more than this one')
  return undefined
}

/**
 * The points of a page of a list that hangs on states: on one, or on the two that are compared. Without a cursor they are
 * theirs; with one, their dates, days of knowledge and trust at the positions that the cursor keeps, as long as they had
 * come so far. What a cursor keeps otherwise is a fault.
 */
export function pointsOfPage(states: readonly State[], { pinned }: Paging, faults: Faults): readonly Point[] {
  const points = states.map(({ point }, index) => ({ point, pin: pinned?.pins[index] ?? point }))
  const elsewhere = points.some(
    ({ point, pin }) => !samePins([{ ...pin, position: point.position }], [point]),
  )
  const ahead = points.find(({ point, pin }) => pin.position > point.position)
  const by = pinned?.by ?? 'after'
  if (elsewhere)
    faults.add(
      'E_CURSOR',
      by,
      'is of a list at another date, day of knowledge or trust than is asked for here',
    )
  else if (ahead !== undefined)
    faults.add('E_CURSOR', by, `is of position ${ahead.pin.position}, which is not reached here`)
  const there = elsewhere || ahead !== undefined
  return points.map(({ point, pin }) => (there ? point : { ...point, position: pin.position }))
}

/** What a cursor keeps of a stand of which no date is asked. */
export function pinOfBasis({ state }: AtPoint): Pin {
  return basisOf(state.point)
}

function otherwise(asked: string): string {
  return `the cursor keeps from where its list is seen, and that is not ${asked}; leave this out`
}

function sameTrust(one: Point['trusting'], other: Point['trusting']): boolean {
  return samePins([{ position: 0, trusting: one }], [{ position: 0, trusting: other }])
}
