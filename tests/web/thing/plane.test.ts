import { describe, expect, test } from 'vitest'
import { gridDate, gridDay } from '../../../src/exchange/read-grid.ts'
import { en } from '../../../web/src/strings.ts'
import { nearNames, pointsOf } from '../../../web/src/thing/nearby.ts'
import { namedPatches, type Plane, planeOf } from '../../../web/src/thing/plane.ts'
import { planeInWords } from '../../../web/src/thing/plane-words.ts'
import { gridOf, type Written } from './grid-text.ts'

const LENT: readonly Written[] = [
  ['', '2025-04-28', '2025-04-29', '', 'no'],
  ['2025-04-28', '', '2025-04-29', '', 'definitely'],
]
const DUE: readonly Written[] = [
  ['2025-04-28', '2026-01-01', '2025-04-29', '', 'due'],
  ['2026-01-01', '', '2025-04-29', '', 'overdue'],
]
const HORIZON = [
  ['2025-04-29', '2025-04-29'],
  ['2025-12-04', '2025-12-04'],
] as const

function planeAt(grid: ReturnType<typeof gridOf>, date: string, known?: string): Plane | undefined {
  const [item] = grid.items
  const point = { date: gridDay(date), known: known === undefined ? undefined : gridDay(known) }
  return item && planeOf(item, grid, point)
}

describe('planeOf()', () => {
  const grid = gridOf({ existence: LENT, turning: DUE, known: ['2025-04-29', ''], horizon: HORIZON })

  test('ends with the known day of the page, and shows nothing of what came out later', () => {
    const plane = planeAt(grid, '2025-06-01', '2025-10-01')
    expect(gridDate((plane?.known[1] ?? 0) - 1)).toBe('2025-10-01')
    const days = plane?.rows.flatMap(({ runs }) => runs.flatMap(({ days }) => days)) ?? []
    expect(days.map(gridDate)).not.toContain('2025-12-05')
  })

  test('is a staircase: what is read from silence is so beyond the newest source alone', () => {
    const plane = planeAt(grid, '2026-02-01', '2026-02-01')
    const beyond = plane?.rows.map(({ known, runs }) => [
      gridDate(known[0]),
      runs.flatMap(({ days, patch }) => (patch.isBeyond ? gridDate(days[0]) : []))[0],
    ])
    expect(beyond?.slice(1)).toEqual([
      ['2025-04-29', '2025-04-30'],
      ['2025-12-04', '2025-12-05'],
    ])
    expect(plane?.rows[0]?.runs.map(({ patch }) => patch.answer)).toEqual(['unknown'])
  })

  test('covers every day and every known day once', () => {
    const plane = planeAt(grid, '2026-02-01')
    let known = plane?.known[0]
    for (const row of plane?.rows ?? []) {
      expect(row.known[0]).toBe(known)
      known = row.known[1]
      let day = plane?.valid[0]
      for (const { days } of row.runs) {
        expect(days[0]).toBe(day)
        day = days[1]
      }
      expect(day).toBe(plane?.valid[1])
    }
    expect(known).toBe(plane?.known[1])
  })

  test('has a strip of its own for what no known day makes certain', () => {
    const undated = gridOf({
      existence: [
        ['2025-12-04', '', '2025-12-04', 'none', 'possibly'],
        ['2025-12-04', '', 'none', '', 'definitely'],
      ],
      known: ['2025-12-04', ''],
    })
    const all = planeAt(undated, '2026-02-01')?.withoutKnownDay
    expect(all?.map(({ patch }) => patch.answer)).toEqual(['unknown', 'definitely'])
    expect(planeAt(undated, '2026-02-01', '2026-02-01')?.withoutKnownDay).toBeUndefined()
  })

  test('is said in words, for who cannot see it', () => {
    const plane = planeAt(grid, '2026-02-01', '2026-02-01')
    const words = plane === undefined ? [] : planeInWords(plane, en)
    expect(words[2]?.known).toBe('from 4 December 2025 on')
    expect(words[2]?.runs).toEqual([
      { days: 'until 27 April 2025', answer: 'no' },
      { days: 'from 28 April 2025 to 4 December 2025', answer: 'due' },
      { days: 'from 5 December 2025 to 31 December 2025', answer: 'due, as far as sources say' },
      { days: 'from 1 January 2026 on', answer: 'overdue, as far as sources say' },
    ])
  })

  test('is undefined where no source that is heard speaks of the thing', () => {
    expect(planeAt(grid, '2025-06-01', '2025-01-01')).toBeUndefined()
  })
})

test('namedPatches() names each patch once, where there is most room', () => {
  const grid = gridOf({ existence: LENT, turning: DUE, known: ['2025-04-29', ''], horizon: HORIZON })
  const plane = planeAt(grid, '2026-02-01', '2026-02-01')
  const named = namedPatches(
    plane?.rows ?? [],
    (known, valid) => (known[1] - known[0]) * (valid[1] - valid[0]),
  )
  const keys = named.map(({ patch }) => JSON.stringify(patch))
  expect(new Set(keys).size).toBe(keys.length)
  const no = named.find(({ patch }) => patch.answer === 'no')
  expect(no?.known.map(gridDate)).toEqual(['2025-04-29', '2026-02-02'])
})

test('pointsOf() leads to the nearest known day from which a thing is seen, and to a day on which it is there', () => {
  const grid = gridOf({ existence: LENT, known: ['2025-04-29', ''], horizon: HORIZON })
  const [item] = grid.items
  const points = item && pointsOf(item, grid, { date: gridDay('2025-02-01'), known: gridDay('2025-02-01') })
  expect(points?.map(({ date, known }) => [gridDate(date), gridDate(known ?? 0)])).toEqual([
    ['2025-04-28', '2025-04-29'],
  ])
  expect(item && pointsOf(item, grid, { date: gridDay('2025-06-01'), known: undefined })).toEqual([])
})

test('nearNames() proposes keys that share words', () => {
  const grid = gridOf({ existence: LENT, known: ['2025-04-29', ''] })
  expect(nearNames('book/old-almanac', grid).map(({ subject }) => subject)).toEqual(['book/almanac'])
  expect(nearNames('road/x', grid)).toEqual([])
})
