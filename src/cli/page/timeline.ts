import { edtfOf, hedge, MARKS } from '../../domain/index.ts'
import type { State } from '../../state/index.ts'
import { type CivilDay, formatDay } from '../../time/index.ts'
import type { DatedEvent } from '../reports/timeline.ts'
import { citation } from './citation.ts'
import { type Line, line } from './layout.ts'
import { reachInWords } from './point.ts'

/** One line per event: when, how certainly, what, and where it is told. */
export function timelineLines(events: readonly DatedEvent[]): readonly Line[] {
  const dates = events.map(({ bounds }) => edtfOf(bounds))
  const width = Math.min(Math.max(0, ...dates.map(({ length }) => length)), 26)
  return events.map(({ version, certainty, title, view, bounds: { likely } }, index) =>
    line(
      [
        { text: (dates[index] ?? '').padEnd(width), whole: true },
        ' ',
        { text: MARKS[certainty], whole: true },
        ' ',
        { text: `${typeInWords(version.event.event.type)}:`, style: 'bold' },
        ` ${hedge(certainty)}${title}`,
        likely === undefined ? '' : ` (likely ${formatDay(likely)})`,
        ...citation(view, version.by),
      ],
      0,
      width + 3,
    ),
  )
}

/** What was asked for where no event answers it: `japan-viet-nam: no dated events from 1900-01-01, as known by …`. */
export function noEventsLine(
  state: State,
  {
    name,
    head,
    kinds,
    from,
    to,
  }: {
    readonly name: string
    readonly head: number
    readonly kinds: readonly string[]
    readonly from: CivilDay | undefined
    readonly to: CivilDay | undefined
  },
): Line {
  const asked = [
    kinds.length === 0 ? '' : ` on ${kinds.join(', ')}`,
    from === undefined ? '' : ` from ${formatDay(from)}`,
    to === undefined ? '' : ` to ${formatDay(to)}`,
  ].join('')
  const told = `: no dated events${asked}, ${reachInWords(state, head)}.`
  return line([{ text: name, style: 'bold' }, told], 0, 2)
}

/** `MeetingHeld` as `Meeting held`. */
function typeInWords(type: string): string {
  return type.replace(/(?<=.)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
