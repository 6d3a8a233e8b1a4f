import { useRef } from 'preact/hooks'
import { FIRST_DAY, LAST_DAY } from '../days.ts'
import { dayByKey } from '../points/step.ts'
import { strings } from '../strings.ts'
import type { TimeScale } from '../timeline/scale.ts'
import type { PlacedHandle } from './bands-layout.ts'

const { compare } = strings

/** How wide the ground is that takes the touch, px. */
const TOUCH = 44
/** How high a row of flags is, px. */
const FLAG = 18

/**
 * A point on a band: it is dragged, or moved by keys; what it leads to is asked for when it is let go. Where the clock filters
 * nothing it stands at the end, and the first move sets a day.
 */
export function BandHandle({
  placed: { point, day, x, flagX, row },
  clock,
  y,
  height,
  scale,
  move,
  release,
}: {
  readonly placed: PlacedHandle
  readonly clock: 'date' | 'known'
  readonly y: number
  readonly height: number
  readonly scale: TimeScale
  readonly move: (day: number) => void
  /** Without a day, where nothing was moved, or the move was taken back. */
  readonly release: (day: number | undefined) => void
}) {
  const dragged = useRef<{ pointer: number; day: number | undefined }>(undefined)
  const pressed = useRef<number>(undefined)
  const name = point === 'from' ? compare.a : compare.b
  const words = day === undefined ? compare.byAll : strings.day(day)
  const dayAt = (event: PointerEvent) => {
    const left = (event.currentTarget as SVGGElement).ownerSVGElement?.getBoundingClientRect().left ?? 0
    return Math.min(Math.max(scale.dayAt(event.clientX - left), scale.span[0]), scale.span[1])
  }
  const letGo = (isTaken: boolean) => {
    const own = dragged.current
    dragged.current = undefined
    if (own !== undefined) release(isTaken ? own.day : undefined)
  }
  return (
    <g
      class="point-handle"
      role="slider"
      tabIndex={0}
      aria-label={compare.handle[clock](name)}
      aria-orientation="horizontal"
      aria-valuemin={FIRST_DAY}
      aria-valuemax={LAST_DAY}
      aria-valuenow={day ?? LAST_DAY}
      aria-valuetext={words}
      data-point={point}
      data-clock={clock}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        dragged.current = { pointer: event.pointerId, day: undefined }
        event.currentTarget.setPointerCapture(event.pointerId)
        event.currentTarget.focus({ preventScroll: true })
        event.preventDefault()
      }}
      onPointerMove={(event) => {
        if (dragged.current?.pointer !== event.pointerId) return
        const to = dayAt(event)
        if (to === day) return
        dragged.current.day = to
        move(to)
      }}
      onPointerUp={() => letGo(true)}
      onPointerCancel={() => letGo(false)}
      onKeyDown={(event) => {
        const to = dayByKey(event, day ?? scale.span[1], [scale.span[0], scale.span[1]])
        if (to === undefined) return
        event.preventDefault()
        pressed.current = to
        move(to)
      }}
      onKeyUp={() => {
        if (pressed.current !== undefined) release(pressed.current)
        pressed.current = undefined
      }}
      onBlur={() => {
        if (pressed.current !== undefined) release(pressed.current)
        pressed.current = undefined
      }}
    >
      <rect x={x - TOUCH / 2} y={y + height / 2 - TOUCH / 2} width={TOUCH} height={TOUCH} class="touch" />
      <path d={`M${x} ${y}v${height}`} class="kh2" />
      <text x={flagX} y={clock === 'date' ? y - 6 - row * FLAG : y + height + 15 + row * FLAG} class="fl">
        {name}
        <tspan class="flw">{flagInWords(clock, day)}</tspan>
      </text>
    </g>
  )
}

/** What stands beside the name of a point at its handle. */
export function flagInWords(clock: 'date' | 'known', day: number | undefined): string {
  return day === undefined ? compare.flag.all : compare.flag[clock](strings.day(day))
}
