const widths = new Map<string, number>()
let canvas: CanvasRenderingContext2D | null | undefined
/** Texts kept; beyond, all are measured anew. */
const MOST = 20_000

/** How wide a text of the lanes is, px: as the browser sets it. */
export function measureText(text: string): number {
  const kept = widths.get(text)
  if (kept !== undefined) return kept
  if (canvas === undefined) {
    canvas = document.createElement('canvas').getContext('2d')
    if (canvas !== null) canvas.font = `12.5px ${getComputedStyle(document.body).fontFamily}`
  }
  const width = canvas?.measureText(text).width ?? text.length * 6.5
  if (widths.size >= MOST) widths.clear()
  widths.set(text, width)
  return width
}
