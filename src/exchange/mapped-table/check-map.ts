import { z } from 'zod'
import { type PlacedValue, placeFaults, zodFaults } from '../../admission/index.ts'
import { type Fault, nearestName } from '../../errors.ts'
import {
  type Catalogue,
  type EventType,
  fieldsAt,
  neededFields,
  notAField,
  type Path,
  schemasAt,
  sourceRegistered,
} from '../../event/index.ts'
import type { HeadedTable } from './header.ts'
import {
  datesMapped,
  type MappedEvent,
  type MappedField,
  type PlacedMap,
  placeholdersOf,
  stepsOf,
} from './map.ts'

/** Whether a table is mapped: what the map says of columns and of fields, before any row is looked at. */
type Checked = {
  readonly table: HeadedTable
  readonly catalogue: Catalogue
  readonly placed: PlacedValue
  readonly refuse: (code: string, path: Path, message: string) => void
}

/**
 * Every fault of a map that shows before any row is read: columns that the table lacks or has twice, types and fields that
 * are not in the catalogue, values that no such field can have, fields that an event needs and the map does not give.
 */
export function checkMap(
  { map, placed }: PlacedMap,
  table: HeadedTable,
  catalogue: Catalogue,
): readonly Fault[] {
  const faults: Fault[] = []
  const refuse: Checked['refuse'] = (code, path, message) =>
    faults.push(...placeFaults(placed, [], [{ code, message, place: { path } }]))
  const checked: Checked = { table, catalogue, placed, refuse }
  const { source, quote } = map
  if (source.key === undefined && source.column === undefined)
    refuse('E_SHAPE', ['source'], 'expected the key of a source, or the column that names one')
  if (source.register !== undefined && source.key === undefined)
    refuse(
      'E_SHAPE',
      ['source', 'register'],
      'expected the key of the source that is registered, as key: source/…',
    )
  if (source.register !== undefined) {
    const { error } = sourceRegistered.payload.safeParse(source.register)
    if (error !== undefined)
      faults.push(...placeFaults(placed, ['source', 'register'], zodFaults(error, sourceRegistered.payload)))
  }
  checkColumn(checked, source.column, ['source', 'column'])
  checkColumn(checked, quote?.column, ['quote', 'column'])
  for (const name of placeholdersOf(map.locator ?? ''))
    if (!FROM_PLACE.has(name)) checkColumn(checked, name, ['locator'])
  for (const [at, event] of map.events.entries()) checkEvent(checked, event, ['events', at])
  return faults
}

/** What a locator may name besides columns. */
export const FROM_PLACE: ReadonlySet<string> = new Set(['row', 'sheet', 'file'])

function checkColumn({ table, refuse }: Checked, name: string | undefined, path: Path): void {
  if (name === undefined) return
  const found = table.columns.get(name)?.length ?? 0
  if (found === 1) return
  const named = `row ${table.header}`
  if (found > 1) {
    const message = `"${name}" is the name of ${found} columns in ${named}; expected one: rename them`
    refuse('E_COLUMN', path, message)
    return
  }
  const names = [...table.columns.keys()]
  const nearest = nearestName(name, names)
  const guess = nearest === undefined ? '.' : `; did you mean ${nearest}?`
  refuse(
    'E_COLUMN',
    path,
    `"${name}" is not a column${guess} Expected one of ${named}: ${names.join(', ') || 'none'}`,
  )
}

function checkEvent(checked: Checked, event: MappedEvent, base: Path): void {
  const { catalogue, refuse } = checked
  checkColumn(checked, event.where?.column, [...base, 'where', 'column'])
  for (const [part, { column }] of datesMapped(event))
    checkColumn(checked, column, [...base, 'valid', ...(part ? [part] : []), 'column'])
  const { valid } = event
  if (valid !== undefined && (valid.column === undefined) === (valid.begin === undefined))
    refuse('E_SHAPE', [...base, 'valid'], 'expected one column, or a begin with a column of its own')
  const type = catalogue.get(event.type)
  if (type === undefined) {
    const nearest = nearestName(event.type, catalogue.keys())
    const hint = nearest === undefined ? 'known' : `did you mean ${nearest}? Known`
    const types = [...catalogue.keys()].join(', ')
    refuse('E_TYPE', [...base, 'type'], `"${event.type}" is not an event type; ${hint} are ${types}`)
    return
  }
  if (type.ground !== 'evidence')
    refuse(
      'E_TYPE',
      [...base, 'type'],
      `${event.type} does not rest on a source alone; expected one that does`,
    )
  checkSubject(checked, event, type, base)
  for (const [path, field] of Object.entries(event.payload))
    checkField(checked, type, [...base, 'payload', path], field)
  const given = new Set(Object.keys(event.payload).map((path) => String(stepsOf(path)[0])))
  for (const name of neededFields(type.payload))
    if (!given.has(name))
      refuse('E_MISSING', [...base, 'payload'], `${event.type} needs ${name}, and nothing here gives it`)
}

function checkSubject(checked: Checked, { subject }: MappedEvent, type: EventType, base: Path): void {
  const path = [...base, 'subject']
  const { from, column, kind } = subject
  if ((from === undefined) === (column === undefined))
    checked.refuse('E_SHAPE', path, 'expected either a column, or the columns that its key is made from')
  checkColumn(checked, column, [...path, 'column'])
  for (const [at, each] of (from ?? []).entries()) checkColumn(checked, each, [...path, 'from', at])
  const { kinds } = type
  if (kind === undefined && column === undefined && (kinds === 'any' || kinds.length > 1))
    checked.refuse(
      'E_KIND',
      path,
      `expected the kind of the subject${kinds === 'any' ? '' : `, one of ${kinds.join(', ')}`}`,
    )
  if (kind !== undefined && kinds !== 'any' && !kinds.includes(kind))
    checked.refuse(
      'E_KIND',
      [...path, 'kind'],
      `${type.type} is about a ${kinds.join(' or ')}, not a ${kind}`,
    )
}

function checkField(checked: Checked, { payload }: EventType, path: Path, field: MappedField): void {
  const { refuse } = checked
  const steps = stepsOf(String(path.at(-1))).map((step) => (step === '*' ? 0 : step))
  const wrong = steps.findIndex((_, at) => schemasAt(payload, steps.slice(0, at + 1)).length === 0)
  if (wrong >= 0)
    refuse('E_FIELD', path, notAField(String(steps[wrong]), fieldsAt(payload, steps.slice(0, wrong))))
  if ((field.value === undefined) === (field.column === undefined))
    refuse('E_SHAPE', path, 'expected either a value, or a column')
  checkColumn(checked, field.column, [...path, 'column'])
  if (field.value === undefined || wrong >= 0) return
  const results = schemasAt(payload, steps).flatMap((schema) =>
    schema instanceof z.ZodType ? [schema.safeParse(field.value)] : [],
  )
  const [first] = results
  if (first?.success === false && !results.some(({ success }) => success))
    for (const { message } of first.error.issues) refuse('E_SHAPE', [...path, 'value'], message)
}
