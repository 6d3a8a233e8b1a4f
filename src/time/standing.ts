/** How something stands on a day, given what bounds its begin and its end; and whether a source was out by a day. */

import { unreachable } from '../errors.ts'
import type { Answer } from './answer.ts'
import type { Days, ValidBounds } from './bounds.ts'
import type { CivilDay } from './civil-day.ts'
import { type Interval, intersect, oneDay } from './interval.ts'
import { fitting } from './left-out.ts'

/**
 * How long an event speaks for: `happened`, from its date on and for good (a treaty was signed); `attested`,
 * for its own date only (she was minister that day); `lasting`, up to its stated end, or else to its last
 * attestation, after which nobody knows (a mechanism works).
 */
export type Aspect = 'happened' | 'attested' | 'lasting'

/** Whether it happened in a window, and whether the likely day, if one was given, lies in there. */
export type Occurrence = { readonly answer: Answer; readonly likely: boolean }

/** How it stands at the end of that day (`happened`) or during it (`attested`, `lasting`). */
export function standingAt(aspect: Aspect, bounds: ValidBounds, day: CivilDay): Answer {
  return standingDuring(aspect, bounds, oneDay(day))
}

/**
 * How far it stands on at least one day of the window: `definitely` if in every world that the bounds allow,
 * `possibly` if in some, `no` if in none, and `unknown` where the event says nothing about such days. A world
 * is one day of `begin` with one day of `end` that does not precede it; where the end is not stated, it
 * is known to have stood up to its first possible last day and no further.
 */
export function standingDuring(aspect: Aspect, bounds: ValidBounds, window: Interval): Answer {
  switch (aspect) {
    case 'happened':
      if (bounds.begin.latest <= window.latest) return 'definitely'
      return bounds.begin.earliest < window.latest ? 'possibly' : 'no'
    case 'attested':
      return standingWithin(bounds, window) ?? 'unknown'
    case 'lasting':
      return standingWithin(bounds, window) ?? lastingOutside(bounds, window)
    default:
      return unreachable(aspect)
  }
}

/** Whether it happened (or began) on that very day. */
export function happenedOn(bounds: ValidBounds, day: CivilDay): Occurrence {
  return happenedDuring(bounds, oneDay(day))
}

/** Whether it happened (or began) within the window: a `no` holds of this event alone. */
export function happenedDuring(bounds: ValidBounds, window: Interval): Occurrence {
  const { begin, likely } = bounds
  const inside = window.earliest <= begin.earliest && begin.latest <= window.latest
  const { choices = [] } = bounds
  const may = mayFallIn({ ...begin, choices }, window)
  return {
    answer: inside ? 'definitely' : may ? 'possibly' : 'no',
    likely: may && likely !== undefined && window.earliest <= likely && likely < window.latest,
  }
}

/**
 * Whether it happened, or held, on some day of the window, by its own days: what follows from its having happened does
 * not count. Beyond an end that is not stated nothing is known. Days that its date leaves out are none of its own.
 */
export function heldDuring(bounds: ValidBounds, window: Interval): Answer {
  const { begin, endStatus } = bounds
  if (endStatus === 'once') return happenedDuring(bounds, window).answer
  const answer = standingDuring('attested', bounds, window)
  if (answer !== 'unknown') return answer
  return endStatus === 'stated' || window.latest <= begin.earliest ? 'no' : 'unknown'
}

/** Whether one of these days may be in the window. */
export function mayFallIn({ choices = [], ...days }: Days, window: Interval): boolean {
  const both = intersect(days, window)
  return both !== undefined && fitting(choices, both) !== undefined
}

/** How far it stands in the window by what it says of its own days, or undefined where it says nothing. */
function standingWithin(bounds: ValidBounds, window: Interval): Answer | undefined {
  const { begin, end } = bounds
  const begun = begin.latest <= window.latest
  const notYetOver = end.earliest >= window.earliest
  if (begun && notYetOver) return 'definitely'
  const possiblyBegun = begin.earliest < window.latest
  return possiblyBegun && window.earliest < lastWord(bounds) ? 'possibly' : undefined
}

/**
 * The day before which it possibly stands if it is not certain to. With its end not stated, that is as long as it
 * may only just have begun: after that it is certain up to its last attestation, and beyond it unknown.
 */
function lastWord({ begin, end, endStatus }: ValidBounds): CivilDay {
  return endStatus === 'stated' ? end.latest : begin.latest
}

/** Outside its own days: not before it can have begun, nor after a stated end; else nobody knows. */
function lastingOutside({ begin, endStatus }: ValidBounds, window: Interval): Answer {
  const before = window.latest <= begin.earliest
  return before || endStatus === 'stated' ? 'no' : 'unknown'
}

/**
 * Whether a source published within `published` was out by the end of that day. One that has no latest date
 * (undated: known not before a bound) is never definitely known, by any day.
 */
export function knownBy(published: Interval, day: CivilDay): Answer {
  if (published.latest <= day + 1) return 'definitely'
  return published.earliest <= day ? 'possibly' : 'no'
}
