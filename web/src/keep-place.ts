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

type Held = {
  readonly seen: readonly { readonly element: Element; readonly top: number }[]
  /** For how many frames nothing more was worked out. */
  rested: number
}

/** What is held in its place right now, where it was before the first of the changes that are still being drawn. */
let held: Held | undefined

/** Changes what is shown; what one reads stays where it is on the screen, whatever came above it. */
export function keepPlace(change: () => void): void {
  const isHeld = held !== undefined
  held ??= { seen: lookedAt(), rested: 0 }
  held.rested = 0
  change()
  if (!isHeld) hold(held)
}

function lookedAt(): Held['seen'] {
  return LOOKED_AT.flatMap(([across, down]) => {
    const found = document.elementFromPoint(innerWidth * across, innerHeight * down)
    // What floats, or is as large as the page, does not move with what is read.
    const element = found?.closest('li, p, h1, h2, h3, dl > *, tr, .timeline') ?? null
    return element === null ? [] : [{ element, top: element.getBoundingClientRect().top }]
  })
}

function hold(own: Held): void {
  const stop = new AbortController()
  const letGo = () => {
    stop.abort()
    held = undefined
  }
  for (const moved of ['wheel', 'touchmove', 'pointerdown', 'keydown'])
    addEventListener(moved, letGo, { signal: stop.signal, passive: true })
  // Parts are drawn after this task and before the next frame; of large chronicles some only once they are worked out.
  const onFrame = () => {
    if (stop.signal.aborted) return
    const still = own.seen.find(({ element }) => element.isConnected)
    if (still === undefined) return letGo()
    scrollBy(0, still.element.getBoundingClientRect().top - still.top)
    own.rested = isAtWork() ? 0 : own.rested + 1
    if (own.rested > RESTED) letGo()
    else requestAnimationFrame(onFrame)
  }
  requestAnimationFrame(onFrame)
}

/** The same for what comes while the page opens: as long as one is at its top, one stays there, whatever else is drawn meanwhile. */
export function keepPlaceOnceMoved(change: () => void): void {
  if (scrollY === 0) change()
  else keepPlace(change)
}
