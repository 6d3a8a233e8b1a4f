import { brushX } from 'd3-brush'
import { select } from 'd3-selection'
import { type D3ZoomEvent, zoom, zoomIdentity } from 'd3-zoom'
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { usePage } from '../store.ts'
import type { Span, TimeScale } from './scale.ts'
import { clampedSpan, keptSpan, movedSpan, zoomedSpan } from './span.ts'
import type { TimeView } from './time-view.ts'

/** How much closer or wider a step is, and by how much of what is shown one moves. */
const CLOSER = 0.5
const STEP = 0.25
/** After so long without a turn of the wheel it rests, ms. */
const REST = 250

export type Zoom = {
  /** Whether days are being chosen by dragging over them. */
  readonly isChoosing: boolean
  choose(on: boolean): void
  closer(): void
  wider(): void
  earlier(): void
  later(): void
  all(): void
  /** Whether a key was one of those. */
  onKey(event: KeyboardEvent): boolean
}

/**
 * Looks closer and wider, and moves: by dragging, pinching, a wheel with Ctrl (a bare wheel scrolls the page; sideways it moves),
 * keys and steps. What is shown follows each frame; the address once it rests.
 */
export function useZoom(
  drawing: RefObject<SVGSVGElement | null>,
  brushPlace: RefObject<SVGGElement | null>,
  view: TimeView,
  height: number,
): Zoom {
  const store = usePage()
  const [isChoosing, choose] = useState(false)
  const settle = useRef<(span: Span | undefined) => void>(() => undefined)
  settle.current = (span) => store.navigate({ span: span && keptSpan(span) }, { replace: true })

  useEffect(() => {
    const svg = drawing.current
    return svg === null ? undefined : followGestures(svg, view, (span) => settle.current(span))
  }, [view])

  useLayoutEffect(() => {
    const place = brushPlace.current
    if (place === null || !isChoosing) return undefined
    const { left, right } = view.scale
    const brush = brushX<unknown>()
      .extent([
        [left, 0],
        [right, height],
      ])
      .on('end', ({ selection }: { readonly selection: readonly [number, number] | null }) => {
        choose(false)
        if (selection === null) return
        const { scale } = view
        settle.current([scale.dayAt(selection[0]), scale.dayAt(selection[1])])
      })
    const group = select<SVGGElement, unknown>(place)
    group.call(brush)
    return () => {
      group.on('.brush', null).selectAll('*').remove()
    }
  }, [isChoosing, view.scale, height])

  return useMemo(() => {
    const [go, middle] = [
      (span: Span | undefined) => settle.current(span),
      () => {
        const [from, to] = view.span
        const { date } = store.point
        return from <= date && date <= to ? date : Math.round((from + to) / 2)
      },
    ]
    const move = (part: number) => go(movedSpan(view.span, Math.ceil((view.span[1] - view.span[0]) * part)))
    const own = {
      closer: () => go(zoomedSpan(view.span, CLOSER, middle())),
      wider: () => go(zoomedSpan(view.span, 1 / CLOSER, middle())),
      earlier: () => move(-STEP),
      later: () => move(STEP),
      all: () => go(undefined),
    }
    return {
      ...own,
      isChoosing,
      choose,
      onKey(event) {
        const act = actOf(event, own)
        if (isChoosing && event.key === 'Escape') choose(false)
        else if (act === undefined) return false
        else act()
        event.preventDefault()
        return true
      },
    }
  }, [view, store, isChoosing])
}

type Acts = Readonly<Record<'closer' | 'wider' | 'earlier' | 'later' | 'all', () => void>>

function actOf(event: KeyboardEvent, acts: Acts): (() => void) | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined
  switch (event.key) {
    case '+':
    case '=':
      return acts.closer
    case '-':
      return acts.wider
    case '0':
      return acts.all
    case 'ArrowLeft':
      return event.shiftKey ? acts.earlier : undefined
    case 'ArrowRight':
      return event.shiftKey ? acts.later : undefined
    default:
      return undefined
  }
}

/** Moves and zooms the view as a hand, two fingers or a wheel do; `settle` is called when they rest. Returns what ends that. */
export function followGestures(svg: SVGSVGElement, view: TimeView, settle: (span: Span) => void): () => void {
  let base: TimeScale | undefined
  // Several moves may come before one is drawn.
  let wanted: Span | undefined
  let frame = 0
  const show = (span: Span) => {
    wanted = span
    frame ||= requestAnimationFrame(shown)
  }
  const shown = () => {
    cancelAnimationFrame(frame)
    frame = 0
    if (wanted !== undefined) view.show(wanted)
    wanted = undefined
  }
  const drawing = select<SVGSVGElement, unknown>(svg)
  const gestures = zoom<SVGSVGElement, unknown>()
    .filter((event: MouseEvent) =>
      event.type === 'wheel'
        ? event.ctrlKey || event.metaKey
        : event.button === 0 || event.type.startsWith('touch'),
    )
    .clickDistance(4)
    .on('start', () => {
      shown()
      base = view.scale
    })
    .on('zoom', ({ transform }: D3ZoomEvent<SVGSVGElement, unknown>) => {
      if (base === undefined) return
      const { left, right, span, pixelsADay } = base
      const dayAt = (x: number) => span[0] + (transform.invertX(x) - left) / pixelsADay
      show(clampedSpan([dayAt(left), dayAt(right) - 1]))
    })
    .on('end', () => {
      shown()
      const began = base
      base = undefined
      // The next one begins from what is shown then.
      drawing.property('__zoom', zoomIdentity)
      if (began !== undefined && began !== view.scale) settle(view.span)
    })
  drawing.call(gestures).on('dblclick.zoom', null)

  let resting: ReturnType<typeof setTimeout> | undefined
  const onWheel = (event: WheelEvent) => {
    const across = event.shiftKey && event.deltaX === 0 ? event.deltaY : event.deltaX
    if (event.ctrlKey || event.metaKey || Math.abs(across) <= (event.shiftKey ? 0 : Math.abs(event.deltaY)))
      return
    event.preventDefault()
    const days = across / view.scale.pixelsADay
    const [from, to] = wanted ?? view.span
    show(clampedSpan([from + days, to + days]))
    clearTimeout(resting)
    resting = setTimeout(() => {
      shown()
      settle(view.span)
    }, REST)
  }
  svg.addEventListener('wheel', onWheel, { passive: false })
  return () => {
    clearTimeout(resting)
    cancelAnimationFrame(frame)
    svg.removeEventListener('wheel', onWheel)
    drawing.on('.zoom', null)
  }
}
