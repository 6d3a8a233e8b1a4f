import { basename } from 'node:path'
import type { ReadonlyWriteModel, Texts } from '../../admission/index.ts'
import type { Fault, Place } from '../../errors.ts'
import type { Catalogue, Path, Subject } from '../../event/index.ts'
import type { TableRow } from '../reading/index.ts'
import { FROM_PLACE } from './check-map.ts'
import { PLAIN_FORMATS, readCellDate } from './dates.ts'
import { boundOf, NO_SPAN } from './field-values.ts'
import { cellIn, type HeadedTable, placeInTable, textInCell } from './header.ts'
import { columnsRead, datesMapped, type MappedEvent, type PlacedMap } from './map.ts'
import { payloadOfRow } from './payload-of-row.ts'
import { slugOfTexts } from './subject-key.ts'

/** What a table is read by, and what its events are checked against. */
export type TableReading = {
  /** The file as the person named it. */
  readonly file: string
  readonly table: HeadedTable
  readonly map: PlacedMap
  readonly catalogue: Catalogue
  readonly recorded: ReadonlyWriteModel
  readonly texts?: Texts
  /** A registered source by its label or key. */
  readonly findSource: (name: string) => Subject | undefined
}

/** An event of a row, with the cell of each part that came from one. */
export type RowEvent = {
  readonly event: {
    readonly type: string
    readonly subject: string
    readonly payload: unknown
    readonly valid?: object
    readonly evidence: readonly object[]
  }
  readonly above: readonly string[]
  readonly place: Place
  readonly cells: ReadonlyMap<string, Place>
  /** The subjects whose keys were made of its cells. */
  readonly named: readonly NamedSubject[]
}

/** A subject, and how a cell prints its name. */
export type NamedSubject = { readonly subject: Subject; readonly name: string; readonly place: Place }

/** The event that a row comes to by one entry of the map; why its cells are refused is added to `faults`. */
export function eventOfRow(
  reading: TableReading,
  row: TableRow,
  mapped: MappedEvent,
  faults: Fault[],
): RowEvent {
  return new RowReading(reading, row, faults).event(mapped)
}

/** Makes an event of a row; what its cells refuse goes to `faults`. */
class RowReading {
  readonly #reading: TableReading
  readonly #row: TableRow
  readonly #faults: Fault[]
  readonly #cells = new Map<string, Place>()
  readonly #named: NamedSubject[] = []

  constructor(reading: TableReading, row: TableRow, faults: Fault[]) {
    this.#reading = reading
    this.#row = row
    this.#faults = faults
  }

  event(mapped: MappedEvent): RowEvent {
    const { file, table } = this.#reading
    const dates = this.#dates(mapped)
    const event = {
      type: mapped.type,
      subject: this.#subject(mapped, dates),
      payload: this.#payload(mapped),
      ...(dates.size > 0 && { valid: dates.get(undefined)?.bound ?? boundsOf(dates) }),
      evidence: [this.#evidence()],
    }
    const from = `row ${this.#row.row} of ${basename(file)}${table.sheet === undefined ? '' : `, ${table.sheet}`}`
    const above = [from, ...this.#unread()]
    return { event, above, place: this.#placeOf(), cells: this.#cells, named: this.#named }
  }

  /** What stands in the columns that the map does not read, for a person to see. */
  #unread(): readonly string[] {
    const { table, map } = this.#reading
    const read = columnsRead(map.map)
    const others = [...table.columns.keys()].filter((name) => name !== '' && !read.has(name))
    return others.flatMap((name) => (this.#seen(name) === '' ? [] : [`${name}: ${this.#seen(name)}`]))
  }

  #placeOf(column?: string): Place {
    const { file, table } = this.#reading
    return { file, part: placeInTable(table, this.#row.row, column) }
  }

  /** The text of a cell that counts for the event; why it has none is a fault. */
  #text(column: string): string {
    const cell = cellIn(this.#reading.table, this.#row, column)
    if (typeof cell === 'object' && 'problem' in cell)
      this.#faults.push({ code: 'E_CELL', message: cell.problem, place: this.#placeOf(column) })
    return this.#seen(column)
  }

  #seen(column: string): string {
    const cell = cellIn(this.#reading.table, this.#row, column)
    return cell === undefined ? '' : textInCell(cell).trim()
  }

  #refuse(code: string, column: string, reason: string): void {
    const message = code === 'E_CELL' ? reason : `${JSON.stringify(this.#seen(column))}: ${reason}`
    this.#faults.push({ code, message, place: this.#placeOf(column) })
  }

  #dates(mapped: MappedEvent): Dates {
    const { table, map } = this.#reading
    const dates = new Map<'begin' | 'end' | undefined, { readonly column: string; readonly bound: object }>()
    for (const [part, { column, as = PLAIN_FORMATS, basis }] of datesMapped(mapped)) {
      this.#cells.set(keyOf(['valid', ...(part ? [part] : [])]), this.#placeOf(column))
      const cell = cellIn(table, this.#row, column)
      if (cell === undefined) continue
      const found = readCellDate(cell, { as, century: map.map.century })
      if ('refused' in found)
        this.#refuse(typeof cell === 'object' ? 'E_CELL' : 'E_DATE', column, found.refused)
      else if (part !== undefined && !('edtf' in found.written)) this.#refuse('E_DATE', column, NO_SPAN)
      else dates.set(part, { column, bound: boundOf(found, basis) })
    }
    return dates
  }

  #subject({ type, subject: { from, column, kind } }: MappedEvent, dates: Dates): string {
    const [first = ''] = from ?? [column ?? '']
    this.#cells.set(keyOf(['subject']), this.#placeOf(first))
    const kinds = this.#reading.catalogue.get(type)?.kinds
    const prefix = kind ?? (kinds === undefined || kinds === 'any' ? '' : (kinds[0] ?? ''))
    if (column !== undefined) {
      const written = this.#text(column)
      return written.includes('/') || prefix === '' ? written : `${prefix}/${written}`
    }
    const texts = (from ?? []).map((each) => {
      const bound = [...dates.values()].find((date) => date.column === each)?.bound
      const edtf = bound !== undefined && 'edtf' in bound ? String(bound.edtf) : ''
      return /^\d{4}(-\d{2}){0,2}$/.test(edtf) ? edtf : this.#text(each)
    })
    const slug = slugOfTexts(texts)
    if (slug === '')
      this.#refuse(
        'E_SUBJECT',
        first,
        `expected something to name the ${prefix} by, in ${(from ?? []).join(', ')}`,
      )
    return `${prefix}/${slug === '' ? 'unnamed' : slug}`
  }

  #payload({ type, payload }: MappedEvent): unknown {
    const { table, map, catalogue } = this.#reading
    return payloadOfRow(payload, {
      type: catalogue.get(type),
      century: map.map.century,
      cellOf: (column) => cellIn(table, this.#row, column),
      refuse: (column, code, reason) => this.#refuse(code, column, reason),
      note: (path, column) => this.#cells.set(keyOf(['payload', ...path]), this.#placeOf(column)),
      name: (subject, name, column) => this.#named.push({ subject, name, place: this.#placeOf(column) }),
    })
  }

  #evidence(): object {
    const { table, map, file, findSource } = this.#reading
    const { source: from, quote, role = 'statement' } = map.map
    const written = from.column === undefined ? undefined : this.#text(from.column)
    const source = written === undefined ? from.key : findSource(written)
    if (from.column !== undefined && source === undefined)
      this.#refuse(
        'E_UNKNOWN_SOURCE',
        from.column,
        'expected the label or the key of a source that is registered',
      )
    if (from.column !== undefined)
      this.#cells.set(keyOf(['evidence', 0, 'source']), this.#placeOf(from.column))
    const named = { source: source ?? 'source/unnamed', role }
    if (quote !== undefined) {
      this.#cells.set(keyOf(['evidence', 0, 'quote']), this.#placeOf(quote.column))
      return { ...named, quote: this.#text(quote.column) }
    }
    const { row } = this.#row
    const places: Readonly<Record<string, string>> = {
      row: String(row),
      sheet: table.sheet ?? '',
      file: basename(file),
    }
    const locator = (
      map.map.locator ?? (table.sheet === undefined ? 'row {row}' : '{sheet}, row {row}')
    ).replace(/\{([^{}]+)\}/g, (_, name: string) =>
      FROM_PLACE.has(name) ? (places[name] ?? '') : this.#text(name),
    )
    return { ...named, locator }
  }
}

type Dates = ReadonlyMap<'begin' | 'end' | undefined, { readonly column: string; readonly bound: object }>

function boundsOf(dates: Dates): object {
  const [begin, end] = [dates.get('begin')?.bound, dates.get('end')?.bound]
  return { ...(begin && { begin }), ...(end && { end }) }
}

/** A path as the cells of an event are kept by. */
export function keyOf(path: Path): string {
  return JSON.stringify(path)
}
