import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

export type SliderProps = {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  /** What is read aloud. */
  readonly words: string
  /** Where the handle stands, px from the left. */
  readonly x: number
  /** What a place stands for. */
  readonly valueAt: (x: number) => number
  /** How high it is, and where in it the handle takes the touch, px. */
  readonly height: number
  readonly handleAt: number
  readonly class: string
  /** Whether a mouse may also grab it by the line that goes up from it through the timeline. */
  readonly grabbedAbove?: boolean
  /** Where a drag is, at most once a frame. */
  readonly drag: (value: number) => void
  readonly release: () => void
  readonly cancel: () => void
  /** Whether a key did anything. */
  readonly press: (event: KeyboardEvent) => boolean
  readonly children: ComponentChildren
}

/** How far from its line it may be grabbed, px. */
const GRIP = 5

/**
 * A slider that is drawn by its children: it is dragged from anywhere in it, sideways, while up and down scrolls the page. Its handle
 * takes the keys.
 */
export function Slider(props: SliderProps) {
  const { label, value, min, max, words, x, height, handleAt } = props
  const area = useRef<HTMLDivElement>(null)
  const handle = useRef<HTMLDivElement>(null)
  const drag = useRef<{ readonly pointer: number; frame: number; x: number }>(undefined)
  useEffect(() => () => cancelAnimationFrame(drag.current?.frame ?? 0), [])
  const x0 = useRef(x)
  x0.current = x
  useEffect(() => {
    const timeline = props.grabbedAbove === true ? area.current?.closest<HTMLElement>('.timeline') : null
    if (timeline === null || timeline === undefined) return
    const isOnLine = ({ clientX, target }: MouseEvent) =>
      target instanceof Element &&
      target.closest('.lanes-figure') !== null &&
      target.closest('a, button, .bundle') === null &&
      Math.abs(clientX - timeline.getBoundingClientRect().left - x0.current) <= GRIP
    const grab = (event: PointerEvent) => {
      if (event.pointerType === 'mouse' && isOnLine(event)) begin(event)
    }
    // Else the lanes would be dragged, too.
    const keep = (event: MouseEvent) => {
      if (drag.current !== undefined) event.stopPropagation()
    }
    const show = (event: PointerEvent) => timeline.classList.toggle('on-line', isOnLine(event))
    timeline.addEventListener('pointerdown', grab, true)
    timeline.addEventListener('mousedown', keep, true)
    timeline.addEventListener('pointermove', show, true)
    return () => {
      timeline.removeEventListener('pointerdown', grab, true)
      timeline.removeEventListener('mousedown', keep, true)
      timeline.removeEventListener('pointermove', show, true)
    }
  }, [props.grabbedAbove])
  const begin = (event: PointerEvent) => {
    if (event.button !== 0 || drag.current !== undefined) return
    const at = event.clientX - (area.current?.getBoundingClientRect().left ?? 0)
    drag.current = { pointer: event.pointerId, frame: 0, x: at }
    area.current?.setPointerCapture(event.pointerId)
    handle.current?.focus({ preventScroll: true })
    event.preventDefault()
  }
  const move = (event: PointerEvent) => {
    const own = drag.current
    if (own?.pointer !== event.pointerId) return
    own.x = event.clientX - (area.current?.getBoundingClientRect().left ?? 0)
    own.frame ||= requestAnimationFrame(() => {
      own.frame = 0
      if (drag.current === own) props.drag(props.valueAt(own.x))
    })
  }
  const end = (event: PointerEvent) => {
    const own = drag.current
    if (own?.pointer !== event.pointerId) return
    drag.current = undefined
    cancelAnimationFrame(own.frame)
    // The browser takes a pointer away where it begins to scroll the page.
    if (event.type === 'pointercancel') return props.cancel()
    props.drag(props.valueAt(own.x))
    props.release()
  }
  return (
    <div
      ref={area}
      class={`slider ${props.class}`}
      style={{ height: `${height}px` }}
      onPointerDown={(event) => {
        begin(event)
        move(event)
      }}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
      onLostPointerCapture={end}
    >
      {props.children}
      <div
        ref={handle}
        class="handle"
        style={{ left: `${x - 22}px`, top: `${handleAt - 22}px` }}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-valuenow={value}
        aria-valuetext={words}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && drag.current !== undefined) {
            drag.current = undefined
            props.cancel()
          } else if (!props.press(event)) return
          event.preventDefault()
        }}
      />
    </div>
  )
}
