import { createContext } from 'preact'
import { useContext, useLayoutEffect, useReducer } from 'preact/hooks'
import { isNarrow, type Span, scaleOfWidth, type TimeScale } from './scale.ts'

/**
 * What part of time is drawn and how wide, for all that is drawn along it: the lanes, the axis, the sliders. It changes at each
 * frame while one zooms or pans, and only its own listeners are drawn anew then.
 */
export class TimeView {
  scale: TimeScale
  /** How wide the drawing is. */
  width = 1184
  readonly #listeners = new Set<() => void>()

  constructor(span: Span) {
    this.scale = scaleOfWidth(span, this.width)
  }

  get span(): Span {
    return this.scale.span
  }

  /** Whether names stand above what they name. */
  get isNarrow(): boolean {
    return isNarrow(this.width)
  }

  show(span: Span, width = this.width): void {
    const [from, to] = this.span
    if (span[0] === from && span[1] === to && width === this.width) return
    this.width = width
    this.scale = scaleOfWidth(span, width)
    for (const listener of this.#listeners) listener()
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

export const TimeViewContext = createContext<TimeView | undefined>(undefined)

/** The view of time around this part, which is drawn anew when it changes. */
export function useTimeView(): TimeView {
  const view = useContext(TimeViewContext)
  if (view === undefined) throw new Error('there is no timeline around this part')
  const [, draw] = useReducer((count: number) => count + 1, 0)
  // Before whoever is around it measures, so that no change is missed.
  useLayoutEffect(() => view.subscribe(() => draw(undefined)), [view])
  return view
}
