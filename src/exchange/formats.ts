import { RegestaError } from '../errors.ts'
import { atomFormat } from './atom.ts'
import { htmlFormat } from './brief-html.ts'
import { markdownFormat } from './brief-markdown.ts'
import { calendarFormat } from './calendar.ts'
import { csvFormat, eventsCsvFormat } from './csv.ts'
import type { Format } from './format.ts'
import { gridFormat } from './grid-format.ts'
import { jsonFeedFormat } from './json-feed.ts'
import { jsonLdFormat } from './json-ld.ts'
import { sourcesCslFormat } from './sources-csl.ts'
import { timelineJsFormat } from './timeline-js.ts'
import { turtleFormat } from './turtle.ts'
import { eventsXlsxFormat, xlsxFormat } from './xlsx.ts'

/** Every format of exports. What a format needs of other packages is loaded when it is asked for. */
export const FORMATS: readonly Format[] = [
  jsonFeedFormat,
  atomFormat,
  csvFormat,
  eventsCsvFormat,
  xlsxFormat,
  eventsXlsxFormat,
  calendarFormat,
  timelineJsFormat,
  sourcesCslFormat,
  jsonLdFormat,
  turtleFormat,
  gridFormat,
  markdownFormat,
  htmlFormat,
]

/** The format whose address ends so. Throws E_FORMAT with those that there are. */
export function formatAt(path: string): Format {
  return found('path', path)
}

/** The format that is called so. Throws E_FORMAT with those that there are. */
export function formatNamed(name: string): Format {
  return found('name', name)
}

function found(by: 'path' | 'name', given: string): Format {
  const format = FORMATS.find((each) => each[by] === given)
  if (format !== undefined) return format
  const all = FORMATS.map((each) => each[by])
  const message = `"${given.slice(0, 80)}" is no format; there are ${all.join(', ')}`
  throw new RegestaError('E_FORMAT', 'notFound', message, { [by]: given })
}
