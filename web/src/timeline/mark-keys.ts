/*
 * Marks are one stop of the tabulator; the arrow keys go from mark to mark: along a lane, and to the nearest of the lane above
 * or below.
 */

/** Goes to another mark, if a key says so. */
export function stepBetweenMarks(event: KeyboardEvent & { readonly currentTarget: SVGSVGElement }): void {
  const from = event.target instanceof Element ? event.target.closest<SVGAElement>('a[data-mark]') : null
  if (from === null || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
  const to = nextMark(event.currentTarget, from, event.key)
  if (to === undefined) return
  event.preventDefault()
  from.setAttribute('tabindex', '-1')
  to.setAttribute('tabindex', '0')
  to.focus()
}

function nextMark(drawing: SVGSVGElement, from: SVGAElement, key: string): SVGAElement | undefined {
  const lanes = [...drawing.querySelectorAll('.marks [data-lane]')]
    .map((lane) => [...lane.querySelectorAll<SVGAElement>('a[data-mark]')].sort((a, b) => xOf(a) - xOf(b)))
    .filter((marks) => marks.length > 0)
  const row = lanes.findIndex((marks) => marks.includes(from))
  const marks = lanes[row] ?? []
  const at = marks.indexOf(from)
  switch (key) {
    case 'ArrowRight':
      return marks[at + 1]
    case 'ArrowLeft':
      return marks[at - 1]
    case 'Home':
      return marks[0]
    case 'End':
      return marks.at(-1)
    case 'ArrowDown':
      return nearest(lanes[row + 1] ?? [], xOf(from))
    case 'ArrowUp':
      return nearest(lanes[row - 1] ?? [], xOf(from))
    default:
      return undefined
  }
}

function xOf(mark: Element): number {
  return Number(mark.getAttribute('data-x'))
}

function nearest(marks: readonly SVGAElement[], x: number): SVGAElement | undefined {
  return [...marks].sort((a, b) => Math.abs(xOf(a) - x) - Math.abs(xOf(b) - x))[0]
}
