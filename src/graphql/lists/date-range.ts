import { type CivilDay, formatDay, heldDuring, type Interval, type ValidBounds } from '../../time/index.ts'
import type { Builder } from '../builder.ts'
import type { Faults } from '../faults.ts'

/** A range of days as a client gives it: both ends inclusive, each may be open. */
export type DateRange = {
  readonly from?: CivilDay | null | undefined
  readonly to?: CivilDay | null | undefined
  /** Only what is in the range whatever its imprecise date means. */
  readonly sure?: boolean | null | undefined
}

export function addDateRange(builder: Builder) {
  return builder.inputType('DateRange', {
    description:
      'A range of days, both ends inclusive. An omitted end is open; `to` before `from` is refused.',
    fields: (t) => ({
      from: t.field({ type: 'Date', description: 'The first day (this day is in). Omitted: no first day.' }),
      to: t.field({
        type: 'Date',
        description: 'The last day (this day is in). Omitted: no last day.',
      }),
      sure: t.boolean({
        defaultValue: false,
        description:
          'Only entries that are certainly in the range, whatever their imprecise date means; never undated ones. Omitted: also those that may be.',
      }),
    }),
  })
}

/** The range as a half-open interval; undefined where none is given. A range without a day adds E_RANGE. */
export function daysOf(
  argument: string,
  range: DateRange | null | undefined,
  faults: Faults,
): Interval | undefined {
  if (range == null) return undefined
  const { from, to } = range
  if (from == null || to == null || from <= to)
    return { earliest: from ?? -Infinity, latest: to == null ? Infinity : to + 1 }
  faults.add('E_RANGE', `${argument}.to`, `${formatDay(to)} lies before from, ${formatDay(from)}`)
  return undefined
}

/**
 * Whether something definitely happened, or held, on some of these days, by its own dates. What follows from its having
 * happened does not count. Without a known end it held as long as it is attested.
 */
export function liesIn(bounds: ValidBounds, days: Interval): boolean {
  return heldDuring(bounds, days) === 'definitely'
}

/** Whether something definitely or possibly happened, or held, on some of these days. */
export function mayLieIn(bounds: ValidBounds, days: Interval): boolean {
  const answer = heldDuring(bounds, days)
  return answer === 'definitely' || answer === 'possibly'
}
