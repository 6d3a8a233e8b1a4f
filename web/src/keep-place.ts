import { isAtWork } from './in-steps.ts'

/** Where on the screen something is looked for that is read, as parts of its width and height. */
const LOOKED_AT = [
  [0.3, 0.35],
  [0.3, 0.55],
  [0.5, 0.2],
  [0.5, 0.75],
  [0.7, 0.45],
] as const

/** For so many frames nothing more is worked out before what one reads is let go. */
const RESTED = 2

/** Changes what is shown; what one reads stays where it is on the screen, whatever came above it. */
export function keepPlace(change: () => void): void {
  const seen = LOOKED_AT.flatMap(([across, down]) => {
    const found = document.elementFromPoint(innerWidth * across, innerHeight * down)
    // What floats, or is as large as the page, does not move with what is read.
    const element = found?.closest('li, p, h1, h2, h3, dl > *, tr, .timeline') ?? null
    return element === null ? [] : [{ element, top: element.getBoundingClientRect().top }]
  })
  change()
  let rested = 0
  const stop = new AbortController()
  for (const moved of ['wheel', 'touchmove', 'pointerdown', 'keydown'])
    addEventListener(moved, () => stop.abort(), { signal: stop.signal, passive: true })
  // Parts are drawn after this task and before the next frame; of large chronicles some only once they are worked out.
  const hold = () => {
    const still = seen.find(({ element }) => element.isConnected)
    if (stop.signal.aborted || still === undefined) return stop.abort()
    scrollBy(0, still.element.getBoundingClientRect().top - still.top)
    rested = isAtWork() ? 0 : rested + 1
    if (rested > RESTED) stop.abort()
    else requestAnimationFrame(hold)
  }
  requestAnimationFrame(hold)
}

/** The same for what comes while the page opens: as long as one is at its top, one stays there, whatever else is drawn meanwhile. */
export function keepPlaceOnceMoved(change: () => void): void {
  if (scrollY === 0) change()
  else keepPlace(change)
}
