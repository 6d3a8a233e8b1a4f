/** Where on the screen something is looked for that is read, as parts of its width and height. */
const LOOKED_AT = [
  [0.3, 0.35],
  [0.3, 0.55],
  [0.5, 0.2],
  [0.5, 0.75],
  [0.7, 0.45],
] as const

/** Changes what is shown; what one reads stays where it is on the screen, whatever came above it. */
export function keepPlace(change: () => void): void {
  const seen = LOOKED_AT.flatMap(([across, down]) => {
    const found = document.elementFromPoint(innerWidth * across, innerHeight * down)
    // What floats, or is as large as the page, does not move with what is read.
    const element = found?.closest('li, p, h1, h2, h3, dl > *, tr, .timeline') ?? null
    return element === null ? [] : [{ element, top: element.getBoundingClientRect().top }]
  })
  change()
  // Parts are drawn after this task and before the next frame.
  requestAnimationFrame(() => {
    const still = seen.find(({ element }) => element.isConnected)
    if (still !== undefined) scrollBy(0, still.element.getBoundingClientRect().top - still.top)
  })
}
