import { describe, expect, it } from 'vitest'
import { dayOf, isoDay } from '../../web/src/days.ts'
import { timeScale } from '../../web/src/timeline/scale.ts'

describe('timeScale()', () => {
  const scale = timeScale([dayOf(2021, 1, 1), dayOf(2025, 12, 31)], 100, 1926)

  it('finds the day of every place back', () => {
    for (const day of [dayOf(2021, 1, 1), dayOf(2024, 2, 29), dayOf(2025, 12, 31)])
      expect(scale.dayAt(scale.x(day))).toBe(day)
  })

  it('begins at the left edge and ends with the last day at the right one', () => {
    expect(scale.begin(dayOf(2021, 1, 1))).toBe(100)
    expect(scale.begin(dayOf(2026, 1, 1))).toBeCloseTo(1926)
  })

  it('puts ticks on the first of January', () => {
    expect(scale.ticks(5).map(isoDay)).toContain('2024-01-01')
  })
})
