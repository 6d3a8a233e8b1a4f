import type { Json } from '../event/index.ts'
import type { CivilDay } from '../time/index.ts'

/** Inner values as an answer can carry them. */

/** A day; null for the infinities that leave a bound open. */
export function dayOrNull(day: CivilDay): CivilDay | null {
  return Number.isFinite(day) ? day : null
}

/** A claimed value of whatever shape, as JSON has it. */
export function jsonOf(value: unknown): Json {
  return JSON.parse(JSON.stringify(value))
}
