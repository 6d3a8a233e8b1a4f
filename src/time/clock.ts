/** What time it is: the one thing in this room that is not the same every time, so it is handed in. */

import { DateTime, Duration, Info, type Zone } from 'luxon'
import { RegestaError } from '../errors.ts'
import { type CivilDay, dayOf } from './civil-day.ts'
import { formatInstant, type Instant, parseInstant } from './instant.ts'

/** `now` in UTC ms; `today` the civil day it then is in the clock's zone. */
export type Clock = {
  now(): Instant
  today(): CivilDay
  /** How far what was recorded last may lie ahead of it, ms; by default {@link CLOCK_TOLERANCE}. */
  readonly tolerance?: number | undefined
}

/** The clocks of machines differ by seconds; five minutes is what Kerberos takes for the most (RFC 4120, 8.2). */
export const CLOCK_TOLERANCE = 300_000

/** How far an instant lies ahead of a clock, in words, where that is beyond its tolerance; else undefined. */
export function aheadOf(
  { now, tolerance = CLOCK_TOLERANCE }: Pick<Clock, 'now' | 'tolerance'>,
  instant: Instant,
): string | undefined {
  const ahead = instant - now()
  if (ahead <= tolerance) return undefined
  const span = Duration.fromMillis(ahead).shiftTo('days', 'hours', 'minutes', 'seconds')
  const parts = Object.entries(span.toObject()).filter(([, count]) => count >= 1)
  const [[unit, count] = ['seconds', 0]] = parts
  return `${formatInstant(instant)} is ${Math.floor(count)} ${unit} ahead of the clock, which says ${formatInstant(now())}`
}

/**
 * The instant of what is recorded now: that of the clock, or the millisecond after the last recorded one where the clock
 * is a little behind it. Throws E_CLOCK where it is behind by more than its tolerance: one of the two is wrong, and
 * whatever was recorded on would be dated by it.
 */
export function instantAfter(last: Instant | undefined, clock: Clock): Instant {
  if (last === undefined) return clock.now()
  const ahead = aheadOf(clock, last)
  if (ahead !== undefined)
    throw new RegestaError(
      'E_CLOCK',
      'fault',
      `nothing is recorded: what was recorded last, at ${ahead}. Set the clock; if it is right, the one that recorded that was wrong: go back to a backup from before, or allow for it by REGESTA_CLOCK_TOLERANCE, in seconds`,
      { last, now: clock.now() },
    )
  return Math.max(clock.now(), last + 1)
}

/**
 * The machine's clock, its today that of `zone`: an IANA name (`Asia/Tokyo`), `UTC`, `UTC+9`, or by default
 * the machine's own. Throws E_ZONE if there is no such zone.
 */
export function systemClock(zone = 'system'): Clock {
  return clockIn(zone, () => Date.now())
}

/** A fixed clock, for tests and for answers that must not change. Throws E_INSTANT, E_ZONE. */
export function fixedClock(instantText: string, zone = 'UTC'): Clock {
  const instant = parseInstant(instantText)
  return clockIn(zone, () => instant)
}

/** The same clock with the today of another zone. Throws E_ZONE. */
export function clockInZone(clock: Clock, zone: string): Clock {
  return clockIn(zone, () => clock.now())
}

function clockIn(name: string, now: () => Instant): Clock {
  const zone = zoneNamed(name)
  return {
    now,
    today() {
      const here = DateTime.fromMillis(now(), { zone })
      return dayOf(here.year, here.month, here.day)
    },
  }
}

function zoneNamed(name: string): Zone {
  const zone = Info.normalizeZone(name)
  if (zone.isValid && Math.abs(zone.offset(0)) < 24 * 60) return zone // luxon takes UTC+99 too
  throw new RegestaError(
    'E_ZONE',
    'invalid',
    `"${name}": no such time zone, expected a name such as Asia/Tokyo`,
    {
      text: name,
    },
  )
}
