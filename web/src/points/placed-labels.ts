/** About how wide a text is, px: a little more than what fonts without serifs take. */
export function textWidth(text: string, size: number): number {
  return text.length * size * 0.52
}

export type PlacedLabel = {
  readonly x: number
  readonly anchor: 'start' | 'end'
  readonly text: string
  /** 0 next to the line, 1 above that. */
  readonly row: 0 | 1
}

const SIZE = 12.5
const GAP = 8

/**
 * Where the labels of marks stand along a line, by the order of the marks: right of its mark, or a row higher, or else left of it,
 * where it meets no other and no edge; undefined where there is no room. The last marks are placed first, for one reads from what
 * is new.
 */
export function placedLabels(
  marks: readonly { readonly x: number; readonly text: string }[],
  left: number,
  right: number,
): readonly (PlacedLabel | undefined)[] {
  const taken: Record<0 | 1, (readonly [from: number, to: number])[]> = { 0: [], 1: [] }
  const placed: (PlacedLabel | undefined)[] = marks.map(() => undefined)
  for (const [nth, { x, text }] of [...marks.entries()].reverse()) {
    const width = textWidth(text, SIZE)
    for (const { row, anchor } of PLACES) {
      const from = anchor === 'start' ? x - 2 : x + 2 - width
      const to = from + width
      if (from < left || to > right) continue
      if (taken[row].some(([begin, end]) => from < end + GAP && begin < to + GAP)) continue
      // A tick that goes up to the row above passes through no label.
      if (row === 1 && taken[0].some(([begin, end]) => x > begin - 3 && x < end + 3)) continue
      taken[row].push([from, to])
      if (row === 1) taken[0].push([x - 1, x + 1])
      placed[nth] = { x: anchor === 'start' ? from : to, anchor, text, row }
      break
    }
  }
  return placed
}

const PLACES = (['start', 'end'] as const).flatMap((anchor) =>
  ([0, 1] as const).map((row) => ({ row, anchor })),
)
