import { basename } from 'node:path'
import { parseDraft, placedElsewhere, validateBatch } from '../../admission/index.ts'
import type { WritableDraft } from '../../archive/index.ts'
import { type Fault, InvalidInput, type Place, RegestaError } from '../../errors.ts'
import { type Path, sourceRegistered } from '../../event/index.ts'
import type { TableRow } from '../reading/index.ts'
import { checkMap } from './check-map.ts'
import { cellIn, type HeadedTable, textInCell } from './header.ts'
import type { MappedEvent, TableMap } from './map.ts'
import { withNamingEvents } from './naming-events.ts'
import { eventOfRow, keyOf, type RowEvent, type TableReading } from './row-event.ts'

/**
 * The draft of the events that the rows of a table come to by a map. Throws InvalidInput with every fault: of the map, at its
 * line and column; of the cells, at sheet, column and row, those that recording the draft would find among them.
 */
export function draftOfTable(reading: TableReading): WritableDraft {
  const { file, table, map, catalogue, recorded } = reading
  const faultsOfMap = checkMap(map, table, catalogue)
  if (faultsOfMap.length > 0) throw new InvalidInput(faultsOfMap)
  const { events, faults } = eventsOfRows(reading)
  if (events.length === 0 && faults.length === 0)
    throw new RegestaError('E_NO_ROWS', 'invalid', `${file} has no row of which the map makes an event`, {
      file,
    })
  const registered = registration(file, map.map)
  const all = [...registered, ...withNamingEvents(events, reading)]
  const draft = {
    chronicle: recorded.chronicle,
    reader: map.map.reader ?? `a map of the columns of ${basename(file)}`,
    events: all.map(({ event }) => event),
  }
  const found = [...faults, ...faultsOfDraft(reading, draft, all)]
  if (found.length > 0) throw new InvalidInput(inOrder(found))
  return { ...draft, events: all }
}

function registration(file: string, { source, sheet }: TableMap): readonly RowEvent[] {
  if (source.register === undefined || source.key === undefined) return []
  const name = basename(file)
  const locator = typeof sheet === 'string' ? `${name}, sheet ${sheet}` : name
  const event = {
    type: sourceRegistered.type,
    subject: source.key,
    payload: source.register,
    evidence: [{ source: source.key, locator, role: 'title' }],
  }
  return [{ event, above: [], place: { file }, cells: new Map(), named: [] }]
}

function eventsOfRows(reading: TableReading): {
  readonly events: readonly RowEvent[]
  readonly faults: readonly Fault[]
} {
  const { table, map } = reading
  const faults: Fault[] = []
  const events = table.rows.flatMap((row) =>
    map.map.events.flatMap((mapped) => {
      if (!hasEvent(table, row, mapped)) return []
      return [eventOfRow(reading, row, mapped, faults)]
    }),
  )
  return { events, faults }
}

function hasEvent(table: HeadedTable, row: TableRow, { where }: MappedEvent): boolean {
  if (where === undefined) return true
  const cell = cellIn(table, row, where.column)
  if (where.is === 'present') return cell !== undefined
  if (where.is === 'absent') return cell === undefined
  return cell !== undefined && textInCell(cell).trim() === where.is
}

/** What recording the draft would refuse, each at the cell that it came from. */
function faultsOfDraft(
  { file, catalogue, recorded, texts, map }: TableReading,
  value: object,
  events: readonly RowEvent[],
): readonly Fault[] {
  const placeOf = (path: Path): Place => {
    const [list, index, ...within] = path
    const event = list === 'events' && typeof index === 'number' ? events[index] : undefined
    if (event === undefined) return { file }
    for (let length = within.length; length > 0; length -= 1) {
      const place = event.cells.get(keyOf(within.slice(0, length)))
      if (place !== undefined) return place
    }
    return event.place
  }
  const placed = placedElsewhere(value, placeOf)
  const options = { catalogue, recorded, ...(texts !== undefined && { texts }) }
  const { batch, faults } = parseDraft(file, placed, options)
  const further = batch === undefined ? [] : validateBatch(batch, { ...options, isNew: true }).faults
  // Without the texts, quotes are for `record` to find.
  const isForLater = (fault: Fault) =>
    texts === undefined && map.map.quote !== undefined && fault.code === 'E_NEEDS_TEXT'
  return [...faults, ...further].filter((fault) => !isForLater(fault))
}

/** Of several faults at one cell that was refused, that of the cell alone; each fault once, by rows and then columns. */
function inOrder(faults: readonly Fault[]): readonly Fault[] {
  const refused = new Set(faults.filter(({ code }) => OF_CELLS.has(code)).map(({ place }) => place?.part))
  const kept = faults.filter(({ code, place }) => OF_CELLS.has(code) || !refused.has(place?.part))
  const distinct = new Map(kept.map((fault) => [JSON.stringify(fault), fault]))
  const placed = [...distinct.values()].map((fault) => {
    const [, column = '', row = ''] = /([A-Z]*)(\d+)$/.exec(fault.place?.part ?? '') ?? []
    return { fault, row: Number(row), column }
  })
  return placed
    .toSorted((a, b) => a.row - b.row || a.column.length - b.column.length || (a.column < b.column ? -1 : 1))
    .map(({ fault }) => fault)
}

const OF_CELLS: ReadonlySet<string> = new Set(['E_CELL', 'E_DATE', 'E_WORD', 'E_SUBJECT', 'E_UNKNOWN_SOURCE'])
