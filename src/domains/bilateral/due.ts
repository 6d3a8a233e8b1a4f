import { type At, object, oneOf } from '../../domain/index.ts'
import { boundSchema, type Envelope, type EventId } from '../../event/index.ts'
import { onlyValue, type Resolved, withPremises } from '../../state/index.ts'
import { type Answer, type Bound, type CivilDay, type Interval, readBound } from '../../time/index.ts'

/** When an undertaking is due, and how it stands to that. */

const standing = oneOf(
  {
    settled: 'It is no longer open.',
    due: 'The due date has not passed.',
    'possibly-overdue': 'The due date may have passed, or it may be settled.',
    overdue: 'The due date has passed and the record does not settle it.',
    none: 'It has no due date.',
  },
  { name: 'DueStanding', says: 'The state of an undertaking relative to its due date.' },
)

/**
 * The state of an undertaking relative to its due date. `none`: it has none. `settled`: it is definitely no longer open.
 * `due`: the label has not passed. `overdue`: the date is after the label and nothing is on the record that
 * ends it, which is a reading of silence and not a fact.
 */
export type Due = {
  readonly standing: 'none' | 'settled' | 'due' | 'possibly-overdue' | 'overdue'
  readonly label: Interval | undefined
  /** The label as the source has it. */
  readonly written: Bound | undefined
  /** The last day of the label; undefined where that is open. */
  readonly lastDay: CivilDay | undefined
  /** Days from the point's date to `lastDay`, negative once it is past; undefined too beyond 32 bits. */
  readonly inDays: number | undefined
  /** The first day on which it is overdue; undefined where it never is. */
  readonly overdueSince: CivilDay | undefined
  readonly certainty: Answer
}

/** How it stands where there is no due date. */
export const NO_DUE: Due = {
  standing: 'none',
  label: undefined,
  written: undefined,
  lastDay: undefined,
  inDays: undefined,
  overdueSince: undefined,
  certainty: 'unknown',
}

/** How what is due then, and may be open or not, stands to it on a date. */
export function dueOn(
  date: CivilDay,
  due: Resolved<Bound>,
  status: Resolved<{ readonly status: string }>,
): Due {
  const bound = onlyValue(due)
  if (bound === undefined) return NO_DUE
  const { earliest, latest } = readBound(bound)
  const label = { earliest, latest }
  const mayBeOpen = status.values.some(({ value }) => isOpen(value.status))
  const surelyOpen = mayBeOpen && status.values.every(({ value }) => isOpen(value.status))
  const past = date >= latest ? 'past' : date > earliest ? 'possibly' : 'ahead'
  const lastDay = Number.isFinite(latest) ? latest - 1 : undefined
  const common = {
    label,
    written: bound,
    lastDay,
    inDays: lastDay === undefined ? undefined : int32(lastDay - date),
    overdueSince: lastDay === undefined ? undefined : latest,
  }
  if (!mayBeOpen) return { ...common, standing: 'settled', certainty: status.answer, overdueSince: undefined }
  if (past === 'ahead') return { ...common, standing: 'due', certainty: status.answer }
  if (past === 'past' && surelyOpen) return { ...common, standing: 'overdue', certainty: status.answer }
  return { ...common, standing: 'possibly-overdue', certainty: 'possibly' }
}

/** The days from which on {@link dueOn} may have it otherwise, by what an event says of its due date. */
export function dueTurns({ payload }: Envelope): readonly CivilDay[] {
  const due = boundSchema.safeParse(payload.due)
  return due.success ? turningDays(readBound(due.data)) : []
}

/** The days from which on what is due then may be overdue, and is; none without a label. */
export function turningDays(label: Interval | undefined): readonly CivilDay[] {
  return label === undefined ? [] : [label.earliest + 1, label.latest].filter(Number.isFinite)
}

/** The number, where it is an Int of GraphQL. */
function int32(number: number): number | undefined {
  return number === (number | 0) ? number : undefined
}

/** Neither done nor ended: an answer or a part performance leaves an undertaking open. */
export function isOpen(status: string): boolean {
  return status === 'open' || status === 'answered' || status === 'partly-fulfilled'
}

/** Whether the date of a state lies after its newest source, where silence is no sign. */
export function beyondRecord({ horizon, point }: At['state']): boolean {
  return horizon === undefined || point.date > horizon
}

/** How the API shows a due date. */
export const dueShown = object<{
  readonly due: Due
  readonly bound: Bound
  readonly because: readonly EventId[]
}>('Due', 'A due date, and the state of the undertaking relative to it at the point.', (t) => ({
  edtf: t.edtf('As it was read from the source.', ({ bound }) => bound.edtf),
  date: t.orNull.day(
    'The last day on which it is not overdue; null where the due date has no last day.',
    ({ due }) => due.lastDay,
  ),
  basis: t.basis('Where it comes from.', ({ bound }) => bound.basis),
  reading: t.orNull.string(
    'How the words became this date, in one line. Null where that is plain.',
    ({ bound }) => bound.reading,
  ),
  standing: t.value(standing, 'Its state on the record.', ({ due }) => due.standing),
  inDays: t.orNull.int(
    'Days from the point’s date to the last day of the due date; negative once that has passed. Null where it has none, or the days pass 32 bits.',
    ({ due }) => due.inDays,
  ),
  overdueSince: t.orNull.day(
    'The day after the due date (this day is in); null unless it is overdue, or may be.',
    ({ due }) =>
      due.standing === 'overdue' || due.standing === 'possibly-overdue' ? due.overdueSince : null,
  ),
  onTheRecord: t.yesNo(
    'True where being overdue, or still open, is inferred from silence: nothing is reported up to `recordEnds`.',
    ({ due }) => due.standing !== 'settled',
  ),
  certainty: t.certainty(
    'How certain `standing` is on the record. UNKNOWN once the date is after the newest source: no source can say whether it was done.',
    ({ due }, { state }) => (due.standing !== 'settled' && beyondRecord(state) ? 'unknown' : due.certainty),
  ),
  recordEnds: t.orNull.day(
    'The day of the newest dated source that is definitely visible. Null where there is none.',
    (_, { state }) => state.horizon,
  ),
  evidence: t.listOf.evidence('Where the sources give it.', ({ because }, { state }) =>
    withPremises(state.view, because),
  ),
  because: t.listOf.events(
    'The events that give it, those that correct it, and all that these are based on.',
    ({ because }, { state }) => withPremises(state.view, because),
  ),
}))
