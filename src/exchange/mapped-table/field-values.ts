import { z } from 'zod'
import { isKeptAsWritten } from '../../admission/index.ts'
import { type EventType, fieldsAt, type Path, schemasAt } from '../../event/index.ts'
import type { Cell } from '../reading/index.ts'
import { PLAIN_FORMATS, type ReadDate, readCellDate } from './dates.ts'
import { textInCell } from './header.ts'
import type { MappedField } from './map.ts'
import { slugOfTexts } from './subject-key.ts'

/**
 * A value for a field, with the path at which it stands, which part of the cell it is (of a list within the field 0), and the
 * text of which a key was made; or why the cell gives none.
 */
export type FieldValue =
  | { readonly item: number; readonly path: Path; readonly value: unknown; readonly named?: string }
  | { readonly code: string; readonly refused: string }

/**
 * The values that a cell gives a field, by the schema of that field: a text, a number, yes or no, a date, or one of each part
 * of the cell.
 */
export function valuesOfCell(
  cell: Cell,
  {
    field,
    steps,
    type,
    century,
  }: {
    readonly field: MappedField
    readonly steps: Path
    readonly type: EventType
    readonly century: number | undefined
  },
): readonly FieldValue[] {
  if (typeof cell === 'object' && 'problem' in cell) return [{ code: 'E_CELL', refused: cell.problem }]
  const isList = schemasAt(type.payload, steps).some((schema) => schema instanceof z.ZodArray)
  return partsOf(cell, field.split).map((part, index): FieldValue => {
    const path = isList ? [...steps, index] : steps
    const value = valueIn(part, {
      field,
      schemas: schemasAt(type.payload, path),
      century,
      isDate: fieldsAt(type.payload, path).includes('edtf'),
    })
    return 'refused' in value ? value : { item: isList ? 0 : index, path, ...value }
  })
}

/** The texts between the signs that part them, without those that are empty; where nothing parts them, the cell itself. */
function partsOf(cell: Cell, split: string | undefined): readonly Cell[] {
  if (split === undefined) return [cell]
  return textInCell(cell)
    .split(split)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

type Value =
  | { readonly value: unknown; readonly named?: string }
  | { readonly code: string; readonly refused: string }

function valueIn(
  cell: Cell,
  {
    field,
    schemas,
    century,
    isDate,
  }: {
    readonly field: MappedField
    readonly schemas: readonly unknown[]
    readonly century: number | undefined
    readonly isDate: boolean
  },
): Value {
  const text = textInCell(cell).trim()
  if (field.words !== undefined) {
    if (Object.hasOwn(field.words, text)) return { value: field.words[text] }
    return {
      code: 'E_WORD',
      refused: `expected one of the words of the map: ${Object.keys(field.words).join(', ')}`,
    }
  }
  if (isDate) {
    const found = readCellDate(cell, { as: field.as ?? PLAIN_FORMATS, century })
    if ('refused' in found) return { code: 'E_DATE', refused: found.refused }
    if (!('edtf' in found.written)) return { code: 'E_DATE', refused: NO_SPAN }
    return { value: boundOf(found, field.basis) }
  }
  if (field.key !== undefined)
    return { value: `${field.key}/${slugOfTexts([text])}`, named: text.replace(/\s+/g, ' ') }
  return { value: scalarOf(text, schemas) }
}

/** Why a date that has a begin and an end cannot be one of two. */
export const NO_SPAN = 'is a span; expected one date'

/** A date with its ground, as an event has it. */
export function boundOf(
  { written, reading }: Exclude<ReadDate, { readonly refused: string }>,
  basis: 'stated' | 'relative' | 'inferred' = 'stated',
): object {
  const ground = { basis, ...(reading !== undefined && { reading }) }
  if ('edtf' in written) return { ...written, ...ground }
  const { begin, end } = written
  return { begin: { edtf: begin, ...ground }, ...(end !== undefined && { end: { edtf: end, ...ground } }) }
}

/** The text as what the schemas want; as it is where they want none of these, which is then found when the event is read. */
function scalarOf(text: string, schemas: readonly unknown[]): unknown {
  if (schemas.some((schema) => schema instanceof z.ZodString)) return text
  if (schemas.some((schema) => schema instanceof z.ZodNumber) && isKeptAsWritten(text)) return Number(text)
  if (schemas.some((schema) => schema instanceof z.ZodBoolean)) {
    if (/^(true|yes)$/i.test(text)) return true
    if (/^(false|no)$/i.test(text)) return false
  }
  const words = schemas.flatMap((schema) => (schema instanceof z.ZodEnum ? schema.options : []))
  return words.find((word) => String(word).toLowerCase() === text.toLowerCase()) ?? text
}
