import { describe, expect, it } from 'vitest'
import { bilateral } from '../../src/domains/index.ts'
import type { Grid } from '../../src/exchange/read-grid.ts'
import { parseDay } from '../../src/time/index.ts'
import { atLength } from '../../torture/rig/thorough.ts'
import { extentsOf, HAPPENED, STANDS, TASK } from '../../web/src/timeline/extents.ts'
import { ItemTable } from '../../web/src/timeline/item-table.ts'
import { countItems } from '../../web/src/timeline/lane-counts.ts'
import { laneWords } from '../../web/src/timeline/lane-words.ts'
import {
  type Arrangement,
  arrangeLanes,
  drawnItems,
  type Lane,
  labelLanes,
  readLanes,
} from '../../web/src/timeline/lanes.ts'
import { lanesAt, lanesOf } from '../../web/src/timeline/lanes-of.ts'
import { type Span, timeScale } from '../../web/src/timeline/scale.ts'
import type { Shape } from '../../web/src/timeline/shapes.ts'
import { yOfSlot } from '../../web/src/timeline/stack.ts'
import { gridOf } from '../exchange/grid-places.ts'
import { libraryDomain } from '../exchange/library-domain.ts'
import { openAsWritten } from '../graphql/look-ahead/ask.ts'
import { Dice } from '../graphql/look-ahead/dice.ts'
import { storyAt, taleAt } from '../graphql/look-ahead/worlds.ts'
import { drawnGrid, type WrittenItem } from './drawn-grid.ts'

const KNOWN = 9_007_199_254_740_991
/** Ten pixels a day, from day 0 to 99. */
const SPAN: Span = [0, 99]

type Options = {
  readonly knownAt?: number
  readonly span?: Span
  readonly width?: number
  readonly by?: 'kind' | 'side' | 'topic' | 'source'
  readonly restLine?: number
}

function arranged(
  grid: Grid,
  { knownAt = KNOWN, span = SPAN, width = 1000, by = 'kind', restLine }: Options = {},
) {
  const table = new ItemTable(grid)
  const membership = lanesOf(table, by, () => true)
  const lanes = readLanes(table, lanesAt(membership, knownAt), knownAt)
  return arrangeLanes(lanes, {
    table,
    knownAt,
    scale: timeScale(span, 0, width),
    isNarrow: false,
    restLine,
    measure: (text) => text.length * 6,
    words: laneWords(table, knownAt),
  })
}

function shapesIn({ marks, stack }: Lane): readonly Shape[] {
  return [...marks.map(({ shape }) => shape), ...(stack?.lines.map(({ shape }) => shape) ?? [])]
}

/** What is drawn of one item. */
function drawn(item: Omit<WrittenItem, 'subject'>, subject = 'thing/one', horizon = 80) {
  const { lanes } = arranged(drawnGrid([{ subject, ...item }], horizon))
  return lanes.flatMap(shapesIn).map(({ parts, points, brackets, likely, dues, endsUntold }) => ({
    parts: parts.map(({ look, x0, x1 }) => [look, x0, x1]),
    points: points.map(({ look, x }) => [look, x]),
    brackets: brackets.map(({ opens, x }) => [opens ? '[' : ']', x]),
    likely,
    dues,
    endsUntold,
  }))
}

const bare = { parts: [], points: [], brackets: [], likely: [], dues: [], endsUntold: false }
const happened = (begin: readonly (number | null)[], isCertain = true, likely: number | null = null) => [
  'happened',
  isCertain,
  begin,
  'open',
  null,
  likely,
]

describe('arrangeLanes() draws each kind of date as what it is', () => {
  it('a day on which it happened as a filled dot in the middle of the day', () => {
    const item = {
      marks: [happened([10, 10])],
      exists: [
        [null, 10, 'no'],
        [10, null, 'definitely'],
      ],
    } as const
    expect(drawn(item)).toEqual([{ ...bare, points: [['filled', 105]] }])
  })

  it('some day of several as a hatch between two brackets', () => {
    const item = {
      marks: [happened([10, 19])],
      exists: [
        [null, 10, 'no'],
        [10, 19, 'possibly'],
        [19, null, 'definitely'],
      ],
    } as const
    const brackets = [
      ['[', 100],
      [']', 200],
    ]
    expect(drawn(item)).toEqual([{ ...bare, parts: [['window', 100, 200]], brackets }])
  })

  it('on or before a day as a hatch that fades to the left, with one bracket', () => {
    const item = {
      marks: [happened([null, 19])],
      exists: [
        [null, 19, 'possibly'],
        [19, null, 'definitely'],
      ],
    } as const
    expect(drawn(item)).toEqual([{ ...bare, parts: [['by', 80, 200]], brackets: [[']', 200]] }])
  })

  it('on or after a day as its mirror image', () => {
    const item = {
      marks: [happened([19, null])],
      exists: [
        [null, 19, 'no'],
        [19, null, 'possibly'],
      ],
    } as const
    expect(drawn(item)).toEqual([{ ...bare, parts: [['from', 190, 310]], brackets: [['[', 190]] }])
  })

  it('a likely day as a diamond that moves no bound', () => {
    const item = {
      marks: [happened([10, 19], true, 12)],
      exists: [
        [null, 10, 'no'],
        [10, 19, 'possibly'],
        [19, null, 'definitely'],
      ],
    } as const
    const brackets = [
      ['[', 100],
      [']', 200],
    ]
    expect(drawn(item)).toEqual([{ ...bare, parts: [['window', 100, 200]], brackets, likely: [125] }])
  })

  it('a day that is only possibly known as a half dot, and days as dashes', () => {
    const exists = [[10, null, 'possibly']] as const
    expect(drawn({ marks: [happened([10, 10], false)], exists })).toEqual([
      { ...bare, points: [['half', 105]] },
    ])
    expect(drawn({ marks: [happened([10, 19], false)], exists })).toEqual([
      {
        ...bare,
        parts: [['dashes', 100, 200]],
        brackets: [
          ['[', 100],
          [']', 200],
        ],
      },
    ])
  })

  it('two days on which sources differ as two dots', () => {
    const item = {
      marks: [happened([10, 10]), happened([30, 30])],
      exists: [
        [null, 10, 'no'],
        [10, null, 'definitely'],
      ],
    } as const
    expect(drawn(item).map(({ points }) => points)).toEqual([[['filled', 105]], [['filled', 305]]])
  })

  it('what lasts as a hatch that grows into the solid and one that fades out of it', () => {
    const item = {
      marks: [['lasting', true, [10, 20], [40, 49], null, 12]],
      exists: [
        [null, 10, 'no'],
        [10, 20, 'possibly'],
        [20, 41, 'definitely'],
        [41, 50, 'possibly'],
        [50, null, 'no'],
      ],
    } as const
    const parts = [
      ['begin', 100, 200],
      ['solid', 200, 410],
      ['end', 410, 500],
    ]
    expect(drawn(item)).toEqual([{ ...bare, parts, likely: [125] }])
  })

  it('an open end as open to the edge, and an end of which nothing is told as one', () => {
    const marks = [['lasting', true, [20, 20], 'open', null, null]]
    expect(
      drawn({
        marks,
        exists: [
          [null, 20, 'no'],
          [20, null, 'definitely'],
        ],
      }),
    ).toEqual([{ ...bare, parts: [['solid', 200, 1000]] }])
    expect(
      drawn({
        marks,
        exists: [
          [null, 20, 'no'],
          [20, 40, 'definitely'],
        ],
      }),
    ).toEqual([{ ...bare, parts: [['solid', 200, 400]], endsUntold: true }])
  })

  it('what is told of single days as dots with nothing between', () => {
    const item = {
      marks: [
        ['attested', true, [10, 10], 'once', null, null],
        ['attested', true, [12, 12], 'once', null, null],
      ],
      exists: [
        [10, 11, 'definitely'],
        [12, 13, 'definitely'],
      ],
    } as const
    expect(drawn(item, 'post/one')).toEqual([
      { ...bare, points: [['filled', 105]] },
      { ...bare, points: [['filled', 125]] },
    ])
  })

  it('what is planned as a hollow dot, and crosses it out where it is off', () => {
    const planned = {
      known: [0, null],
      ahead: [[null, null, ['planned', 'planned', false, [30, 30]]]],
    } as const
    expect(drawn(planned)).toEqual([{ ...bare, points: [['planned', 305]] }])
    const off = { ahead: [[null, null, ['called off', 'called off', true, [30, 30]]]] } as const
    expect(drawn(off)).toEqual([{ ...bare, points: [['off', 305]] }])
  })

  it('what is to be done as a line, dotted past the newest source, with its due day', () => {
    const item = {
      marks: [happened([10, 10])],
      exists: [
        [null, 10, 'no'],
        [10, null, 'definitely'],
      ],
      task: [[10, null, ['open', true, [60, 60]]]],
    } as const
    expect(drawn(item, 'duty/one', 49)).toEqual([
      {
        ...bare,
        parts: [
          ['open', 105, 505],
          ['record', 505, 1000],
        ],
        points: [['begin', 105]],
        dues: [605],
      },
    ])
  })

  it('what was done as a line that ends in a dot', () => {
    const item = {
      marks: [happened([10, 10])],
      exists: [
        [null, 10, 'no'],
        [10, null, 'definitely'],
      ],
      task: [
        [10, 30, ['open', true]],
        [30, null, ['done', true]],
      ],
    } as const
    expect(drawn(item, 'duty/one')).toEqual([
      {
        ...bare,
        parts: [['open', 105, 305]],
        points: [
          ['begin', 105],
          ['filled', 305],
        ],
      },
    ])
  })

  it('nothing of what no day is told, which is listed', () => {
    const grid = drawnGrid([{ subject: 'thing/one', exists: [[null, null, 'definitely']] }])
    const { lanes, undated } = arranged(grid)
    expect(lanes).toEqual([])
    expect(undated.map(({ items, count }) => [items, count])).toEqual([[[0], 1]])
  })

  it('nothing of what is not known yet', () => {
    const item = {
      subject: 'thing/one',
      known: [50, null],
      marks: [happened([10, 10])],
      exists: [
        [null, 10, 'no'],
        [10, null, 'definitely'],
      ],
    } as const
    expect(arranged(drawnGrid([item]), { knownAt: 49 }).lanes).toEqual([])
    expect(arranged(drawnGrid([item]), { knownAt: 50 }).lanes).toHaveLength(1)
  })
})

describe('lanesAt()', () => {
  const about = (nth: number, topics: readonly string[]): WrittenItem => ({
    subject: `thing/n${nth}`,
    topics,
    marks: [happened([nth % 100, nth % 100])],
    exists: [
      [null, nth % 100, 'no'],
      [nth % 100, null, 'definitely'],
    ],
  })

  it('puts an item in a lane for each of its topics, and what has none in one of its own', () => {
    const { lanes } = arranged(drawnGrid([about(1, ['b', 'a']), about(2, ['b']), about(3, [])]), {
      by: 'topic',
    })
    const counted = lanes.map(({ name, items }) => [name.heading ?? name.rest, items])
    expect(counted).toEqual([
      ['a', [0]],
      ['b', [0, 1]],
      ['none', [2]],
    ])
  })

  it('joins the smaller lanes where there are too many, each item once', () => {
    const items = Array.from({ length: 60 }, (_, nth) => about(nth, [`t${nth}`, 'all']))
    const { lanes } = arranged(drawnGrid(items), { by: 'topic' })
    expect(lanes).toHaveLength(24)
    expect(lanes.at(-1)?.name).toMatchObject({ rest: 'others', lanes: 38 })
    expect(lanes.at(-1)?.items).toHaveLength(38)
  })
})

describe('arrangeLanes() of many', () => {
  const many = Array.from({ length: 3_000 }, (_, nth): WrittenItem => {
    const day = (nth * 7) % 100
    return {
      subject: `thing/n${nth}`,
      marks: [happened([day, day])],
      exists: [
        [null, day, 'no'],
        [day, null, 'definitely'],
      ],
    }
  })

  it('draws how many there are where it cannot draw them apart', () => {
    const [lane] = arranged(drawnGrid(many)).lanes
    expect(lane?.marks).toEqual([])
    const outline = lane?.outlines[0]?.outline
    expect(outline?.most).toBe(30)
    // Each day is five columns wide, and thirty items happened on each.
    expect([...(outline?.sure ?? [])].every((count) => count === 30)).toBe(true)
  })

  it('stacks up to eighty lines, and beyond draws their outline', () => {
    const duty = (nth: number): WrittenItem => ({
      subject: `duty/n${nth}`,
      marks: [happened([nth % 50, nth % 50])],
      exists: [
        [null, nth % 50, 'no'],
        [nth % 50, null, 'definitely'],
      ],
      task: [[nth % 50, null, ['open', true]]],
    })
    const stackOf = (length: number) =>
      arranged(
        drawnGrid(
          Array.from({ length }, (_, nth) => duty(nth)),
          80,
        ),
      ).lanes[0]
    expect(
      stackOf(80)
        ?.stack?.lines.map(({ slot }) => slot)
        .sort((a, b) => a - b),
    ).toEqual([...Array(80).keys()])
    expect(stackOf(81)?.stack).toBeUndefined()
    const outline = stackOf(81)?.outlines[0]?.outline
    expect(outline?.most).toBe(81)
    expect(outline?.sure[49 * 5]).toBe(81)
    expect([outline?.sure.at(-1), outline?.record.at(-1)]).toEqual([0, 81])
  })
})

/** What lies where something else does, or across the line, in words. */
function collisions(arrangement: Arrangement, line: number): readonly string[] {
  const found: string[] = []
  const labels = labelLanes(arrangement, line)
  for (const [nth, lane] of arrangement.lanes.entries()) {
    const own = labels[nth]
    const boxes = lane.marks.flatMap((mark, at) => {
      const { shape, y } = mark
      const [label, trail] = [own?.marks[at], own?.trails[at]]
      return [
        { name: `shape ${shape.item}`, x0: shape.x0, x1: shape.x1, y },
        ...(label === undefined
          ? []
          : [{ name: `label ${label.text}`, x0: label.x0, x1: label.x1, y: shape.isLong ? y - 14 : y }]),
        ...(trail === undefined ? [] : [{ name: 'trail', x0: trail.x0, x1: trail.x1, y }]),
      ]
    })
    const { stack } = lane
    const lines = (stack?.lines ?? []).map(({ shape, slot }) => ({
      x0: shape.x0,
      x1: shape.x1,
      y: (stack?.top ?? 0) + yOfSlot(slot, stack?.height ?? 0),
    }))
    for (const [at, one] of boxes.entries()) {
      for (const other of boxes.slice(at + 1))
        if (Math.abs(one.y - other.y) < 10 && one.x0 < other.x1 - 0.01 && other.x0 < one.x1 - 0.01)
          found.push(`${one.name} on ${other.name}`)
      if (!one.name.startsWith('shape') && one.x0 < line && line < one.x1)
        found.push(`${one.name} across the line`)
    }
    for (const label of own?.stack ?? []) {
      const y = (stack?.top ?? 0) + label.y
      if (label.x0 < line && line < label.x1) found.push(`${label.text} across the line`)
      for (const each of lines)
        if (each.y < y + 2 && each.y > y - 9 && each.x0 < label.x1 && each.x1 > label.x0)
          found.push(`${label.text} on a line`)
    }
    for (const { y } of boxes)
      if (y < lane.top || y > lane.top + lane.height) found.push('outside of its lane')
  }
  return found
}

const FIRST = parseDay('2020-01-01')
const seeds = Array.from({ length: Number(process.env.LANE_SEEDS ?? atLength(20, 10)) }, (_, nth) => nth + 1)

describe.each([['lending', libraryDomain, taleAt] as const, ['relations', bilateral, storyAt] as const])(
  'lanes of random %s',
  (_, domain, storyOf) => {
    const grids = new Map<number, ReturnType<typeof gridOf>>()
    const gridOfStory = async (seed: number) => {
      const { events } = storyOf(seed)
      return gridOf(domain, await openAsWritten('story', domain.vocabulary, events), {})
    }
    const randomGrid = async (seed: number) => {
      const grid = grids.get(seed) ?? gridOfStory(seed)
      grids.set(seed, grid)
      return { grid: await grid, dice: new Dice(seed) }
    }
    const dayIn = (dice: Dice) => FIRST - 3 + dice.upTo(26)

    it.each(seeds)('overlap nowhere and leave the line of the day free: %i', async (seed) => {
      const { grid, dice } = await randomGrid(seed)
      for (let nth = 0; nth < 6; nth += 1) {
        const span: Span = [FIRST - dice.upTo(30), FIRST + 10 + dice.upTo(60)]
        const width = 200 + dice.upTo(1200)
        const knownAt = nth === 0 ? KNOWN : dayIn(dice)
        const at = dayIn(dice)
        const line = timeScale(span, 0, width).x(at)
        for (const by of ['kind', 'side', 'topic', 'source'] as const)
          expect(collisions(arranged(grid, { knownAt, span, width, by, restLine: line }), line)).toEqual([])
      }
    })

    it.each(seeds)('draw what the grid answers, day by day: %i', async (seed) => {
      const { grid, dice } = await randomGrid(seed)
      const span: Span = [FIRST - 20, FIRST + 60]
      for (let nth = 0; nth < 4; nth += 1) {
        const knownAt = nth === 0 ? KNOWN : dayIn(dice)
        expect(differences(grid, knownAt, span).slice(0, 5)).toEqual([])
      }
    })

    it.each(seeds)('count what the grid counts, and list in their tables what is drawn: %i', async (seed) => {
      const { grid, dice } = await randomGrid(seed)
      const knownAt = dayIn(dice)
      const date = dayIn(dice)
      const { lanes, undated, context } = arranged(grid, { knownAt, span: [FIRST - 40, FIRST + 80] })
      const states = grid.at(date, knownAt)
      for (const lane of lanes) {
        const own = states.filter(({ kind }) => kind.name === lane.name.key)
        const { definitely, possibly } = countItems(context.table, lane.items, date, knownAt)
        expect([definitely, possibly]).toEqual(
          ['definitely', 'possibly'].map((answer) => own.filter(({ exists }) => exists === answer).length),
        )
        const listed = drawnItems(lane).map(({ item }) => item)
        const shown = [
          ...lane.marks.flatMap(({ items }) => items),
          ...(lane.stack?.lines.map(({ shape }) => shape.item) ?? []),
        ]
        expect(listed.sort()).toEqual([...new Set(shown)].sort())
        const none = undated.find(({ name }) => name.key === lane.name.key)?.count ?? 0
        if (lane.outlines.length === 0)
          expect(listed.length + none + lane.before.count + lane.after.count).toBeGreaterThanOrEqual(
            own.length,
          )
      }
    })
  },
)

/** Where the ink of what stands is another than the answer of the grid, and where what happened is drawn on another day. */
function differences(grid: Grid, knownAt: number, span: Span): readonly string[] {
  const found: string[] = []
  const table = new ItemTable(grid)
  const extents = extentsOf(table, [...grid.items.keys()], knownAt)
  const scale = timeScale(span, 0, (span[1] + 1 - span[0]) * 10)
  const { lanes } = arranged(grid, { knownAt, span, width: (span[1] + 1 - span[0]) * 10 })
  const shapes = lanes.flatMap((lane) =>
    lane.marks.flatMap(({ shape, items }) => (items.length === 1 ? [shape] : [])),
  )
  for (const shape of shapes) {
    const item = grid.items[shape.item]
    const type = extents.type[shape.item]
    if (item === undefined || (type !== STANDS && type !== HAPPENED)) continue
    const own = shapes.filter((other) => other.item === shape.item)
    const { isCertain } = table.factsAt(shape.item, knownAt)
    for (let day = span[0]; day <= span[1]; day += 1) {
      const ink = inkAt(own, scale.x(day))
      const answer = item.at(day, knownAt)?.exists ?? 'unknown'
      // What happened counts from then on: only up to the first day on which it is certain is anything drawn.
      const before = item.at(day - 1, knownAt)?.exists ?? 'unknown'
      const expected =
        type === STANDS
          ? answer
          : !isCertain || own.length > 1
            ? ink
            : answer === 'definitely' && before !== 'definitely'
              ? before === 'possibly'
                ? 'possibly'
                : 'definitely'
              : answer === 'possibly'
                ? 'possibly'
                : 'no'
      const isFaded = ink === 'no' && expected === 'possibly' && own.some(({ parts }) => parts.some(fades))
      if (ink !== (expected === 'unknown' ? 'no' : expected) && !isFaded)
        found.push(`${item.subject} on ${day - FIRST} by ${knownAt - FIRST}: ${ink}, not ${expected}`)
    }
  }
  return found
}

/** A hatch without a bound ends before what it stands for does. */
function fades({ look, x0, x1 }: Shape['parts'][number]): boolean {
  return look === 'by' || look === 'from' || x1 - x0 === 120
}

function inkAt(shapes: readonly Shape[], x: number): 'definitely' | 'possibly' | 'no' {
  for (const { parts, points } of shapes) {
    const point = points.find((each) => Math.abs(each.x - x) < 1)
    if (point !== undefined) return point.look === 'filled' ? 'definitely' : 'possibly'
    const part = parts.find(({ x0, x1 }) => x0 <= x && x < x1)
    if (part !== undefined) return part.look === 'solid' ? 'definitely' : 'possibly'
  }
  return 'no'
}

it('extentsOf() takes for a task what is to be done, whatever its kind is called', () => {
  const grid = drawnGrid([
    {
      subject: 'duty/one',
      marks: [happened([10, 10])],
      exists: [[10, null, 'definitely']],
      task: [[10, null, ['open', true]]],
    },
    { subject: 'duty/two', marks: [happened([10, 10])], exists: [[10, null, 'definitely']] },
  ])
  expect([...extentsOf(new ItemTable(grid), [0, 1], KNOWN).type]).toEqual([TASK, HAPPENED])
})
