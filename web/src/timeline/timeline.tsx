import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { Grid, GridItem } from '../../../src/exchange/read-grid.ts'
import { usePage } from '../store.ts'
import { Axis } from './axis.tsx'
import { tableOf } from './item-table.ts'
import { LanesView } from './lanes-view.tsx'
import { isNarrow, type Span } from './scale.ts'
import { keptSpan, wholeSpan } from './span.ts'
import { TimeView, TimeViewContext } from './time-view.ts'

/** About how many days a phone shows. */
const NARROW_DAYS = 457
/** Which part of them lies before the day: names of what is of then, or before, stand left of its line. */
const BEFORE = 0.36

/** The lanes along the valid day, and whatever else is drawn along it, like the sliders: `useTimeView` says where days are. */
export function Timeline({
  grid,
  items,
  children,
}: {
  readonly grid: Grid
  /** Those that the search and the filters keep. */
  readonly items: readonly GridItem[]
  readonly children?: ComponentChildren
}) {
  const { address, point, today } = usePage()
  const frame = useRef<HTMLDivElement>(null)
  const kept = useRef<{ readonly grid: Grid; readonly whole: Span; readonly view: TimeView }>(undefined)
  if (kept.current?.grid !== grid) {
    const { date, known } = address.at
    const whole = wholeSpan(tableOf(grid), [date ?? today, known ?? date ?? today])
    const view = kept.current?.view ?? new TimeView(address.span ?? whole)
    kept.current = { grid, whole, view }
  }
  const { view, whole } = kept.current
  const told = grid.horizonAt(address.at.known)
  const show = useRef<(width: number) => void>(() => undefined)
  show.current = (width) => {
    if (width > 0)
      view.show(address.span ?? spanFor(width, view.span, whole, { date: point.date, told }), width)
  }
  useLayoutEffect(() => {
    const measured = () => frame.current?.clientWidth ?? 0
    show.current(measured())
    // Lanes grow and shrink while one zooms: only another width is drawn anew, lest what the address names comes back.
    const observer = new ResizeObserver(() => {
      if (measured() !== view.width) show.current(measured())
    })
    if (frame.current !== null) observer.observe(frame.current)
    return () => observer.disconnect()
  }, [view])
  // At each move of a drag: what was measured is not measured again, which would lay out the page once more.
  useLayoutEffect(
    () => show.current(view.width),
    [view, whole, address.span?.[0], address.span?.[1], point.date],
  )
  return (
    <TimeViewContext.Provider value={view}>
      <div class="timeline" ref={frame}>
        <LanesView table={tableOf(grid)} items={items}>
          <Axis />
          {children}
        </LanesView>
      </div>
    </TimeViewContext.Provider>
  )
}

/**
 * What is shown where the address names no span: all, and on a phone some months around the day, which stay while it is in them;
 * of a day of which nothing is told any more, from some time before the last of which something is.
 */
function spanFor(
  width: number,
  shown: Span,
  whole: Span,
  { date, told }: { readonly date: number; readonly told: number | undefined },
): Span {
  if (!isNarrow(width) || whole[1] - whole[0] <= NARROW_DAYS) return whole
  const [before, after] = [NARROW_DAYS * BEFORE, NARROW_DAYS * (1 - BEFORE)]
  const fromTold = told === undefined ? undefined : Math.round(told - after)
  const isOwn = shown[1] - shown[0] === NARROW_DAYS || shown[0] === fromTold
  if (isOwn && shown[0] <= date && date <= shown[1]) return shown
  const isLater = told !== undefined && told < date - before
  return isLater ? keptSpan([told - after, date + before]) : keptSpan([date - before, date + after])
}
