import { describe, expect, it } from 'vitest'
import { dayOf, isoDay } from '../../web/src/days.ts'
import { dayAfter, dayBefore } from '../../web/src/points/change-days.ts'
import { placedLabels } from '../../web/src/points/placed-labels.ts'
import { heardBy } from '../../web/src/points/sources-known.ts'
import { dayByKey } from '../../web/src/points/step.ts'

const days = [dayOf(2021, 11, 23), dayOf(2025, 4, 28), dayOf(2025, 12, 4)]
const current = dayOf(2025, 5, 31)

function press(key: string, from: number | undefined = current, shiftKey = false): string | undefined {
  const day = dayByKey({ key, shiftKey, ctrlKey: false, metaKey: false, altKey: false }, from, days)
  return day === undefined ? undefined : isoDay(day)
}

describe('dayByKey()', () => {
  it.each([
    ['ArrowLeft', '2025-05-30'],
    ['ArrowDown', '2025-05-30'],
    ['ArrowRight', '2025-06-01'],
    ['ArrowUp', '2025-06-01'],
    ['PageDown', '2025-04-30'],
    ['PageUp', '2025-06-30'],
    [',', '2025-04-28'],
    ['.', '2025-12-04'],
    ['Home', '2021-11-23'],
    ['End', '2025-12-04'],
  ])('%s leads to %s', (key, day) => expect(press(key)).toBe(day))

  it('steps by years with Shift', () => {
    expect(press('PageUp', current, true)).toBe('2026-05-31')
    expect(press('PageDown', dayOf(2024, 2, 29), true)).toBe('2023-02-28')
  })

  it('leads nowhere for other keys, with Control, past the last change and past the last year', () => {
    expect(press('a')).toBeUndefined()
    expect(press('Tab')).toBeUndefined()
    expect(press('.', dayOf(2025, 12, 4))).toBeUndefined()
    expect(press('ArrowRight', dayOf(9999, 12, 31))).toBeUndefined()
    expect(
      dayByKey({ key: 'Home', shiftKey: false, ctrlKey: true, metaKey: false, altKey: false }, current, days),
    ).toBeUndefined()
  })

  it('comes from no day to the last that matters', () => {
    const from = (key: string) =>
      dayByKey({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }, undefined, days)
    expect(from('ArrowLeft')).toBe(days[2])
    expect(from(',')).toBe(days[2])
    expect(from('ArrowRight')).toBeUndefined()
  })
})

describe('dayBefore() and dayAfter()', () => {
  it('find the nearest day that is another', () => {
    for (let day = dayOf(2021, 1, 1); day < dayOf(2026, 1, 1); day += 13) {
      expect(dayBefore(days, day)).toBe(days.findLast((each) => each < day))
      expect(dayAfter(days, day)).toBe(days.find((each) => each > day))
    }
    expect(dayBefore(days, days[1] ?? 0)).toBe(days[0])
    expect(dayAfter(days, days[1] ?? 0)).toBe(days[2])
    expect(dayBefore([], 0)).toBeUndefined()
  })
})

describe('heardBy()', () => {
  const dated = { subject: 'source/a', label: 'a', earliest: 10, latest: 20 }
  const undated = { subject: 'source/b', label: 'b', earliest: 10, latest: Number.POSITIVE_INFINITY }

  it.each([
    [9, 'no', 'no'],
    [10, 'possibly', 'possibly'],
    [20, 'definitely', 'possibly'],
    [undefined, 'definitely', 'definitely'],
  ])('by %s: with a date %s, without %s', (known, ofDated, ofUndated) => {
    expect(heardBy(dated, known)).toBe(ofDated)
    expect(heardBy(undated, known)).toBe(ofUndated)
  })
})

describe('placedLabels()', () => {
  it('lets no label meet another in its row, nor an edge', () => {
    for (let crowd = 1; crowd < 40; crowd++) {
      const marks = Array.from({ length: crowd }, (_, nth) => ({
        x: (nth * 997) % 800,
        text: `[00${nth}] 4 Dec`,
      }))
      marks.sort((a, b) => a.x - b.x)
      const placed = placedLabels(marks, 0, 800).flatMap((label) => (label === undefined ? [] : [label]))
      const spans = placed.map(({ x, anchor, text, row }) => {
        const width = text.length * 12.5 * 0.52
        return { row, from: anchor === 'start' ? x : x - width, to: anchor === 'start' ? x + width : x }
      })
      for (const [nth, { row, from, to }] of spans.entries()) {
        expect(from).toBeGreaterThanOrEqual(0)
        expect(to).toBeLessThanOrEqual(800)
        for (const other of spans.slice(nth + 1))
          expect(other.row !== row || to <= other.from || other.to <= from).toBe(true)
      }
    }
  })

  it('gives the last mark a place in any case', () => {
    const marks = [10, 11, 12, 13].map((x) => ({ x, text: '[001] 4 Dec' }))
    expect(placedLabels(marks, 0, 300).at(-1)).toMatchObject({ row: 0, anchor: 'start' })
  })
})
