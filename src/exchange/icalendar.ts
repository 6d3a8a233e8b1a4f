import type { Steps } from '../state/index.ts'
import { type CivilDay, civilOf, formatInstant, type Instant } from '../time/index.ts'

/** A property of iCalendar (RFC 5545): its name with its parameters, and its value as it is written. */
export type Property = readonly [name: string, value: string]

export type Component = {
  readonly name: 'VCALENDAR' | 'VEVENT' | 'VTODO'
  readonly properties: readonly Property[]
  readonly components?: Iterable<Component>
}

/** How many components are written in one step. */
const STEP = 20

/** A component in iCalendar: lines that end with CRLF, each of at most 75 octets. In steps. */
export function* writeICalendar({ name, properties, components = [] }: Component): Steps<string> {
  const lines = properties.map(([property, value]) => folded(`${property}:${value}`))
  const parts = [`BEGIN:${name}\r\n${lines.join('')}`]
  for (const component of components) {
    if (parts.length % STEP === 0) yield
    parts.push(yield* writeICalendar(component))
  }
  parts.push(`END:${name}\r\n`)
  return parts.join('')
}

/** A text as the value of a property; what controls a terminal is no text. */
export function textValue(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, ' ')
    .replace(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`)
}

/** Whether a day can be written: those of the years 1 to 9999. */
export function isWritable(day: CivilDay): boolean {
  if (!Number.isFinite(day)) return false
  const { year } = civilOf(day)
  return year >= 1 && year <= 9999
}

/** `20251204`: a whole day, of no time zone. */
export function dayValue(day: CivilDay): string {
  const { year, month, day: ofMonth } = civilOf(day)
  return [
    String(year).padStart(4, '0'),
    ...[month, ofMonth].map((part) => String(part).padStart(2, '0')),
  ].join('')
}

/** `20251204T101112Z`. */
export function instantValue(instant: Instant): string {
  return formatInstant(instant).replace(/\.\d+/, '').replace(/[-:]/g, '')
}

/** How many octets a line has at most, without its CRLF. */
const LINE = 75

/** A line in pieces, each but the first after a blank; no code point is cut. */
function folded(line: string): string {
  if (Buffer.byteLength(line) <= LINE) return `${line}\r\n`
  const pieces: string[] = []
  let piece = ''
  let octets = 0
  for (const point of line) {
    const size = Buffer.byteLength(point)
    if (octets + size > LINE) {
      pieces.push(piece)
      piece = ' '
      octets = 1
    }
    piece += point
    octets += size
  }
  return `${[...pieces, piece].join('\r\n')}\r\n`
}
