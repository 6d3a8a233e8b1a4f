import { useId, useRef } from 'preact/hooks'
import type { GridDays } from '../../../src/exchange/read-grid.ts'
import { shortDay, tickInWords } from '../days.ts'
import { useWidth } from '../parts/use-width.ts'
import { usePage } from '../store.ts'
import { strings } from '../strings.ts'
import { type TimeScale, timeScale } from '../timeline/scale.ts'
import { namedPatches, type Plane, planeOf, type Range, type Run } from './plane.ts'
import { patchWords, planeInWords } from './plane-words.ts'
import { useItem } from './subject-link.tsx'

/** A source of a thing, and the days on which it may have come out. */
export type Published = { readonly label: string; readonly published: GridDays }

/** The history of a thing on both clocks, as a picture with a table behind it. */
export function History({
  subject,
  sources,
}: {
  readonly subject: string
  readonly sources: readonly Published[]
}) {
  const { grid, point } = usePage()
  const item = useItem(subject)
  const place = useRef<HTMLDivElement>(null)
  const width = Math.min(useWidth(place), 520)
  const { thing, loading } = strings
  const plane = grid.status === 'ready' && item !== undefined ? planeOf(item, grid.grid, point) : undefined
  return (
    <section>
      <h2>{thing.headings.history}</h2>
      <p class="cap">{thing.plane.says}</p>
      <div ref={place} class="plane">
        {plane === undefined && (
          <p class="cap">{grid.status === 'loading' ? loading : thing.plane.nothing}</p>
        )}
        {plane !== undefined && width > 0 && (
          <Drawing plane={plane} width={width} date={point.date} known={point.known} sources={sources} />
        )}
      </div>
      {plane !== undefined && <PlaneTable plane={plane} />}
    </section>
  )
}

const LEFT = 64
const TOP = 46
const HEIGHT = 330
const BOTTOM = 46
/** The strip at the top, for how it stands with all sources. */
const STRIP = 30

type DrawingProps = {
  readonly plane: Plane
  readonly width: number
  readonly date: number
  readonly known: number | undefined
  readonly sources: readonly Published[]
}

function Drawing({ plane, width, date, known, sources }: DrawingProps) {
  const id = useId()
  const { thing } = strings
  const strip = plane.withoutKnownDay === undefined ? 0 : STRIP
  const [top, bottom] = [TOP + strip, TOP + HEIGHT]
  const x = timeScale([plane.valid[0], plane.valid[1] - 1], LEFT, width - 8)
  const y = timeScale([plane.known[0], plane.known[1] - 1], bottom, top)
  const rows = [
    ...plane.rows.map(({ known: [from, to], runs }) => ({ top: y.begin(to), bottom: y.begin(from), runs })),
    ...(plane.withoutKnownDay === undefined ? [] : [{ top: TOP, bottom: top, runs: plane.withoutKnownDay }]),
  ]
  const here = x.x(date)
  const sourceDays = sourceDaysOf(sources, y)
  const pageName = known === undefined ? thing.plane.pageOfAll : thing.plane.page
  const pageRoom = (pageName.length * BOLD_LETTER) / 2
  const spoken = planeInWords(plane, strings)
    .map(({ known: when, runs }) =>
      thing.plane.row(when, runs.map(({ days, answer }) => `${days} ${answer}`).join('; ')),
    )
    .join(' ')
  return (
    <svg width={width} height={bottom + BOTTOM} role="img" aria-label={spoken}>
      <defs>
        <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="1.2" height="6" class="ht" />
        </pattern>
      </defs>
      {rows.map((row) => (
        <g key={row.top}>
          {row.runs.map(({ days, patch }) => {
            const box = {
              x: x.begin(days[0]),
              width: x.begin(days[1]) - x.begin(days[0]),
              y: row.top,
              height: row.bottom - row.top,
            }
            if (patch.answer === 'unknown') return null
            if (patch.answer === 'no') return <rect key={days[0]} {...box} class="pno" />
            const isSolid = patch.answer === 'definitely' && !patch.isBeyond
            if (isSolid) return <rect key={days[0]} {...box} class="pop" />
            return <rect key={days[0]} {...box} fill={`url(#${id})`} />
          })}
        </g>
      ))}
      <Edges rows={rows} x={x} />
      <Names plane={plane} x={x} y={y} here={here} />
      {plane.withoutKnownDay !== undefined && (
        <RunNames runs={plane.withoutKnownDay} x={x} middle={TOP + STRIP / 2 + 4} />
      )}
      {sourceDays.map(({ at }) => (
        <path key={at} d={`M${LEFT} ${at}H${width - 8}`} class="edge2" />
      ))}
      <path d={`M${here} ${TOP}V${bottom}M${LEFT} ${TOP}H${here}`} class="vl" />
      <Axes x={x} y={y} bottom={bottom} width={width} />
      <SourceDays days={sourceDays} />
      <circle cx={here} cy={TOP} r="6" class="vh" />
      <text x={clamp(here, pageRoom, width - pageRoom)} y={TOP - 13} class="fl" text-anchor="middle">
        {pageName}
      </text>
    </svg>
  )
}

type Drawn = { readonly top: number; readonly bottom: number; readonly runs: readonly Run[] }

/** Lines where one answer ends and another begins: the staircase. */
function Edges({ rows, x }: { readonly rows: readonly Drawn[]; readonly x: TimeScale }) {
  const lines: string[] = []
  for (const [nth, { top, bottom, runs }] of rows.entries()) {
    for (const { days } of runs.slice(1)) lines.push(`M${x.begin(days[0])} ${bottom}V${top}`)
    const under = rows[nth - 1]
    if (under === undefined) continue
    for (const run of runs)
      for (const other of under.runs) {
        const [from, to] = [Math.max(run.days[0], other.days[0]), Math.min(run.days[1], other.days[1])]
        if (from < to && !isSamePatch(run, other)) lines.push(`M${x.begin(from)} ${bottom}H${x.begin(to)}`)
      }
  }
  return <path d={lines.join('')} class="stair" />
}

function isSamePatch({ patch: a }: Run, { patch: b }: Run): boolean {
  return a.answer === b.answer && a.turning === b.turning && a.isBeyond === b.isBeyond
}

/** The middle of a name within a stretch, on the wider side of the line where it would stand across it; undefined where it has no room. */
function besideLine([from, to]: Range, room: number, line: number): number | undefined {
  const middle = (from + to) / 2
  if (Math.abs(middle - line) >= room / 2) return middle
  const side: Range = line - from > to - line ? [from, line] : [line, to]
  return side[1] - side[0] >= room ? (side[0] + side[1]) / 2 : undefined
}

/** How wide a letter is about, px; and one of what the page is called. */
const LETTER = 6.7
const BOLD_LETTER = 7.8

function Names({
  plane,
  x,
  y,
  here,
}: {
  readonly plane: Plane
  readonly x: TimeScale
  readonly y: TimeScale
  /** Where the line of the valid day is: no name stands across it. */
  readonly here: number
}) {
  const box = (known: Range, valid: Range) => ({
    width: x.begin(valid[1]) - x.begin(valid[0]),
    height: y.begin(known[0]) - y.begin(known[1]),
  })
  const areaOf = (known: Range, valid: Range) => {
    const { width, height } = box(known, valid)
    return Math.min(width, 300) * Math.min(height, 90)
  }
  return (
    <>
      {namedPatches(plane.rows, areaOf).map(({ known, valid, patch }) => {
        const { width, height } = box(known, valid)
        const words = patchWords(patch, strings)
        const roomOf = (lines: readonly string[]) => Math.max(...lines.map(({ length }) => length)) * LETTER
        const shown = height >= 34 && width >= roomOf(words) + 8 ? words : words.slice(0, 1)
        const room = roomOf(shown)
        if (width < room + 8 || height < 17) return null
        const middle = besideLine([x.begin(valid[0]), x.begin(valid[1])], room + 2, here)
        if (middle === undefined) return null
        const center = y.begin(known[1]) + height / 2
        return (
          <g key={`${known[0]} ${valid[0]}`}>
            {patch.answer !== 'unknown' && patch.answer !== 'no' && (
              <rect
                x={middle - room / 2 - 5}
                y={center - 8 * shown.length - 1}
                width={room + 10}
                height={16 * shown.length + 3}
                class={patch.answer === 'definitely' && !patch.isBeyond ? 'pop' : 'bgr'}
              />
            )}
            {shown.map((line, nth) => (
              <text
                key={line}
                x={middle}
                y={center + 4 + 15 * nth - 7.5 * (shown.length - 1)}
                class={nth === 0 && patch.answer !== 'unknown' ? 'pw' : 'tn'}
                text-anchor="middle"
              >
                {line}
              </text>
            ))}
          </g>
        )
      })}
    </>
  )
}

function RunNames({
  runs,
  x,
  middle,
}: {
  readonly runs: readonly Run[]
  readonly x: TimeScale
  readonly middle: number
}) {
  return (
    <>
      {runs.map(({ days, patch }) => {
        const [word = ''] = patchWords(patch, strings)
        const width = x.begin(days[1]) - x.begin(days[0])
        if (width < word.length * LETTER + 8) return null
        return (
          <text
            key={days[0]}
            x={x.begin(days[0]) + width / 2}
            y={middle}
            class="tn halo"
            text-anchor="middle"
          >
            {word}
          </text>
        )
      })}
    </>
  )
}

type SourceDay = { readonly at: number; readonly names: readonly string[] }

/** On which days the sources of the thing came out, the earliest first: where each day is, and the sources of it. */
function sourceDaysOf(sources: readonly Published[], y: TimeScale): readonly SourceDay[] {
  const days = new Map<number, string[]>()
  const shown = sources
    .filter(({ published: { earliest } }) => earliest >= y.span[0] && earliest <= y.span[1])
    .sort((a, b) => a.published.earliest - b.published.earliest)
  for (const { label, published } of shown) {
    const at = y.begin(published.earliest)
    const day = shortDay(published.earliest, strings.language, false)
    const name = `[${label}] ${published.latest === published.earliest ? day : strings.marks.notBefore(day)}`
    days.set(at, [...(days.get(at) ?? []), name])
  }
  return [...days].map(([at, names]) => ({ at, names }))
}

/** How many sources of one day are named. */
const MOST_NAMES = 2

/** The names of those days at the left edge, on the ground of the page; no two over one another. */
function SourceDays({ days }: { readonly days: readonly SourceDay[] }) {
  let last = Infinity
  return (
    <>
      {days.map(({ at, names }) => {
        if (last - at < 15) return null
        last = at
        return (
          <text key={at} x={LEFT + 5} y={at - 5} class="kl halo">
            {names.slice(0, MOST_NAMES).join(', ')}
            {names.length > MOST_NAMES && ', …'}
          </text>
        )
      })}
    </>
  )
}

function Axes({
  x,
  y,
  bottom,
  width,
}: {
  readonly x: TimeScale
  readonly y: TimeScale
  readonly bottom: number
  readonly width: number
}) {
  const { plane } = strings.thing
  const across = x.ticks(Math.max(2, Math.floor((width - LEFT) / 74)))
  const up = y.ticks(5)
  const step = (days: readonly number[]) => (days[1] ?? 0) - (days[0] ?? 0) || 365
  return (
    <g>
      <path d={`M${LEFT} ${TOP - 12}V${bottom}H${width - 8}`} class="ax" />
      {across.map((day) => {
        const { text, isStrong } = tickInWords(day, step(across), strings.language)
        const at = x.begin(day)
        if (at < LEFT || at > width - 14) return null
        return (
          <g key={day}>
            <path d={`M${at} ${bottom}v4`} class="ax" />
            <text x={at} y={bottom + 18} class={isStrong ? 'yr' : 'yr2'} text-anchor="middle">
              {text}
            </text>
          </g>
        )
      })}
      {up.map((day) => {
        const { text, isStrong } = tickInWords(day, step(up), strings.language)
        const at = y.begin(day)
        return (
          <g key={day}>
            <path d={`M${LEFT} ${at}h-4`} class="ax" />
            <text x={LEFT - 8} y={at + 4} class={isStrong ? 'yr' : 'yr2'} text-anchor="end">
              {text}
            </text>
          </g>
        )
      })}
      <text x="0" y={14} class="ln2">
        {plane.up}
      </text>
      <text x={width - 8} y={bottom + 38} class="ln2" text-anchor="end">
        {plane.across}
      </text>
    </g>
  )
}

function PlaneTable({ plane }: { readonly plane: Plane }) {
  const { plane: words } = strings.thing
  return (
    <details class="as-table">
      <summary>{words.asTable}</summary>
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">{words.heads.known}</th>
            <th scope="col">{words.heads.days}</th>
            <th scope="col">{words.heads.answer}</th>
          </tr>
        </thead>
        <tbody>
          {planeInWords(plane, strings).map(({ known, runs }) =>
            runs.map(({ days, answer }, nth) => (
              <tr key={`${known} ${days}`}>
                {nth === 0 && (
                  <th scope="rowgroup" rowSpan={runs.length}>
                    {known}
                  </th>
                )}
                <td>{days}</td>
                <td>{answer}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </details>
  )
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most))
}
