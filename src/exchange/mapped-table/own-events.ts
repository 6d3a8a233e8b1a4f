import { basename } from 'node:path'
import { parseDraft, placedElsewhere, type ReadonlyWriteModel, validateBatch } from '../../admission/index.ts'
import type { WritableDraft } from '../../archive/index.ts'
import { type Fault, InvalidInput, type Place } from '../../errors.ts'
import { type Catalogue, canonicalJson, type Path, sha256Hex } from '../../event/index.ts'
import { unguardCell } from '../cell-guard.ts'
import { cellIn, type HeadedTable, placeInTable, textInCell } from './header.ts'

/** The column of an exported event that holds the whole of it, as canonical JSON. */
const WHOLE = 'json'
/** Columns that say again what the whole event says; others may say how it reads since it was corrected. */
const REPEATED = ['id', 'type'] as const

/** Whether a table is an export of events, which its last columns hold whole. */
export function isOwnEvents({ columns }: HeadedTable): boolean {
  return [...columns.keys()].at(-1) === WHOLE && REPEATED.every((name) => columns.has(name))
}

/** The chronicle that the first event of an export is of; undefined where that cannot be told. */
export function chronicleOfOwnEvents(table: HeadedTable): string | undefined {
  const [first] = eventsIn(table, '')
  return typeof first?.event?.chronicle === 'string' ? first.event.chronicle : undefined
}

/** What an exported table comes to, and where its other columns say something else than its events. */
export type OwnEvents = { readonly draft: WritableDraft; readonly warnings: readonly Fault[] }

/**
 * The draft of the events that an export holds, in the order in which they were recorded: recorded in an empty chronicle of
 * that name they have the ids that they had. Throws InvalidInput with every fault, each at its cell.
 */
export function draftOfOwnEvents({
  file,
  table,
  catalogue,
  recorded,
}: {
  readonly file: string
  readonly table: HeadedTable
  readonly catalogue: Catalogue
  readonly recorded: ReadonlyWriteModel
}): OwnEvents {
  const rows = eventsIn(table, file)
  const faults = rows.flatMap(({ place, event }): readonly Fault[] => {
    if (event === undefined)
      return [{ code: 'E_JSON', message: 'expected an event as JSON, as the export wrote it', place }]
    if (event.chronicle === recorded.chronicle) return []
    const message = `the event is of chronicle ${JSON.stringify(event.chronicle)}; expected ${recorded.chronicle}`
    return [{ code: 'E_CHRONICLE', message, place }]
  })
  const readers = new Set(rows.map(({ reader }) => reader).filter((reader) => reader !== ''))
  const draft = {
    chronicle: recorded.chronicle,
    reader: [...readers].join('; ') || `the events of ${basename(file)}`,
    events: rows.map(({ event = {} }) => withoutHead(event)),
  }
  const placeOf = ([list, index]: Path): Place =>
    (list === 'events' && typeof index === 'number' ? rows[index]?.place : undefined) ?? { file }
  const placed = placedElsewhere(draft, placeOf)
  const parsed = faults.length > 0 ? undefined : parseDraft(file, placed, { catalogue, recorded })
  const batch = parsed?.batch
  const further = batch === undefined ? [] : validateBatch(batch, { catalogue, recorded, isNew: true }).faults
  const found = [...faults, ...(parsed?.faults ?? []), ...further]
  if (found.length > 0) throw new InvalidInput(found)
  return {
    draft: { ...draft, events: draft.events.map((event) => ({ event })) },
    warnings: rows.flatMap(({ warnings }) => warnings),
  }
}

type Json = Readonly<Record<string, unknown>>

type OwnRow = {
  readonly place: Place
  readonly event: Json | undefined
  readonly reader: string
  readonly warnings: readonly Fault[]
}

/** The events of the rows, by their positions where there is a column of these. */
function eventsIn(table: HeadedTable, file: string): readonly OwnRow[] {
  const rows = table.rows.map((row) => {
    const text = (name: string) => unguardCell(textInCell(cellIn(table, row, name) ?? ''))
    const event = parsed(text(WHOLE))
    const place = (name: string): Place => ({ file, part: placeInTable(table, row.row, name) })
    const whole: Json = { ...event, id: event && sha256Hex(canonicalJson(event)) }
    const warnings = REPEATED.filter((name) => event !== undefined && text(name) !== whole[name]).map(
      (name) => ({
        code: 'W_COLUMN',
        message: `"${text(name)}" is not what the event of this row says in its column json, ${JSON.stringify(whole[name])}, which counts`,
        place: place(name),
      }),
    )
    const own = { place: place(WHOLE), event, reader: text('reader'), warnings }
    return { position: Number(text('position') || row.row), own }
  })
  return rows.toSorted((a, b) => a.position - b.position).map(({ own }) => own)
}

function parsed(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}

function withoutHead({ chronicle: _, version: __, ...event }: Json): object {
  return event
}
