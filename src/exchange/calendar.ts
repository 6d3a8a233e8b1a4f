import { chronicleTitle } from '../domain/index.ts'
import { InvalidInput } from '../errors.ts'
import { type Item, type Steps, sorted } from '../state/index.ts'
import { ANSWERS } from '../time/index.ts'
import { CalendarEntries, type CalendarEntry } from './calendar-entries.ts'
import { leftEntries } from './calendar-left.ts'
import type { ExportRequest, Format, OwnArguments, Write } from './format.ts'
import {
  type Component,
  dayValue,
  instantValue,
  type Property,
  textValue,
  writeICalendar,
} from './icalendar.ts'
import { pointLine } from './point-line.ts'

/** Calendars (iCalendar, RFC 5545): what happened, what lies ahead, and what is due, on whole days. */
export const calendarFormat: Format = {
  name: 'ics',
  path: '.ics',
  type: 'text/calendar; charset=utf-8',
  says: 'A calendar to subscribe to: what happened, what lies ahead, and what is due',
  own: { due: '`todo` (the default), or `event` for calendars that show no to-dos' },
  checkOwn: dueIn,
  load: async () => writeCalendar,
}

/**
 * Writes a calendar: VEVENT for what happened or is planned, VTODO for what is due, by their days and then their names. What
 * once was in it, and is no longer said, stays as CANCELLED. Throws InvalidInput, E_ARGUMENT.
 */
const writeCalendar: Write = async (request) => {
  const dueAs = dueIn(request.own)
  const items = await request.items(ANSWERS)
  const { entries, without, dayless } = await request.inSteps(entriesOf(request, items))
  const left = await leftEntries(request, new Set(entries.map(({ uid }) => uid)), dayless)
  const inOrder = await request.inSteps(
    sorted([...entries, ...left], (a, b) => a.days.from - b.days.from || (a.uid < b.uid ? -1 : 1)),
  )
  const title = chronicleTitle(request.domain, request.at.chronicle.name)
  const about = [
    pointLine(request.at),
    ...(without === 0 ? [] : [`left out: ${without} without a last day of the years 1 to 9999`]),
  ].join('; ')
  const body = await request.inSteps(
    writeICalendar({
      name: 'VCALENDAR',
      properties: [
        ['VERSION', '2.0'],
        ['PRODID', textValue(`-//Regesta//${request.program}//EN`)],
        ['CALSCALE', 'GREGORIAN'],
        ['METHOD', 'PUBLISH'],
        ['NAME', textValue(title)],
        ['X-WR-CALNAME', textValue(title)],
        ['DESCRIPTION', textValue(about)],
        ['X-WR-CALDESC', textValue(about)],
        ['REFRESH-INTERVAL;VALUE=DURATION', 'PT12H'],
        ['X-PUBLISHED-TTL', 'PT12H'],
        ['SOURCE;VALUE=URI', new URL(request.address.self).href],
        ['X-REGESTA-POINT;VALUE=URI', new URL(request.address.canonical).href],
      ],
      components: inOrder
        .values()
        .map((entry) =>
          entry.part === 'due' && dueAs === 'todo' ? todoOf(request, entry) : eventOf(request, entry),
        ),
    }),
  )
  return { body }
}

/** How many turning days count between two positions. */
const TURNS = 128

/** It grows with what is recorded and with the days and never falls, up to the last number of RFC 5545, 2³¹ − 1. */
function sequenceOf({ changed: { position, turned } }: CalendarEntry): number {
  return Math.min(2 ** 31 - 1, position * TURNS + Math.min(turned, TURNS - 1))
}

/** The entries of items, and what of them has no day that a calendar can show. */
function* entriesOf(
  request: ExportRequest,
  items: readonly Item[],
): Steps<{
  readonly entries: readonly CalendarEntry[]
  readonly without: number
  readonly dayless: readonly Item[]
}> {
  const made = new CalendarEntries(request)
  const entries: CalendarEntry[] = []
  const dayless: Item[] = []
  let without = 0
  for (const item of items) {
    yield
    const found = yield* made.of(item)
    entries.push(...found.entries)
    without += found.without
    if (found.without > 0) dayless.push(item)
  }
  return { entries, without, dayless }
}

function dueIn(own: OwnArguments): 'todo' | 'event' {
  const given = own.get('due') ?? 'todo'
  if (given === 'todo' || given === 'event') return given
  throw new InvalidInput([
    {
      code: 'E_ARGUMENT',
      message: `"${given.slice(0, 80)}": expected todo or event`,
      place: { argument: 'due' },
    },
  ])
}

function eventOf(request: ExportRequest, entry: CalendarEntry): Component {
  const { days, part, standing, status } = entry
  const prefix = part === 'due' ? `${standing ?? 'due'}: ` : ''
  return {
    name: 'VEVENT',
    properties: [
      ...commonOf(request, entry, prefix),
      ['DTSTART;VALUE=DATE', dayValue(days.from)],
      // The end is not in it.
      ['DTEND;VALUE=DATE', dayValue(days.to)],
      ['TRANSP', 'TRANSPARENT'],
      ...(status === 'cancelled' ? [['STATUS', 'CANCELLED'] as const] : []),
      ...(status === 'confirmed' ? [['STATUS', 'CONFIRMED'] as const] : []),
      ...(status === 'tentative' ? [['STATUS', 'TENTATIVE'] as const] : []),
    ],
  }
}

/** The word of a to-do for how it stands; for the others there is none. */
const STATUS_OF_TASK = {
  open: 'NEEDS-ACTION',
  done: 'COMPLETED',
  dropped: 'CANCELLED',
  cancelled: 'CANCELLED',
  confirmed: undefined,
  tentative: undefined,
} as const

function todoOf(request: ExportRequest, entry: CalendarEntry): Component {
  const status = entry.status && STATUS_OF_TASK[entry.status]
  return {
    name: 'VTODO',
    properties: [
      ...commonOf(request, entry, ''),
      ['DUE;VALUE=DATE', dayValue(entry.days.from)],
      ...(status === undefined ? [] : [['STATUS', status] as const]),
    ],
  }
}

function commonOf({ address }: ExportRequest, entry: CalendarEntry, prefix: string): readonly Property[] {
  const { uid, subject, createdAt, changed, title, description, place, category } = entry
  const page = address.pageOf(subject)
  return [
    ['UID', uid],
    ['DTSTAMP', instantValue(changed.at)],
    ['CREATED', instantValue(createdAt)],
    ['LAST-MODIFIED', instantValue(changed.at)],
    ['SEQUENCE', String(sequenceOf(entry))],
    ['SUMMARY', textValue(`${prefix}${title}`)],
    ['DESCRIPTION', textValue(description.join('\n'))],
    ...(place === '' ? [] : [['LOCATION', textValue(place)] as const]),
    ['CATEGORIES', textValue(category)],
    ...(page === undefined ? [] : [['URL', new URL(page).href] as const]),
    ['X-REGESTA-SUBJECT', textValue(subject)],
  ]
}
