import { atOnce, type Steps } from '../in-steps.ts'
import { AHEAD, type Extents, extentSteps, HAPPENED, TASK, UNDATED } from './extents.ts'
import type { ItemTable } from './item-table.ts'
import type { LaneMembers, LaneName } from './lanes-of.ts'
import { type Outline, outlineOf } from './outline.ts'
import {
  captionsOf,
  type Label,
  labelsOf,
  type Measure,
  type Placed,
  type Room,
  rowsOf,
  trailsOf,
} from './rows.ts'
import type { TimeScale } from './scale.ts'
import { FADE, type Shape, shapesOf, taskShape } from './shapes.ts'
import { heightOf, type StackLabel, type StackLine, stackLabels, stackOf } from './stack.ts'

/*
 * Lanes: where everything stands. First what is drawn, which depends on the known day and on what part of time is shown
 * (`arrangeLanes`); then its labels, which give way to the line of the valid day (`labelLanes`).
 */

/** How far rows are apart, and what stands above and below them in a lane, px. */
export const ROW = 19
const CAPTION = 15
const ABOVE = 18
const BELOW = 16
/** How much higher a lane is whose name stands above it. */
const NAME_ABOVE = 22
const OUTLINE = 64
const EDGES = 10
const LINE = 15

/** How many marks are drawn one by one: in all lanes, and in one. Beyond, outlines are. */
const MOST_MARKS = 300
const MOST_IN_LANE = 60
/** How many items are looked at one by one for that. */
const MOST_LOOKED_AT = 500
/** How many of what is to be done by a day have a row each. */
const MOST_DUE_ROWS = 6
const MOST_UNDATED = 40

/** What lanes say in words; `nameOf` what an item is called around a day. */
export type LaneWords = {
  nameOf(item: number, day: number): string
  /** All of when it was. */
  whenOf(item: number): string
  /** What stands beside a name: when it was, where that is no single day. */
  besideOf(item: number, shape: Shape): string
  /** Of several, how many they are, and the first. */
  several(count: number, name: string): string
  since(count: number, day: number): string
  readonly thenUnknown: string
}

export type LaneContext = {
  readonly table: ItemTable
  readonly knownAt: number
  readonly scale: TimeScale
  readonly isNarrow: boolean
  /** Where the line of the valid day rests: rows leave room for names on its sides. */
  readonly restLine: number | undefined
  readonly measure: Measure
  readonly words: LaneWords
}

/** A mark in its place: `y` is the middle of its line. */
export type PlacedMark = Placed & { readonly y: number; readonly isTask: boolean }

export type Lane = {
  readonly name: LaneName
  readonly items: readonly number[]
  readonly top: number
  readonly height: number
  /** The middle of its first row. */
  readonly firstLine: number
  readonly marks: readonly PlacedMark[]
  readonly stack?: { readonly lines: readonly StackLine[]; readonly top: number; readonly height: number }
  readonly outlines: readonly {
    readonly outline: Outline
    readonly isTask: boolean
    readonly top: number
    readonly height: number
    /** How many items it stands for. */
    readonly count: number
  }[]
  /** How many items lie before and after what is shown, and the day of the nearest. */
  readonly before: Outside
  readonly after: Outside
}

export type Outside = { readonly count: number; readonly nearest: number }
export type Arrangement = {
  readonly lanes: readonly Lane[]
  /** Of lanes that have such. */
  readonly undated: readonly Undated[]
  readonly height: number
  readonly context: LaneContext
}

/** Reads when the items of lanes are, once for a known day. */
export function readLanes(
  table: ItemTable,
  lanes: readonly LaneMembers[],
  knownAt: number,
): readonly ReadLane[] {
  return atOnce(readSteps(table, lanes, knownAt))
}

/** The same in steps. */
export function* readSteps(
  table: ItemTable,
  lanes: readonly LaneMembers[],
  knownAt: number,
): Steps<readonly ReadLane[]> {
  const read: ReadLane[] = []
  for (const members of lanes)
    read.push({ ...members, extents: yield* extentSteps(table, members.items, knownAt) })
  return read
}

export type ReadLane = LaneMembers & { readonly extents: Extents }

/** Items of a lane of which no day is told: as many as may be named, and how many there are. */
export type Undated = { readonly name: LaneName; readonly items: readonly number[]; readonly count: number }

/** Where all that is drawn stands. */
export function arrangeLanes(lanes: readonly ReadLane[], context: LaneContext): Arrangement {
  const seen = lanes.map((lane) => seenIn(lane, context.scale))
  // Those with little in them come first, so that one full lane leaves room for the others.
  const order = [...seen.keys()].sort((a, b) => (seen[a]?.size ?? 0) - (seen[b]?.size ?? 0))
  let left = MOST_MARKS
  const contents: Content[] = []
  for (const nth of order) {
    const [lane, own] = [lanes[nth], seen[nth]]
    if (lane === undefined || own === undefined) continue
    const content = contentOf(lane, own, left, context)
    left -= content.placed.length + (content.lines?.length ?? 0)
    contents[nth] = content
  }
  let top = 0
  const placed = lanes.flatMap((lane, nth) => {
    const [content, own] = [contents[nth], seen[nth]]
    if (content === undefined || own === undefined) return []
    // Of what has no day at all, nothing is drawn.
    if (own.size + own.before.count + own.after.count === 0) return []
    const made = placeLane(lane, content, own, top, context)
    top += made.height
    return [made]
  })
  const undated = lanes.flatMap(({ name }, nth): readonly Undated[] => {
    const own = seen[nth]
    return own === undefined || own.undatedCount === 0
      ? []
      : [{ name, items: own.undated, count: own.undatedCount }]
  })
  return { lanes: placed, undated, height: top, context }
}

type Seen = {
  /** Places within the lane of what is shown. */
  readonly marks: readonly number[]
  readonly tasks: readonly number[]
  readonly size: number
  readonly before: Outside
  readonly after: Outside
  readonly undated: readonly number[]
  readonly undatedCount: number
}

/** What of a lane lies in the part of time that is shown. */
function seenIn({ extents }: ReadLane, scale: TimeScale): Seen {
  const { items, type, from, to, sureFrom } = extents
  const marks: number[] = []
  const tasks: number[] = []
  const undated: number[] = []
  let undatedCount = 0
  const before = { count: 0, nearest: -Infinity }
  const after = { count: 0, nearest: Infinity }
  const [first, end] = [scale.span[0], scale.span[1] + 1]
  const fade = FADE / scale.pixelsADay
  for (let nth = 0; nth < items.length; nth += 1) {
    const own = type[nth]
    if (own === UNDATED) {
      undatedCount += 1
      if (undated.length < MOST_UNDATED) undated.push(items[nth] ?? 0)
      continue
    }
    let [begin, last] = [from[nth] ?? 0, to[nth] ?? 0]
    if (own === HAPPENED || own === AHEAD) {
      if (begin === -Infinity) begin = last - fade
      if (last === Infinity) last = begin + fade
    } else if (own === TASK && begin === -Infinity) begin = sureFrom[nth] ?? begin
    if (last <= first) {
      before.count += 1
      before.nearest = Math.max(before.nearest, last - 1)
    } else if (begin >= end) {
      after.count += 1
      after.nearest = Math.min(after.nearest, begin)
    } else if (own === TASK) tasks.push(nth)
    else marks.push(nth)
  }
  return { marks, tasks, size: marks.length + tasks.length, before, after, undated, undatedCount }
}

type Content = {
  readonly placed: readonly (Placed & { readonly isTask: boolean })[]
  readonly lines: readonly StackLine[] | undefined
  readonly outlines: readonly {
    readonly outline: Outline
    readonly isTask: boolean
    readonly count: number
  }[]
}

/** What is drawn of a lane: marks where there is room for them, at most `left`, else outlines. */
function contentOf(lane: ReadLane, seen: Seen, left: number, context: LaneContext): Content {
  const { table, knownAt, scale } = context
  const horizon = (table.grid.horizonAt(Number.isFinite(knownAt) ? knownAt : undefined) ?? Infinity) + 1
  const outline = (places: readonly number[], isTask: boolean) => ({
    outline: outlineOf(table, lane.extents, places, { scale, knownAt, horizon }),
    isTask,
    count: places.length,
  })
  const outlines: { readonly outline: Outline; readonly isTask: boolean; readonly count: number }[] = []
  let tasks = seen.tasks
  let rows: readonly Omit<Placed, 'row'>[] = []
  let lines: readonly StackLine[] | undefined
  if (tasks.length > 0) {
    const shapes = tasks.length > Math.min(left, MOST_LOOKED_AT) ? undefined : shapesOfTasks()
    const due = shapes?.filter(({ dues }) => dues.length > 0) ?? []
    const ownRows = due.length <= MOST_DUE_ROWS ? due : []
    const stacked = shapes?.filter((shape) => !ownRows.includes(shape))
    lines = stacked && stackOf(stacked)
    if (lines === undefined) outlines.push(outline(tasks, true))
    else {
      rows = ownRows.map((shape) => ({ shape, items: [shape.item], texts: textsOf(shape, context) }))
      tasks = []
    }
  }
  const isTask = new Set(rows.map(({ shape }) => shape))
  const room = left - (lines?.length ?? 0)
  const own = marksOf()
  const placed = own && rowsOf([...rows, ...own], { ...placing(context), most: context.isNarrow ? 8 : 10 })
  if (placed === undefined) {
    if (seen.marks.length > 0) outlines.unshift(outline(seen.marks, false))
    const alone = rowsOf(rows, { ...placing(context), most: MOST_DUE_ROWS }) ?? []
    return { placed: alone.map((each) => ({ ...each, isTask: true })), lines, outlines }
  }
  return { placed: placed.map((each) => ({ ...each, isTask: isTask.has(each.shape) })), lines, outlines }

  function shapesOfTasks(): readonly Shape[] {
    return tasks.flatMap((nth) => {
      const shape = taskShape(table, lane.items[nth] ?? 0, knownAt, { scale, horizon })
      return shape === undefined ? [] : [shape]
    })
  }

  function marksOf(): readonly Omit<Placed, 'row'>[] | undefined {
    if (seen.marks.length > MOST_LOOKED_AT) return undefined
    const shapes = seen.marks.flatMap((nth) =>
      shapesOf(table, lane.items[nth] ?? 0, lane.extents.type[nth] ?? 0, knownAt, scale),
    )
    const shown = shapes.filter(({ x0, x1 }) => x1 >= scale.left && x0 <= scale.right)
    const grouped = groupsOf(shown, context)
    return grouped.length > Math.min(room, MOST_IN_LANE) ? undefined : grouped
  }
}

/** Shapes with what they are called; points of one day that are too many for a row each are one. */
function groupsOf(shapes: readonly Shape[], context: LaneContext): readonly Omit<Placed, 'row'>[] {
  const { isNarrow, words } = context
  const apart = new Map<string, Shape[]>()
  for (const shape of shapes) {
    // What is drawn alike, at the same place, is one where it is too much.
    const { days, parts, points, likely } = shape
    const look = `${parts.map((part) => part.look)} ${points.map((point) => point.look)} ${likely}`
    const key = days === undefined ? `${apart.size} ` : `${days.earliest} ${days.latest} ${look}`
    apart.set(key, [...(apart.get(key) ?? []), shape])
  }
  return [...apart.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    if (group.length <= (isNarrow ? 2 : 3))
      return group.map((shape) => ({ shape, items: [shape.item], texts: textsOf(shape, context) }))
    const name = words.nameOf(first.item, first.day)
    const texts = [words.several(group.length, name)]
    return [{ shape: { ...first, x1: first.x1 + 4 }, items: group.map(({ item }) => item), texts }]
  })
}

function textsOf(shape: Shape, { words, isNarrow }: LaneContext): readonly string[] {
  const name = words.nameOf(shape.item, shape.day)
  const beside = words.besideOf(shape.item, shape)
  return beside === '' || isNarrow ? [name] : [`${name}, ${beside}`, name]
}

function placing({ scale, measure, isNarrow, restLine }: LaneContext) {
  return { line: restLine, room: roomOf(scale), measure, widest: isNarrow ? 190 : 330 }
}

function roomOf({ left, right }: TimeScale): Room {
  return { left, right }
}

function placeLane(
  { name, items }: ReadLane,
  { placed, lines, outlines }: Content,
  { before, after }: Seen,
  top: number,
  { isNarrow }: LaneContext,
): Lane {
  const rows = placed.reduce((most, { row }) => Math.max(most, row + 1), 0)
  let y = top + (isNarrow ? NAME_ABOVE : 0) + ABOVE
  const middles: number[] = []
  for (let row = 0; row < rows; row += 1) {
    if (placed.some((each) => each.row === row && each.shape.isLong)) y += CAPTION
    middles.push(y)
    y += ROW
  }
  const firstLine = middles[0] ?? y
  const stack =
    lines === undefined || lines.length === 0
      ? undefined
      : { lines, top: y + (rows > 0 ? 6 : 4), height: heightOf(lines) }
  if (stack !== undefined) y = stack.top + stack.height + ROW / 2
  const drawn = outlines.map((outline) => {
    const from = y - (y === firstLine ? 6 : -8) + LINE
    y = from + OUTLINE + ROW / 2
    return { ...outline, top: from, height: OUTLINE }
  })
  const least = isNarrow ? NAME_ABOVE + BELOW : ABOVE + 2 * LINE + BELOW
  const marks = placed
    .map((each) => ({ ...each, y: middles[each.row] ?? y }))
    .sort((a, b) => a.shape.day - b.shape.day || a.y - b.y)
  // What lies outside is said below all that is drawn.
  const edges = before.count + after.count > 0 ? EDGES : 0
  const height = Math.max(y - ROW + BELOW + edges - top, least)
  return {
    name,
    items,
    top,
    height,
    firstLine: top + (isNarrow ? 0 : ABOVE),
    marks,
    ...(stack && { stack }),
    outlines: drawn,
    before,
    after,
  }
}

/** The items that are drawn one by one, each once, in the order of their days. */
export function drawnItems({
  marks,
  stack,
}: Lane): readonly { readonly item: number; readonly day: number }[] {
  const days = new Map<number, number>()
  const add = (item: number, day: number) => days.set(item, Math.min(days.get(item) ?? Infinity, day))
  for (const { items, shape } of marks) for (const item of items) add(item, shape.day)
  for (const { shape } of stack?.lines ?? []) add(shape.item, shape.day)
  return [...days].map(([item, day]) => ({ item, day })).sort((a, b) => a.day - b.day || a.item - b.item)
}

/** The labels of a lane: of its marks, in their order, and of its stack. */
export type LaneLabels = {
  readonly marks: readonly (Label | undefined)[]
  /** What stands after them. */
  readonly trails: readonly (Label | undefined)[]
  readonly stack: readonly StackLabel[]
  /** Of how many marks there is no room for the name. */
  readonly left: number
}

/** Where names stand, beside the line of the valid day and never across it; `line` is undefined where that is not shown. */
export function labelLanes({ lanes, context }: Arrangement, line: number | undefined): readonly LaneLabels[] {
  const { scale, measure, words } = context
  const options = placing(context)
  const shown = line !== undefined && line >= scale.left && line <= scale.right ? line : undefined
  return lanes.map(({ marks, stack }) => {
    const labels = new Map<PlacedMark, Label | undefined>()
    const trails = new Map<PlacedMark, Label | undefined>()
    for (const row of new Set(marks.map((mark) => mark.row))) {
      const own = marks.filter((mark) => mark.row === row).sort((a, b) => a.shape.x0 - b.shape.x0)
      const beside = labelsOf(own, shown, options)
      const above = captionsOf(own, shown, options)
      const after = trailsOf(own, shown, { ...options, text: words.thenUnknown })
      for (const [nth, mark] of own.entries()) {
        labels.set(mark, beside[nth] ?? above[nth])
        trails.set(mark, clear(after[nth], beside))
      }
    }
    return {
      marks: marks.map((mark) => labels.get(mark)),
      trails: marks.map((mark) => trails.get(mark)),
      stack: stack
        ? stackLabels(stack.lines, (count, day) => words.since(count, day), shown, {
            room: options.room,
            measure,
            above: 8,
          })
        : [],
      left: marks.filter((mark) => labels.get(mark) === undefined).length,
    }
  })
}

/** A label, unless another of its row is there. */
function clear(label: Label | undefined, others: readonly (Label | undefined)[]): Label | undefined {
  const isCovered = others.some(
    (other) =>
      label !== undefined && other !== undefined && other.x0 < label.x1 + 4 && other.x1 > label.x0 - 4,
  )
  return isCovered ? undefined : label
}
