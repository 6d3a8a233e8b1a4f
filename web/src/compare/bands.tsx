import { useRef, useState } from 'preact/hooks'
import { tickInWords } from '../days.ts'
import { useWidth } from '../parts/use-width.ts'
import { strings } from '../strings.ts'
import { BandHandle, flagInWords } from './band-handle.tsx'
import { namedDays, type PlacedHandle, placedHandles, scaleOfBands, sourceTicks } from './bands-layout.ts'
import { type ComparedSource, cameOutBy } from './heard.ts'
import type { TwoPoints } from './two-points.ts'

const { compare } = strings

const WORLD = 50
const SOURCES = 116
const HEIGHT = 174
const BAND = 14
/** Before it is there, a place has no width: no shape is drawn narrower than nothing. */
const NARROWEST = 200

/** Two bands of what lies between A and B: in the world, and in the sources; each point is a handle on both. */
export function Bands({
  points,
  sources,
  drag,
  release,
}: {
  readonly points: TwoPoints
  readonly sources: readonly ComparedSource[]
  readonly drag: (points: TwoPoints | undefined) => void
  readonly release: (points: TwoPoints) => void
}) {
  const place = useRef<HTMLDivElement>(null)
  const width = Math.max(useWidth(place), NARROWEST)
  const [held, setHeld] = useState<TwoPoints>()
  // The ground stays under what is dragged.
  const scale = scaleOfBands(held ?? points, width)
  const isNarrow = scale.left === 0
  const placed = (clock: 'date' | 'known') =>
    placedHandles(points, clock, scale, [
      flagInWords(clock, points.from[clock]).length + 1,
      flagInWords(clock, points.to[clock]).length + 1,
    ])
  const days = placed('date')
  const known = placed('known')
  const { days: ticks, step } = namedDays(scale)
  const [first, last] = [Math.min(days[0].x, days[1].x), Math.max(days[0].x, days[1].x)]
  const [heard, hears] = [Math.min(known[0].x, known[1].x), Math.max(known[0].x, known[1].x)]
  const came = sources
    .filter((source) => cameOutBy(source, points.from) !== cameOutBy(source, points.to))
    .map((source) => ({
      label: `[${source.label}]`,
      isCertain: [points.from, points.to].some((point) => cameOutBy(source, point) === 'definitely'),
    }))
  const cameOut = compare.cameOut(
    came.filter(({ isCertain }) => isCertain).map(({ label }) => label),
    came.filter(({ isCertain }) => !isCertain).map(({ label }) => label),
  )
  const handle = (placed: PlacedHandle, clock: 'date' | 'known') => (
    <BandHandle
      key={`${placed.point} ${clock}`}
      placed={placed}
      clock={clock}
      y={clock === 'date' ? WORLD - 12 : SOURCES - 4}
      height={clock === 'date' ? 22 : BAND + 10}
      scale={scale}
      move={(day) => {
        setHeld((before) => before ?? points)
        drag({ ...points, [placed.point]: { ...points[placed.point], [clock]: day } })
      }}
      release={(day) => {
        setHeld(undefined)
        if (day !== undefined)
          release({ ...points, [placed.point]: { ...points[placed.point], [clock]: day } })
        else drag(undefined)
      }}
    />
  )
  return (
    <div class="bands" ref={place}>
      <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true">
        <g>
          <rect x={first} y={WORLD - 7} width={last - first} height={14} class="between" />
          <path d={`M${scale.left} ${WORLD + 0.5}H${scale.right}`} class="ax" />
          {ticks.map((day) => {
            const { text, isStrong } = tickInWords(day, step, strings.language)
            return (
              <g key={day} transform={`translate(${scale.begin(day)} ${WORLD})`}>
                <path d="M0 0v6" class="ax" />
                <text y={20} text-anchor="middle" class={isStrong ? 'yr' : 'yr2'}>
                  {text}
                </text>
              </g>
            )
          })}
          <rect x={scale.left} y={SOURCES} width={scale.right - scale.left} height={BAND} class="kt" />
          <rect x={scale.left} y={SOURCES} width={heard - scale.left} height={BAND} class="kf" />
          <rect x={heard} y={SOURCES} width={hears - heard} height={BAND} class="between" />
          {sourceTicks(points, sources, scale).map(({ source, x, until, heard, isLabelled }) => (
            <g key={source.subject}>
              {until !== undefined && <path d={`M${x} ${SOURCES + BAND / 2}H${until}`} class="thp" />}
              <path d={`M${x} ${SOURCES}v${BAND}`} class={heard === 'definitely' ? 'ks' : 'kso'} />
              {isLabelled && (
                <text
                  x={x}
                  y={SOURCES - 6}
                  text-anchor="middle"
                  class={heard === 'definitely' ? 'kl' : 'klo'}
                >
                  [{source.label}]
                </text>
              )}
            </g>
          ))}
          {isNarrow || (
            <>
              <text x={0} y={WORLD + 5} class="ln2">
                {compare.inTheWorld}
              </text>
              <text x={0} y={SOURCES + BAND - 2} class="ln2">
                {compare.inTheSources}
              </text>
            </>
          )}
        </g>
      </svg>
      {/* biome-ignore lint/a11y/noSvgWithoutTitle: each handle has its own name */}
      <svg width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} class="handles">
        {days.map((placed) => handle(placed, 'date'))}
        {known.map((placed) => handle(placed, 'known'))}
      </svg>
      <p class="cap">
        {isNarrow && `${compare.bands} `}
        {sources.length > 0 && `${compare.lit} ${cameOut}.`}
      </p>
    </div>
  )
}
