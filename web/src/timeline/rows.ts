import type { Shape } from './shapes.ts'

/*
 * Shapes in rows, so that none covers another, and their labels, so that none covers a shape, another label or the line of the
 * valid day. Rows do not depend on that line: only labels give way to it while it is dragged.
 */

/** A shape, or several of one day, with what it is called. */
export type Placed = {
  readonly shape: Shape
  /** All the items that it stands for, by their numbers. */
  readonly items: readonly number[]
  readonly row: number
  /** What it may be called, the best first. */
  readonly texts: readonly string[]
}

export type Label = {
  readonly text: string
  readonly x0: number
  readonly x1: number
  readonly anchor: 'start' | 'end'
}

export type Room = { readonly left: number; readonly right: number }
/** How wide a text is, px. */
export type Measure = (text: string) => number

const GAP = 5
/** Room between a label and what stands beside it. */
const APART = 8
/** What is no wider is a point. */
const POINT = 15
/** A text is not cut shorter than this, px. */
const SHORTEST = 48

/** In which row each shape stands, in the order in which they begin; undefined where `most` rows do not hold them. */
export function rowsOf(
  shapes: readonly Omit<Placed, 'row'>[],
  {
    room,
    measure,
    most,
    widest,
    line,
  }: {
    readonly room: Room
    readonly measure: Measure
    readonly most: number
    readonly widest: number
    /** Where the line of the valid day rests, so that there is room for names on its side. */
    readonly line: number | undefined
  },
): readonly Placed[] | undefined {
  const rows: { shapeEnd: number; labelEnd: number }[] = []
  const placed: Placed[] = []
  for (const one of [...shapes].sort((a, b) => a.shape.x0 - b.shape.x0)) {
    const { shape, texts } = one
    const width = Math.min(measure(texts[0] ?? ''), widest)
    const isBefore = line !== undefined && (shape.x0 + shape.x1) / 2 <= line + 1
    const end = isBefore ? Math.min(room.right, line - GAP) : room.right
    const goesRight = shape.isLong || (shape.dues.length === 0 && shape.x1 + GAP + width <= end)
    const from = goesRight ? shape.x0 : Math.max(shape.x0 - GAP - width, room.left)
    const to = shape.isLong
      ? Math.max(shape.x1, Math.max(shape.x0, room.left) + width)
      : goesRight
        ? shape.x1 + GAP + width
        : shape.x1
    let row = rows.findIndex(({ labelEnd }) => labelEnd + APART <= from)
    if (row < 0 && rows.length < most) {
      row = rows.length
      rows.push({ shapeEnd: -Infinity, labelEnd: -Infinity })
    }
    if (row < 0) {
      // There is no room for its label as well: it takes that of another.
      const free = rows.map(({ shapeEnd, labelEnd }, nth) => ({
        nth,
        labelEnd,
        fits: shapeEnd + 2 <= shape.x0,
      }))
      row = free.filter(({ fits }) => fits).sort((a, b) => a.labelEnd - b.labelEnd)[0]?.nth ?? -1
    }
    const own = rows[row]
    if (own === undefined) return undefined
    own.shapeEnd = Math.max(own.shapeEnd, shape.x1)
    own.labelEnd = Math.max(to, own.shapeEnd)
    placed.push({ ...one, row })
  }
  return placed
}

/** The labels of the shapes of one row, each undefined where there is no room. They stand on the side of the line where their shape is. */
export function labelsOf(
  row: readonly Placed[],
  line: number | undefined,
  { room, measure, widest }: { readonly room: Room; readonly measure: Measure; readonly widest: number },
): readonly (Label | undefined)[] {
  let taken = room.left - APART
  return row.map(({ shape, texts }, nth) => {
    const { x0, x1, isLong, dues } = shape
    const next = row[nth + 1]?.shape.x0 ?? Infinity
    // A point that lies at the line stands on one side of it; a stretch may stand on both.
    const isPoint = x1 - x0 <= POINT
    const [begin, stop] = isPoint ? [(x0 + x1) / 2, (x0 + x1) / 2] : [x0, x1]
    const isAfter = line !== undefined && begin > line + 1
    const isBefore = line !== undefined && stop <= line + 1
    const left = {
      from: Math.max(taken + APART, isAfter ? line + GAP : -Infinity, room.left),
      to: Math.min(x0 - GAP, isBefore ? line - GAP : Infinity),
    }
    const right = {
      from: Math.max(x1 + GAP, isAfter ? line + GAP : -Infinity),
      to: Math.min(room.right, next - APART, isBefore ? line - GAP : Infinity),
    }
    taken = Math.max(taken, x1)
    if (isLong || x1 < room.left || x0 > room.right) return undefined
    const label = placeText(texts, { left, right, prefersLeft: dues.length > 0 }, measure, widest)
    if (label !== undefined) taken = Math.max(taken, label.x1)
    return label
  })
}

type Side = { readonly from: number; readonly to: number }

function placeText(
  texts: readonly string[],
  { left, right, prefersLeft }: { readonly left: Side; readonly right: Side; readonly prefersLeft: boolean },
  measure: Measure,
  widest: number,
): Label | undefined {
  const onRight = (text: string, width: number): Label => ({
    text,
    x0: right.from,
    x1: right.from + width,
    anchor: 'start',
  })
  const onLeft = (text: string, width: number): Label => ({
    text,
    x0: left.to - width,
    x1: left.to,
    anchor: 'end',
  })
  for (const text of texts) {
    const width = measure(text)
    if (width > widest) continue
    const fitsLeft = left.to - left.from >= width
    if (prefersLeft && fitsLeft) return onLeft(text, width)
    if (right.to - right.from >= width) return onRight(text, width)
    if (fitsLeft) return onLeft(text, width)
  }
  const isRight = right.to - right.from >= Math.min(left.to - left.from, widest)
  const side = isRight ? right : left
  const text = cutText(texts.at(-1) ?? '', Math.min(side.to - side.from, widest), measure)
  if (text === undefined) return undefined
  return isRight ? onRight(text, measure(text)) : onLeft(text, measure(text))
}

/** The names of stretches of one row, above them, each undefined where there is no room. */
export function captionsOf(
  row: readonly Placed[],
  line: number | undefined,
  { room, measure }: { readonly room: Room; readonly measure: Measure },
): readonly (Label | undefined)[] {
  let taken = room.left - APART
  const long = row.filter(({ shape }) => shape.isLong)
  return row.map((placed) => {
    const { shape, texts } = placed
    if (!shape.isLong || shape.x1 < room.left || shape.x0 > room.right) return undefined
    const next = long[long.indexOf(placed) + 1]?.shape.x0 ?? Infinity
    const from = Math.max(shape.x0, taken + APART, room.left)
    const to = Math.min(room.right, next - APART)
    const crosses = line !== undefined && line > from - GAP && line < to
    const before = { from, to: crosses ? line - GAP : to }
    const after = crosses && line < shape.x1 ? { from: line + GAP, to } : undefined
    for (const text of texts)
      for (const side of [before, after])
        if (side !== undefined && side.to - side.from >= measure(text)) return take(text, side.from)
    const widest = after !== undefined && after.to - after.from > before.to - before.from ? after : before
    const text = cutText(texts.at(-1) ?? '', widest.to - widest.from, measure)
    return text === undefined ? undefined : take(text, widest.from)
  })

  function take(text: string, x0: number): Label {
    taken = x0 + measure(text)
    return { text, x0, x1: taken, anchor: 'start' }
  }
}

/** What stands after stretches of one row that stop untold, each undefined where there is no room or it does not stop. */
export function trailsOf(
  row: readonly Placed[],
  line: number | undefined,
  { text, room, measure }: { readonly text: string; readonly room: Room; readonly measure: Measure },
): readonly (Label | undefined)[] {
  return row.map(({ shape: { x1, endsUntold } }, nth) => {
    const x0 = x1 + GAP
    const end = x0 + measure(text)
    if (!endsUntold || x1 < room.left || end > room.right) return undefined
    if (end + APART > (row[nth + 1]?.shape.x0 ?? Infinity)) return undefined
    if (line !== undefined && line > x1 - GAP && line < end + GAP) return undefined
    return { text, x0, x1: end, anchor: 'start' }
  })
}

/** A text cut to a width; undefined where that is too short to say anything. */
export function cutText(text: string, width: number, measure: Measure): string | undefined {
  if (text === '') return undefined
  if (measure(text) <= width) return text
  if (width < SHORTEST) return undefined
  const letters = [...text]
  let [from, to] = [0, letters.length]
  while (from < to) {
    const middle = (from + to + 1) >> 1
    if (measure(`${letters.slice(0, middle).join('').trimEnd()}…`) <= width) from = middle
    else to = middle - 1
  }
  return from < 4 ? undefined : `${letters.slice(0, from).join('').trimEnd()}…`
}
