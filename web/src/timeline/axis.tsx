import { axisBottom } from 'd3-axis'
import { scaleUtc } from 'd3-scale'
import { select } from 'd3-selection'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { tickInWords } from '../days.ts'
import { strings } from '../strings.ts'
import { useTimeView } from './time-view.ts'

const MS_A_DAY = 86_400_000
/** How much room the words of a tick take, px. */
const ROOM = 74

/** How near to the edge a tick has none, px. */
const EDGE = 40

/** The axis of valid days: from centuries to single days, as far as there is room; what begins a year is strong. */
export function Axis() {
  const view = useTimeView()
  const place = useRef<SVGGElement>(null)
  const { scale, width } = view
  useLayoutEffect(() => {
    if (place.current === null) return
    const { span, left, right } = scale
    const d3 = scaleUtc([span[0] * MS_A_DAY, (span[1] + 1) * MS_A_DAY], [left, right])
    const days = scale.ticks(Math.max(2, Math.floor((right - left) / ROOM)))
    const step = days.length > 1 ? (days[1] ?? 0) - (days[0] ?? 0) : 365
    const words = (day: number) => tickInWords(day, step, strings.language)
    const axis = axisBottom(d3)
      .tickValues(days.map((day) => new Date(day * MS_A_DAY)))
      .tickFormat((date) => words(Number(date) / MS_A_DAY).text)
      .tickSizeInner(8)
      .tickSizeOuter(0)
      // Below the handle of the day, which stands on the axis.
      .tickPadding(13)
    const group = select(place.current)
    group.call(axis)
    group
      .attr('font-size', null)
      .attr('font-family', null)
      .selectAll<SVGGElement, Date>('.tick')
      .attr('class', (date) => (words(date.getTime() / MS_A_DAY).isStrong ? 'tick strong' : 'tick'))
      .select('text')
      .attr('text-anchor', 'start')
      .attr('x', 4)
      // At the very edge there is no room for its words.
      .attr('visibility', (date) =>
        scale.begin(date.getTime() / MS_A_DAY) > scale.right - EDGE ? 'hidden' : null,
      )
  }, [scale])
  return (
    <svg class="time-axis" width={width} height={36} aria-hidden="true">
      <g ref={place} transform="translate(0 0.5)" />
    </svg>
  )
}
