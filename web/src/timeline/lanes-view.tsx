import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { GridItem } from '../../../src/exchange/read-grid.ts'
import { formatAddress } from '../address.ts'
import { AT_ONCE, useInSteps } from '../in-steps.ts'
import { usePage, usePageAtRest } from '../store.ts'
import { strings } from '../strings.ts'
import { BundleList, bundleIn } from './bundle-list.tsx'
import type { ItemTable } from './item-table.ts'
import { LaneControls } from './lane-controls.tsx'
import { countSteps, type LaneCounts } from './lane-counts.ts'
import { LaneKey } from './lane-key.tsx'
import { laneHref } from './lane-links.ts'
import { LaneTables } from './lane-table.tsx'
import { headingOf } from './lane-words.ts'
import { type Arrangement, arrangeLanes, labelLanes } from './lanes.ts'
import { followName, LaneMarks, LaneNames } from './lanes-drawing.tsx'
import { stepBetweenMarks } from './mark-keys.ts'
import { measureText } from './measure.ts'
import { cutText } from './rows.ts'
import { Patterns } from './shape-drawing.tsx'
import { useTimeView } from './time-view.ts'
import { useReadLanes } from './use-read-lanes.ts'
import { useZoom } from './zoom.ts'

/** How much room the day of the line takes above the lanes. */
const FLAG = 24
/** And what is drawn under them, until the axis. */
const UNDER = 12
const MOST_UNDATED = 6

/** The lanes as a drawing, with the line of the valid day; under it in words what has no day, and all of it as tables. */
export function LanesView({
  table: ofGrid,
  items,
  children,
}: {
  readonly table: ItemTable
  /** Those that the search and the filters keep. */
  readonly items: readonly GridItem[]
  /** What is drawn along the same days under them. */
  readonly children: ComponentChildren
}) {
  const store = usePage()
  const view = useTimeView()
  const { address, point, today } = store
  const { scale, isNarrow, width } = view
  const { grid } = ofGrid
  const last = grid.point.knownAt ?? grid.noKnownDay
  const { table, knownAt, lanes, words } = useReadLanes(
    ofGrid,
    items,
    Math.min(point.known ?? Infinity, last),
  )
  const restLine = scale.x(address.at.date ?? today)
  const arrangement = useMemo(
    () =>
      arrangeLanes(lanes, {
        table,
        knownAt,
        scale,
        isNarrow,
        restLine,
        measure: measureText,
        words,
      }),
    [lanes, words, scale, isNarrow, restLine],
  )
  const line = scale.x(point.date)
  const labels = labelLanes(arrangement, line)
  // They stay while one pans and zooms.
  const counted = useInSteps(
    () => countSteps(table, lanes, point.date, knownAt),
    [lanes, point.date],
    table.items.length > AT_ONCE,
  )
  const left = labels.map((each) => each.left)
  const headings = useMemo(
    () => <LaneHeadings {...{ arrangement, counted, left }} />,
    [arrangement, counted, left.join()],
  )
  const [opened, setOpened] = useState<string>()
  const bundle = opened === undefined ? undefined : bundleIn(arrangement, opened)
  // What did not change is the same, and is not looked through again.
  const marks = useMemo(
    () => (
      <LaneMarks
        arrangement={arrangement}
        address={address}
        date={address.at.date ?? today}
        open={setOpened}
      />
    ),
    [arrangement, address],
  )

  const isDragged = point.date !== (address.at.date ?? today) || point.known !== address.at.known
  const held = useRef(0)
  // What one drags along must not move under the hand: the lanes only grow meanwhile.
  held.current = Math.max(arrangement.height, isDragged ? held.current : 0)
  const height = FLAG + held.current + UNDER

  const drawing = useRef<SVGSVGElement>(null)
  const brush = useRef<SVGGElement>(null)
  const zoom = useZoom(drawing, brush, view, height)
  const wasKey = useRef(false)
  useLayoutEffect(() => {
    const links = [...(drawing.current?.querySelectorAll<SVGAElement>('.marks a') ?? [])]
    const stop = links.find((link) => link.getAttribute('tabindex') === '0') ?? links[0]
    stop?.setAttribute('tabindex', '0')
    // Whoever zooms by keys goes on by keys, also where the mark they were on is not drawn any more.
    if (wasKey.current && document.activeElement === document.body) stop?.focus({ preventScroll: true })
  }, [marks])
  useEffect(() => {
    const onPointer = () => {
      wasKey.current = false
    }
    document.addEventListener('pointerdown', onPointer)
    return () => document.removeEventListener('pointerdown', onPointer)
  }, [])

  const patterns = useMemo(() => <Patterns />, [])
  const hasAll = address.span === undefined
  const under = useMemo(
    () => (
      <>
        <LaneControls zoom={zoom} hasAll={hasAll} />
        <Undated arrangement={arrangement} />
        <LaneKey />
      </>
    ),
    [zoom, hasAll, arrangement],
  )
  const tables = useMemo(
    () => <LaneTables {...{ arrangement, date: point.date, address }} />,
    [arrangement, point.date, address],
  )

  const isShown = line >= scale.left && line <= scale.right
  const after = Math.min(Math.max(scale.begin(point.date + 1), scale.left), scale.right)
  return (
    <>
      <figure class="lanes-figure" aria-label={strings.lanes.title(strings.lanes.bys[address.lanes])}>
        {/* biome-ignore lint/a11y/noSvgWithoutTitle: its figure has one; its own would hide those of the marks */}
        <svg
          ref={drawing}
          class="lanes-drawing"
          width={width}
          height={height}
          onClick={followName}
          onKeyDown={(event) => {
            wasKey.current = zoom.onKey(event)
            if (!wasKey.current) stepBetweenMarks(event)
          }}
        >
          {patterns}
          {after < scale.right && (
            <rect x={after} y={FLAG} width={scale.right - after} height={height - FLAG} class="aft" />
          )}
          {isShown && <path d={`M${line} ${FLAG}V${height}`} class="vl" />}
          <g transform={`translate(0 ${FLAG})`} class="lanes">
            {headings}
            <g class="marks">{marks}</g>
            <LaneNames {...{ arrangement, labels, address, open: setOpened }} />
          </g>
          <Flag line={line} isShown={isShown} date={point.date} room={scale} />
          <g ref={brush} class="brush" />
        </svg>
        {bundle && opened !== undefined && (
          <BundleList
            key={opened}
            {...{ bundle, context: arrangement.context, address, width }}
            top={FLAG + bundle.y + 14}
            close={(hasFocus) => {
              setOpened(undefined)
              if (hasFocus) drawing.current?.querySelector<SVGAElement>(`a[data-id="${opened}"]`)?.focus()
            }}
          />
        )}
      </figure>
      {children}
      {under}
      {tables}
    </>
  )
}

/** The valid day above its line, and what lies right of it. */
function Flag({
  line,
  isShown,
  date,
  room: { left, right },
}: {
  readonly line: number
  readonly isShown: boolean
  readonly date: number
  readonly room: { readonly left: number; readonly right: number }
}) {
  const width = measureText(`${strings.lanes.on} ${strings.day(date)}`) * 1.22
  const x = Math.min(Math.max(line, left + width / 2), right - width / 2)
  const after = measureText(strings.lanes.after)
  return (
    <>
      {isShown && (
        <text x={x} y="15" class="fl" text-anchor="middle">
          <tspan class="flw">{strings.lanes.on} </tspan>
          {strings.day(date)}
        </text>
      )}
      {line < right && x + width / 2 + 12 < right - after && (
        <text x={right} y="15" class="tn" text-anchor="end">
          {strings.lanes.after}
        </text>
      )}
    </>
  )
}

function LaneHeadings({
  arrangement: { lanes, context },
  counted,
  left,
}: {
  readonly arrangement: Arrangement
  /** By the keys of lanes; undefined until they are counted. */
  readonly counted: ReadonlyMap<string, LaneCounts> | undefined
  readonly left: readonly number[]
}) {
  const { address } = usePageAtRest()
  const { isNarrow, scale, measure } = context
  const room = isNarrow ? scale.right * 0.55 : scale.left - 14
  return (
    <>
      {lanes.map((lane, nth) => {
        const heading = headingOf(lane.name, address.lanes)
        const text = cutText(heading, room / 1.18, measure) ?? heading
        const words = countsInWords(counted?.get(lane.name.key))
        const bottom = lane.top + lane.height - 0.5
        return (
          <g key={lane.name.key}>
            <LaneLink href={laneHref(address, lane.name)}>
              <text x="0" y={lane.firstLine + (isNarrow ? 16 : 4)} class="ln">
                {text !== heading && <title>{heading}</title>}
                {text}
              </text>
            </LaneLink>
            {isNarrow ? (
              <text x={scale.right} y={lane.firstLine + 16} class="lc" text-anchor="end">
                {words.join('; ')}
              </text>
            ) : (
              [...words, ...(left[nth] ? [strings.lanes.withoutName(left[nth] ?? 0)] : [])]
                .filter((_, at) => lane.firstLine + 21 + at * 15 < bottom)
                .map((each, at) => (
                  <text key={each} x="0" y={lane.firstLine + 21 + at * 15} class="lc">
                    {each}
                  </text>
                ))
            )}
            <path d={`M0 ${bottom}H${scale.right}`} class="rl" />
          </g>
        )
      })}
    </>
  )
}

/** A name that leads to the things of its lane alone, where there is such a place. */
function LaneLink({
  href,
  children,
}: {
  readonly href: string | undefined
  readonly children: ComponentChildren
}) {
  return href === undefined ? children : <a href={href}>{children}</a>
}

function countsInWords(counts: LaneCounts | undefined): readonly string[] {
  const { lanes } = strings
  if (counts === undefined) return []
  const { definitely, possibly, unknown, open, due, overdue } = counts
  if (definitely + possibly + unknown === 0) return [lanes.noneAt]
  const others = [
    ...(possibly > 0 ? [lanes.possibly(possibly)] : []),
    ...(unknown > 0 ? [lanes.unknown(unknown)] : []),
  ]
  const first =
    open > 0
      ? [
          lanes.open(open),
          ...(due > 0 ? [lanes.due(due)] : []),
          ...(overdue > 0 ? [lanes.overdue(overdue)] : []),
        ]
      : definitely > 0
        ? [lanes.definitely(definitely)]
        : []
  return [...first, ...(others.length > 0 ? [others.join(', ')] : [])]
}

/** What has no day, lane by lane. */
function Undated({ arrangement: { undated, context } }: { readonly arrangement: Arrangement }) {
  const { address } = usePageAtRest()
  const { table, words } = context
  if (undated.length === 0) return null
  return (
    <ul class="undated">
      {undated.map(({ name, items, count }) => {
        const shown = items.slice(0, MOST_UNDATED)
        const more = count - shown.length
        return (
          <li key={name.key}>
            <b>{strings.lanes.undated(headingOf(name, address.lanes))}</b>{' '}
            {shown.map((item, nth) => (
              <>
                {nth > 0 && '; '}
                <a href={thing(item)}>{words.nameOf(item, 0)}</a>
              </>
            ))}
            {more > 0 && ` ${strings.lanes.andOthers(more)}`}
          </li>
        )
      })}
    </ul>
  )

  function thing(item: number): string {
    return formatAddress({ ...address, view: 'thing', subject: table.items[item]?.subject ?? '' })
  }
}
