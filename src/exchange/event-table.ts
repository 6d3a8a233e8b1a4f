import { boundsInWords, citeSource, labelOf, placesCitedBy } from '../domain/index.ts'
import { InvalidInput } from '../errors.ts'
import { canonicalJson, kindOf, type RecordedEvent, sourcesOf } from '../event/index.ts'
import { knownOf } from '../state/index.ts'
import { formatInstant, type Instant } from '../time/index.ts'
import { asWritten, type Point, type Version } from '../visibility/index.ts'
import type { ExportRequest, OwnArguments, PageOf } from './format.ts'
import { type ExportList, pageIn } from './page.ts'
import {
  type Column,
  inOneCell,
  knownColumns,
  pointColumns,
  sourceLabels,
  type Table,
  tableOf,
  whenColumns,
  wordsCited,
} from './table.ts'

/** One event: as it was recorded, and every way in which it reads from the point; none where it was retracted. */
type Row = { readonly recorded: RecordedEvent; readonly versions: readonly Version[] }

/** The arguments of tables of events. */
export const EVENT_ARGUMENTS = {
  all: '`true` for every event that is recorded by the position, in the order of the ledger, retracted ones too, whatever the filters',
} as const

/** The events, a row each: those that can be seen from the point, in the order of the list, or with `all` those of the ledger. */
export async function eventTable(request: ExportRequest): Promise<Table> {
  const rows: PageOf<Row> = isAll(request.own, request.at.state.point)
    ? await request.inSteps(pageIn(everyEvent(request), request.page))
    : await request.pageOfEvents()
  const columns = eventColumns(request, await readersOf(request, rows.page))
  return request.inSteps(tableOf('events', columns, rows))
}

/** Whether it is of every event of the ledger. Throws InvalidInput, E_ARGUMENT. */
export function isAll(own: OwnArguments, point: Point | undefined): boolean {
  const all = own.get('all')
  const isNarrowed =
    point !== undefined && (point.knownAt !== undefined || Object.keys(point.trusting).length > 0)
  const message =
    all !== undefined && all !== 'true' && all !== 'false'
      ? `"${all.slice(0, 80)}": expected true or false`
      : all === 'true' && isNarrowed
        ? 'expected no known day and no trust beside it: the whole ledger looks the same from everywhere'
        : undefined
  if (message === undefined) return all === 'true'
  throw new InvalidInput([{ code: 'E_ARGUMENT', message, place: { argument: 'all' } }])
}

/** The events of the ledger as a list. */
function everyEvent({ at: { chronicle, state } }: ExportRequest): ExportList<Row> {
  const last = state.point.position
  const rowOf = (recorded: RecordedEvent): Row => ({ recorded, versions: state.view.versions(recorded.id) })
  return {
    keyOf: ({ recorded }) => recorded.id,
    find: (id) => {
      const recorded = chronicle.event(id)
      return recorded?.id === id && recorded.position <= last ? rowOf(recorded) : undefined
    },
    *behind(row) {
      for (let position = (row?.recorded.position ?? 0) + 1; position <= last; position += 1) {
        const recorded = chronicle.eventAt(position)
        if (recorded !== undefined) yield rowOf(recorded)
      }
    },
  }
}

async function readersOf(
  { at: { chronicle } }: ExportRequest,
  rows: readonly Row[],
): Promise<ReadonlyMap<Instant, string | undefined>> {
  const readers = new Map<Instant, string | undefined>()
  for (const { recorded } of rows)
    if (!readers.has(recorded.recordedAt))
      readers.set(recorded.recordedAt, await chronicle.readerOf(recorded.position))
  return readers
}

function eventColumns(
  request: ExportRequest,
  readers: ReadonlyMap<Instant, string | undefined>,
): readonly Column<Row>[] {
  const { domain, at } = request
  const { state } = at
  const { view } = state
  const readingsOf = ({ recorded, versions }: Row) =>
    versions.length === 0 ? [asWritten(recorded)] : versions
  const eventOf = (row: Row) => readingsOf(row)[0]?.event.event ?? row.recorded.event
  const headlineOf = (row: Row) => {
    const { subject } = eventOf(row)
    const item = state.item(subject)
    if (item !== undefined) return labelOf(domain, state, item)
    const registration = view.sourceCouldBeKnown(subject) ? view.registrationOf(subject) : undefined
    return registration === undefined ? '' : citeSource(view, subject, registration).footnote
  }
  return [
    { name: 'id', says: 'Its digest', of: ({ recorded }) => recorded.id },
    { name: 'position', says: 'Its place in the ledger', of: ({ recorded }) => `${recorded.position}` },
    {
      name: 'recorded_at',
      says: 'When its batch was recorded',
      of: ({ recorded }) => formatInstant(recorded.recordedAt),
    },
    {
      name: 'reader',
      says: 'Who read its source, or recorded it',
      of: ({ recorded }) => readers.get(recorded.recordedAt) ?? '',
    },
    { name: 'type', says: 'What sort of event it is', of: ({ recorded }) => recorded.event.type },
    { name: 'kind', says: 'The kind of what it is about', of: (row) => kindOf(eventOf(row).subject) },
    { name: 'subject', says: 'The key of that', of: (row) => eventOf(row).subject },
    { name: 'headline', says: 'What that is called', of: headlineOf },
    ...whenColumns((row: Row) => {
      const readings = readingsOf(row)
      const dates = readings.map(({ bounds }) => bounds)
      return { dates, words: [...new Set(dates.map(boundsInWords))].join(' or ') }
    }),
    {
      name: 'certainty',
      says: 'Whether it can be seen from the point: definitely, possibly, or no where it is retracted',
      of: ({ recorded }) => view.exists(recorded.id),
    },
    ...knownColumns(({ recorded }: Row) => knownOf(request.at.state, recorded)),
    {
      name: 'sources',
      says: 'The labels of the sources that it cites',
      of: (row) => sourceLabels(request, sourcesOf(eventOf(row))),
    },
    {
      name: 'where',
      says: 'Where they say it: a source, and from which to which UTF-16 code unit of its text',
      of: ({ recorded }) =>
        inOneCell(placesCitedBy(view, [recorded.id]).map(({ label, place }) => `${label} ${place}`)),
    },
    {
      name: 'words',
      says: 'Their words, where the texts are at hand',
      of: ({ recorded }) => wordsCited(request, [recorded.id]),
    },
    {
      name: 'acts',
      says: 'The events by which it reads otherwise than it was recorded',
      of: (row) => inOneCell(readingsOf(row).flatMap(({ by }) => by.filter((id) => id !== row.recorded.id))),
    },
    ...pointColumns<Row>(request),
    {
      name: 'json',
      says: 'The event as it was recorded, in canonical JSON (RFC 8785): by this column it is read back',
      of: ({ recorded }) => canonicalJson(recorded.event),
    },
  ]
}
