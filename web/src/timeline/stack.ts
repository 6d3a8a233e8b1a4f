import type { Label, Measure, Room } from './rows.ts'
import type { Shape } from './shapes.ts'

/*
 * What is to be done, stacked: each a thin line, so that the height is how many are open.
 */

/** How far lines of a stack are apart, px. */
export const PITCH = 3.2
/** Beyond so many at once, the outline is drawn. */
export const MOST_LINES = 80

export type StackLine = { readonly shape: Shape /** Counted from the lowest. */; readonly slot: number }
export type StackLabel = Label & {
  /** Of its base line, below the top of the stack. */
  readonly y: number
  /** On which all of which it speaks begin. */
  readonly day: number
}

/** Those of a stack that begin on a day, in their order. */
export function linesOfDay(lines: readonly StackLine[], day: number): readonly Shape[] {
  return lines.filter(({ shape }) => shape.day === day).map(({ shape }) => shape)
}

/** The lowest free place for each, in the order in which they begin; undefined where more than {@link MOST_LINES} are needed. */
export function stackOf(shapes: readonly Shape[]): readonly StackLine[] | undefined {
  const ends: number[] = []
  const lines: StackLine[] = []
  for (const shape of [...shapes].sort((a, b) => a.x0 - b.x0 || b.x1 - a.x1)) {
    let slot = ends.findIndex((end) => end < shape.x0)
    if (slot < 0) slot = ends.push(-Infinity) - 1
    if (slot >= MOST_LINES) return undefined
    ends[slot] = shape.x1
    lines.push({ shape, slot })
  }
  return lines
}

export function heightOf(lines: readonly StackLine[]): number {
  return lines.reduce((most, { slot }) => Math.max(most, slot + 1), 0) * PITCH
}

/** Where a line of a stack is, below its top. */
export function yOfSlot(slot: number, height: number): number {
  return height - (slot + 0.5) * PITCH
}

/** What lines that begin on one day are called, where it covers no line, no other label and not the line of the valid day. */
export function stackLabels(
  lines: readonly StackLine[],
  words: (count: number, day: number) => string,
  line: number | undefined,
  { room, measure, above }: { readonly room: Room; readonly measure: Measure; readonly above: number },
): readonly StackLabel[] {
  const height = heightOf(lines)
  const groups = new Map<number, StackLine[]>()
  for (const each of lines) groups.set(each.shape.day, [...(groups.get(each.shape.day) ?? []), each])
  const labels: StackLabel[] = []
  const isFree = (label: StackLabel) => {
    if (label.x0 < room.left || label.x1 > room.right || label.y - 9 < -above) return false
    if (line !== undefined && line > label.x0 - 4 && line < label.x1 + 4) return false
    if (labels.some((one) => overlaps(one, label))) return false
    return !lines.some(({ shape, slot }) => {
      const y = yOfSlot(slot, height)
      return y > label.y - 10 && y < label.y + 3 && shape.x0 < label.x1 + 2 && shape.x1 > label.x0 - 2
    })
  }
  const bySize = [...groups].sort(([, a], [, b]) => b.length - a.length)
  for (const [day, group] of bySize) {
    const text = words(group.length, day)
    const width = measure(text)
    const slots = group.map(({ slot }) => slot)
    const x = group[0]?.shape.x0 ?? 0
    const begin = Math.max(x + 5, room.left)
    const [top, middle] = [Math.max(...slots), (Math.max(...slots) + Math.min(...slots)) / 2]
    const candidates: readonly StackLabel[] = [
      { text, x0: begin, x1: begin + width, anchor: 'start', y: yOfSlot(top, height) - 5, day },
      { text, x0: x - 4 - width, x1: x - 4, anchor: 'end', y: yOfSlot(middle, height) + 4, day },
      { text, x0: x - 4 - width, x1: x - 4, anchor: 'end', y: yOfSlot(top, height), day },
    ]
    const label = candidates.find(isFree)
    if (label !== undefined) labels.push(label)
  }
  return labels
}

function overlaps(a: StackLabel, b: StackLabel): boolean {
  return a.x0 < b.x1 + 4 && a.x1 > b.x0 - 4 && Math.abs(a.y - b.y) < 13
}
