/** Whether the public could know of a source by a date. */

import type { Answer } from './answer.ts'
import type { CivilDay } from './civil-day.ts'
import type { Interval } from './interval.ts'

/**
 * Whether a source published within `published` was out by the end of that day. One that has no latest date
 * (undated: known not before a bound) is never definitely known, by any day.
 */
export function knownBy(published: Interval, day: CivilDay): Answer {
  if (published.latest <= day + 1) return 'definitely'
  return published.earliest <= day ? 'possibly' : 'no'
}
