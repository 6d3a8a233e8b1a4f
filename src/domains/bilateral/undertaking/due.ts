import { boundSchema, type Envelope } from '../../../event/index.ts'
import { type Item, onlyValue } from '../../../state/index.ts'
import { type Answer, type CivilDay, type Interval, readBound } from '../../../time/index.ts'
import { undertakingFields } from './fields.ts'

/**
 * How an undertaking stands to its due date. `none`: it has none. `settled`: it is definitely no longer open.
 * `due`: the label has not passed. `overdue`: the date is after the label and nothing is on the record that
 * ends it, which is a reading of silence and not a fact.
 */
export type Due = {
  readonly standing: 'none' | 'settled' | 'due' | 'possibly-overdue' | 'overdue'
  readonly label: Interval | undefined
  /** Days from the point's date to the last day of the label; negative once it is past. */
  readonly inDays: number | undefined
  /** The first day on which it is overdue. */
  readonly overdueSince: CivilDay | undefined
  readonly certainty: Answer
}

export function dueOf(item: Item): Due {
  const bound = onlyValue(item.get(undertakingFields.due))
  if (bound === undefined)
    return {
      standing: 'none',
      label: undefined,
      inDays: undefined,
      overdueSince: undefined,
      certainty: 'unknown',
    }
  const { earliest, latest } = readBound(bound)
  const label = { earliest, latest }
  const { date } = item.point
  const status = item.get(undertakingFields.status)
  const mayBeOpen = status.values.some(({ value }) => isOpen(value.status))
  const surelyOpen = mayBeOpen && status.values.every(({ value }) => isOpen(value.status))
  const past = date >= latest ? 'past' : date > earliest ? 'possibly' : 'ahead'
  const common = { label, inDays: latest - 1 - date, overdueSince: latest }
  if (!mayBeOpen) return { ...common, standing: 'settled', certainty: status.answer, overdueSince: undefined }
  if (past === 'ahead') return { ...common, standing: 'due', certainty: status.answer }
  if (past === 'past' && surelyOpen) return { ...common, standing: 'overdue', certainty: status.answer }
  return { ...common, standing: 'possibly-overdue', certainty: 'possibly' }
}

/** The days from which on {@link dueOf} may have it otherwise, by what an event says of its due date. */
export function dueTurns({ payload }: Envelope): readonly CivilDay[] {
  const due = boundSchema.safeParse(payload.due)
  if (!due.success) return []
  const { earliest, latest } = readBound(due.data)
  return [earliest + 1, latest]
}

/** Neither done nor ended: an answer or a part performance leaves an undertaking open. */
export function isOpen(status: string): boolean {
  return status === 'open' || status === 'answered' || status === 'partly-fulfilled'
}
