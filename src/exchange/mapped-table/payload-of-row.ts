import { z } from 'zod'
import { type EventType, type Path, schemasAt } from '../../event/index.ts'
import type { Cell } from '../reading/index.ts'
import { valuesOfCell } from './field-values.ts'
import { type MappedEvent, type MappedField, stepsOf } from './map.ts'

/** A row as its payload is made of it. */
export type PayloadSource = {
  readonly type: EventType | undefined
  readonly century: number | undefined
  readonly cellOf: (column: string) => Cell | undefined
  readonly refuse: (column: string, code: string, reason: string) => void
  /** Notes the column that the part at a path came from, or would have. */
  readonly note: (path: Path, column: string) => void
  /** Notes the text that a key was made of. */
  readonly name: (key: string, text: string, column: string) => void
}

type Field = { readonly steps: Path; readonly field: MappedField }

/** The fields of a map that give the same items of a list: those of one number, or of `*`. */
type Group = { readonly list: Path; readonly fields: readonly Field[] }

/**
 * What the fields of a map come to in a row. Each number in a path, and `*`, stands for items of a list: one for each part of
 * a cell that is split, or else one; what is not split is the same in all of them. With nothing in any of its columns it
 * gives no item, and the items of several follow one another.
 */
export function payloadOfRow(payload: MappedEvent['payload'], source: PayloadSource): unknown {
  const groups = new Map<string, { readonly list: Path; readonly fields: Field[] }>()
  let built: unknown = {}
  for (const [written, field] of Object.entries(payload)) {
    const steps = stepsOf(written)
    const at = steps.findIndex((step) => step === '*' || typeof step === 'number')
    const path = steps.map((step) => (step === '*' ? 0 : step))
    if (at < 0) {
      if (field.column !== undefined) source.note(path, field.column)
      for (const value of valuesOf({ steps: path, field }, source)) {
        if (field.column !== undefined) source.note(value.path, field.column)
        built = withValueAt(built, value.path, value.value)
      }
      continue
    }
    const group = groups.getOrInsertComputed(JSON.stringify(steps.slice(0, at + 1)), () => ({
      list: path.slice(0, at),
      fields: [],
    }))
    group.fields.push({ steps: path.with(at, 0), field })
  }
  const lengths = new Map<string, number>()
  for (const group of groups.values()) {
    const key = JSON.stringify(group.list)
    const from = lengths.get(key) ?? 0
    const items = itemsOf(group, from, source)
    lengths.set(key, from + items.length)
    for (const [at, item] of items.entries()) built = withValueAt(built, [...group.list, from + at], item)
  }
  return built
}

/** The items that a group gives, the first of which is to be at `from` in the list. */
function itemsOf({ list, fields }: Group, from: number, source: PayloadSource): readonly unknown[] {
  const [first] = fields.flatMap(({ field }) => field.column ?? [])
  if (first !== undefined) source.note(list, first)
  const values = fields.flatMap((each) =>
    valuesOf(each, source).map((value) => ({
      ...value,
      column: each.field.column,
      isInEach: !isSplit(each, source.type),
    })),
  )
  const counted = values.filter(({ column }) => first === undefined || column !== undefined)
  const length = Math.max(0, ...counted.map(({ item }) => item + 1))
  return Array.from({ length }, (_, at) => {
    const base = [...list, from + at]
    if (first !== undefined) source.note(base, first)
    return values
      .filter(({ item, isInEach }) => isInEach || item === at)
      .reduce<unknown>((built, { path, value, column }) => {
        const within = path.slice(list.length + 1)
        if (column !== undefined) source.note([...base, ...within], column)
        return withValueAt(built, within, value)
      }, {})
  })
}

/** Whether the parts of its cell are items of the list, and not values of a list within one. */
function isSplit({ steps, field }: Field, type: EventType | undefined): boolean {
  return (
    field.split !== undefined &&
    !schemasAt(type?.payload, steps).some((schema) => schema instanceof z.ZodArray)
  )
}

type PlacedFieldValue = { readonly item: number; readonly path: Path; readonly value: unknown }

/** The values of a field in the row; what its cell refuses goes to the source. */
function valuesOf({ steps, field }: Field, source: PayloadSource): readonly PlacedFieldValue[] {
  const { column } = field
  if (column === undefined) return [{ item: 0, path: steps, value: field.value }]
  const { type, century } = source
  const cell = source.cellOf(column)
  if (cell === undefined || type === undefined) return []
  return valuesOfCell(cell, { field, steps, type, century }).flatMap((found) => {
    if ('refused' in found) {
      source.refuse(column, found.code, found.refused)
      return []
    }
    if (found.named !== undefined) source.name(String(found.value), found.named, column)
    return [found]
  })
}

/** The value with another one set at a path; maps and lists are made on the way. */
function withValueAt(into: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value
  if (typeof step === 'number') {
    const list: readonly unknown[] = Array.isArray(into) ? into : []
    return Array.from({ length: Math.max(list.length, step + 1) }, (_, at) =>
      at === step ? withValueAt(list[at], rest, value) : (list[at] ?? {}),
    )
  }
  const map: Readonly<Record<string, unknown>> = typeof into === 'object' && into !== null ? { ...into } : {}
  return { ...map, [step]: withValueAt(map[step], rest, value) }
}
