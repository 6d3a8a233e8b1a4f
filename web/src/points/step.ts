import { addMonths, FIRST_DAY, LAST_DAY } from '../days.ts'
import { dayAfter, dayBefore } from './change-days.ts'

/** The pressed key, as far as it matters. */
export type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/**
 * Where a key leads from a day; undefined where it leads nowhere. `days` are those of changes, in order. From no day, as where no
 * known day is set, the last of them is the first to come to.
 */
export function dayByKey(key: Key, current: number | undefined, days: readonly number[]): number | undefined {
  if (key.ctrlKey || key.metaKey || key.altKey) return undefined
  if (key.key === 'Home') return days[0]
  if (key.key === 'End') return days.at(-1)
  const isBack = BACK.has(key.key)
  if (!isBack && !AHEAD.has(key.key)) return undefined
  if (current === undefined) return isBack ? days.at(-1) : undefined
  if (key.key === ',') return dayBefore(days, current)
  if (key.key === '.') return dayAfter(days, current)
  const sign = isBack ? -1 : 1
  const day = key.key.startsWith('Page') ? addMonths(current, sign * (key.shiftKey ? 12 : 1)) : current + sign
  return day < FIRST_DAY || day > LAST_DAY ? undefined : day
}

const BACK = new Set(['ArrowLeft', 'ArrowDown', 'PageDown', ','])
const AHEAD = new Set(['ArrowRight', 'ArrowUp', 'PageUp', '.'])

/** Where a key leads from a position, among those up to `head`; undefined where it leads nowhere. Pages are a tenth of all. */
export function positionByKey(key: Key, current: number, head: number): number | undefined {
  if (key.ctrlKey || key.metaKey || key.altKey) return undefined
  if (key.key === 'Home') return 0
  if (key.key === 'End') return head
  const isBack = BACK.has(key.key)
  if (!isBack && !AHEAD.has(key.key)) return undefined
  const size = key.key.startsWith('Page') ? Math.max(1, Math.round(head / 10)) : 1
  return Math.min(Math.max(current + (isBack ? -size : size), 0), head)
}
