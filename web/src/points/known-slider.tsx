import { useMemo } from 'preact/hooks'
import type { Grid } from '../../../src/exchange/read-grid.ts'
import { usePage, usePageAtRest } from '../store.ts'
import { strings } from '../strings.ts'
import { useTimeView } from '../timeline/time-view.ts'
import { daysForKey, useDaysOfChange } from './change-days.ts'
import { placedLabels, textWidth } from './placed-labels.ts'
import { Slider } from './slider.tsx'
import { heardBy, type SourceKnown, useSourcesKnown } from './sources-known.ts'
import { dayByKey } from './step.ts'

const { points } = strings
/** Two rows of labels stand above the band, the lower one clear of the handle with its frame. */
const BAND = 46
const LABELS = 14
const LABEL_ROW = 15
/** What hangs below the band begins below the handle. */
const UNDER = 10
const THICK = 12
const ROW = 18
/** How many rows of sources without a date are drawn; the others are counted. */
const MOST_UNDATED = 3

/** The band of what had come out by a day: filled up to it, with a tick a source. */
export function KnownSlider({ grid }: { readonly grid: Grid }) {
  const page = usePage()
  const { scale, width, isNarrow } = useTimeView()
  const sources = useSourcesKnown()
  const { known } = page.point
  const { left, right, span } = scale
  const days = useDaysOfChange(grid, 'known')
  const at = known === undefined ? right : Math.min(Math.max(scale.x(known), left), right)
  const { dated, undated } = useMemo(() => {
    const isDated = ({ latest }: SourceKnown) => latest !== Number.POSITIVE_INFINITY
    return { dated: sources.filter(isDated), undated: sources.filter((source) => !isDated(source)) }
  }, [sources])
  const rows = Math.min(undated.length, MOST_UNDATED + (undated.length > MOST_UNDATED ? 1 : 0))
  const top = isNarrow ? 24 : 0
  const band = top + BAND
  const flagAt = band + THICK + UNDER + 4 + rows * ROW + 16
  const height = flagAt + 10
  const words = known === undefined ? points.allSources : strings.day(known)
  const heard = useMemo(() => {
    const count = (answer: 'definitely' | 'possibly') =>
      sources.filter((source) => heardBy(source, known) === answer).length
    return points.heard(count('definitely'), count('possibly'))
  }, [sources, known])
  const ticks = useMemo(() => <Ticks sources={dated} known={known} band={band} />, [dated, known, band])
  const bars = useMemo(
    () => <Undated sources={undated} known={known} from={band + THICK + UNDER} />,
    [undated, known, band],
  )
  const value = known ?? Math.max(days.at(-1) ?? page.today, span[1])
  const flag = known === undefined ? points.allSourcesTaken : words
  const half = textWidth(`${strings.heading.asKnownBy} ${flag}`, 14.5) / 2
  return (
    <Slider
      class="as-known-by"
      label={points.asKnownBy}
      value={value}
      min={Math.min(days[0] ?? value, value)}
      max={Math.max(days.at(-1) ?? value, value)}
      words={sources.length === 0 ? words : `${words}, ${heard}`}
      x={at}
      valueAt={(x) => Math.min(Math.max(scale.dayAt(x), span[0]), span[1])}
      height={height}
      handleAt={band + THICK / 2}
      drag={(day) => page.drag({ known: day })}
      release={() => page.release()}
      cancel={() => page.cancelDrag()}
      press={(key) => {
        const day = dayByKey(key, known, daysForKey(grid, 'known', page.point, key, days))
        if (day !== undefined) page.step({ known: day })
        return day !== undefined
      }}
    >
      <svg width={width} height={height} aria-hidden="true">
        <defs>
          <pattern
            id="heard-possibly"
            width="4"
            height="4"
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width="1.7" height="4" class="ht" />
          </pattern>
          <linearGradient id="fading" x1="0" x2="1">
            <stop offset="0" stop-color="#fff" />
            <stop offset="1" stop-color="#fff" stop-opacity="0" />
          </linearGradient>
          <mask id="fading-right" maskContentUnits="objectBoundingBox">
            <rect width="1" height="1" fill="url(#fading)" />
          </mask>
        </defs>
        <text x={0} y={isNarrow ? 14 : band + 10} class="ln2">
          {points.asKnownBy}
        </text>
        {isNarrow || (
          <text x={0} y={band + 27} class="lc">
            {points.sourcesOut}
          </text>
        )}
        <rect x={left} y={band} width={right - left} height={THICK} class="kt" />
        <rect x={left} y={band} width={at - left} height={THICK} class="kf" />
        {ticks}
        <path d={`M${at} ${band + 18}V${flagAt - 13}`} class="kc" />
        {bars}
        <path d={`M${at} ${band - 6}v24M${at} ${band - 6}h-6M${at} ${band + 18}h-6`} class="kh2" />
        <text
          x={Math.min(Math.max(at, left + half), right - half)}
          y={flagAt}
          class="fl"
          text-anchor="middle"
        >
          {known !== undefined && <tspan class="flw">{strings.heading.asKnownBy} </tspan>}
          {flag}
        </text>
      </svg>
    </Slider>
  )
}

/** Of more sources than that, those of one pixel are one tick. */
const MOST_TICKS = 150
/** The last ones of so many have labels. */
const MOST_LABELS = 40

/** A tick for each source with a date: solid once it may be heard, dashed before. */
function Ticks({
  sources,
  known,
  band,
}: {
  readonly sources: readonly SourceKnown[]
  readonly known: number | undefined
  readonly band: number
}) {
  const { address } = usePageAtRest()
  const { scale } = useTimeView()
  const [from, to] = scale.span
  const shown = sources.filter(
    (source) =>
      source.latest >= from &&
      source.latest <= to &&
      !(address.isEmbedded && heardBy(source, known) === 'no'),
  )
  const tickOf = (source: SourceKnown): Tick => ({
    ...source,
    answer: heardBy(source, known),
    x: scale.x(source.latest),
  })
  if (shown.length <= MOST_TICKS) return <LabelledTicks ticks={shown.map(tickOf)} band={band} />
  const places = { heard: new Set<number>(), beyond: new Set<number>() }
  for (const source of shown)
    places[heardBy(source, known) === 'no' ? 'beyond' : 'heard'].add(Math.round(scale.x(source.latest)) + 0.5)
  const those = (xs: ReadonlySet<number>) => [...xs].map((x) => `M${x} ${band - 3}v18`).join('')
  return (
    <>
      <path d={those(places.heard)} class="ks" />
      <path d={those(places.beyond)} class="kso" />
      <LabelledTicks ticks={shown.slice(-MOST_LABELS).map(tickOf)} band={band} />
    </>
  )
}

type Tick = SourceKnown & { readonly answer: ReturnType<typeof heardBy>; readonly x: number }

function LabelledTicks({ ticks, band }: { readonly ticks: readonly Tick[]; readonly band: number }) {
  const { scale } = useTimeView()
  const shown = ticks.map((tick) => ({ ...tick, text: `[${tick.label}] ${shortly(tick.latest)}` }))
  const labels = placedLabels(shown, scale.left, scale.right)
  return (
    <>
      {shown.map(({ subject, answer, x, earliest, latest }, nth) => {
        const label = labels[nth]
        const isHeard = answer !== 'no'
        const from = Math.max(scale.begin(earliest), scale.left)
        return (
          <g key={subject} class={isHeard ? 'source' : 'source beyond'}>
            {earliest < latest && (
              <rect x={from} y={band} width={Math.max(0, x - from)} height={12} fill="url(#heard-possibly)" />
            )}
            <path
              d={`M${x} ${band - (label?.row === 1 ? LABELS + LABEL_ROW - 3 : 3)}V${band + 15}`}
              class={isHeard ? 'ks' : 'kso'}
            />
            {label && (
              <text
                x={label.x}
                y={band - LABELS - label.row * LABEL_ROW}
                class={isHeard ? 'kl' : 'klo'}
                text-anchor={label.anchor}
              >
                {label.text}
              </text>
            )}
          </g>
        )
      })}
    </>
  )
}

/** The year stands on the axis. */
function shortly(day: number): string {
  return strings.shortDay(day, false)
}

/** A bar for each source without a date, from the first day on which it may have come out; it fades, for no day makes it certain. */
function Undated({
  sources,
  known,
  from,
}: {
  readonly sources: readonly SourceKnown[]
  readonly known: number | undefined
  readonly from: number
}) {
  const { address } = usePageAtRest()
  const { scale } = useTimeView()
  const { left, right, span } = scale
  return (
    <>
      {sources.slice(0, MOST_UNDATED).map((source, nth) => {
        const { subject, label, earliest } = source
        const isHeard = heardBy(source, known) !== 'no'
        if (address.isEmbedded && !isHeard) return null
        const x = Math.min(Math.max(scale.begin(Math.max(earliest, span[0])), left), right)
        const y = from + nth * ROW + 4
        const day = Number.isFinite(earliest) ? strings.shortDay(earliest) : undefined
        const text = points.undated(`[${label}]`, day)
        const isRoomLeft = x - left > textWidth(text, 12.5) + 10
        return (
          <g key={subject} class={isHeard ? 'source' : 'source beyond'}>
            <rect
              x={x}
              y={y}
              width={right - x}
              height={8}
              fill="url(#heard-possibly)"
              mask="url(#fading-right)"
            />
            {earliest >= span[0] && earliest <= span[1] && (
              <path d={`M${x + 4} ${y - 1}h-4v10h4`} class={isHeard ? 'br' : 'kso'} />
            )}
            <text
              x={isRoomLeft ? x - 7 : Math.max(left, right - 4)}
              y={y + 8}
              class={isHeard ? 'kl' : 'klo'}
              text-anchor="end"
            >
              {text}
            </text>
          </g>
        )
      })}
      {sources.length > MOST_UNDATED && (
        <text x={left} y={from + MOST_UNDATED * ROW + 12} class="kl">
          {points.moreUndated(sources.length - MOST_UNDATED)}
        </text>
      )}
    </>
  )
}
