import {
  type CivilDay,
  formatDay,
  type Interval,
  standingDuring,
  type ValidBounds,
} from '../../time/index.ts'
import type { Builder } from '../builder.ts'
import type { Faults } from '../faults.ts'

/** Days from one to another, as they are asked for: both are in, and either may be left open. */
export type DateRange = {
  readonly from?: CivilDay | null | undefined
  readonly to?: CivilDay | null | undefined
  /** Only what lies in it whatever an imprecise date means. */
  readonly sure?: boolean | null | undefined
}

export function addDateRange(builder: Builder) {
  return builder.inputType('DateRange', {
    description:
      'Days from one to another, both of them in to their end. A side that is left out is open; `to` before `from` is refused.',
    fields: (t) => ({
      from: t.field({ type: 'Date', description: 'The first day (this day is in). Omitted: from ever.' }),
      to: t.field({
        type: 'Date',
        description: 'The last day, the whole of it (this day is in). Omitted: for ever.',
      }),
      sure: t.boolean({
        defaultValue: false,
        description:
          'Only what lies in it for certain, whatever its imprecise date means: never what is not dated. Omitted: what may, too.',
      }),
    }),
  })
}

/** The days of a range, half-open as inside; undefined where none is asked for. A range with no day adds E_RANGE. */
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
 * Whether something definitely happened, or held, on some day of these: by its own dates, and not by what
 * follows from its having happened. What has no known end held for as long as it is told to.
 */
export function liesIn(bounds: ValidBounds, days: Interval): boolean {
  return standingDuring('attested', bounds, days) === 'definitely'
}

/** The same, definitely or possibly. */
export function mayLieIn(bounds: ValidBounds, days: Interval): boolean {
  const answer = standingDuring('attested', bounds, days)
  return answer === 'definitely' || answer === 'possibly'
}
