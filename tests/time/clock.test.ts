import { describe, expect, it } from 'vitest'
import { fixedClock, formatDay, parseInstant, systemClock } from '../../src/time/index.ts'

describe('fixedClock()', () => {
  it.each([
    ['UTC', '2026-11-21'],
    ['Asia/Tokyo', '2026-11-22'],
    ['Asia/Ho_Chi_Minh', '2026-11-22'],
    ['America/New_York', '2026-11-21'],
    ['UTC+9', '2026-11-22'],
  ])('has in %s the today that people there have', (zone, today) => {
    const clock = fixedClock('2026-11-21T23:43:00Z', zone)
    expect(formatDay(clock.today())).toBe(today)
    expect(clock.now()).toBe(parseInstant('2026-11-21T23:43:00Z'))
  })

  it('reads today in UTC by default, whatever the machine’s zone', () => {
    expect(formatDay(fixedClock('2026-11-21T23:59:59.999Z').today())).toBe('2026-11-21')
    expect(formatDay(fixedClock('2026-11-22T00:00:00+14:00').today())).toBe('2026-11-21')
  })

  it('refuses an instant that is none', () => {
    expect(() => fixedClock('yesterday')).toThrow(expect.objectContaining({ code: 'E_INSTANT' }))
  })
})

describe('systemClock()', () => {
  it('goes with the machine', () => {
    const before = Date.now()
    const now = systemClock().now()
    expect(now).toBeGreaterThanOrEqual(before)
    expect(now).toBeLessThanOrEqual(Date.now())
  })

  it('takes its today from the machine’s zone unless told another', () => {
    const here = new Date()
    const today = [here.getFullYear(), here.getMonth() + 1, here.getDate()].map((n) =>
      String(n).padStart(2, '0'),
    )
    expect(formatDay(systemClock().today())).toBe(today.join('-'))
    const ahead = systemClock('Pacific/Kiritimati').today() - systemClock('Pacific/Pago_Pago').today()
    expect([1, 2]).toContain(ahead) // 25 hours apart
  })

  it.each(['Asia/Edo', 'Tokyo', '', 'UTC+99'])('refuses the zone %j', (zone) => {
    expect(() => systemClock(zone)).toThrow(
      expect.objectContaining({ code: 'E_ZONE', facts: { text: zone } }),
    )
  })
})
