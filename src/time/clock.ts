/** What time it is: the one thing in this room that is not the same every time, so it is handed in. */

import { DateTime, Info, type Zone } from 'luxon'
import { RegestaError } from '../errors.ts'
import { type CivilDay, dayOf } from './civil-day.ts'
import { type Instant, parseInstant } from './instant.ts'

/** `now` in UTC ms; `today` the civil day it then is in the clock's zone. */
export type Clock = { now(): Instant; today(): CivilDay }

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
