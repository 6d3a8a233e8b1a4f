import { formatDay } from '../../time/index.ts'
import type { DatedEvent } from '../timeline.ts'
import { citation } from './citation.ts'
import { edtfOf } from './dates.ts'
import { type Line, line } from './layout.ts'
import { hedge, MARKS } from './marks.ts'

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

/** `MeetingHeld` as `Meeting held`. */
export function typeInWords(type: string): string {
  return type.replace(/(?<=.)[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
