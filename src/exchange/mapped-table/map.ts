import { z } from 'zod'
import { type PlacedValue, placeFaults, zodFaults } from '../../admission/index.ts'
import { readYaml } from '../../archive/index.ts'
import { type Fault, InvalidInput } from '../../errors.ts'
import { spanSchema, subjectSchema } from '../../event/index.ts'
import { DATE_FORMATS, type DateFormat } from './dates.ts'

const column = z.string().min(1)
const formats = z
  .array(
    z.enum(Object.keys(DATE_FORMATS).filter((word): word is DateFormat => Object.hasOwn(DATE_FORMATS, word))),
  )
  .min(1)
const basis = z.enum(['stated', 'relative', 'inferred'])
const date = z.strictObject({ column, as: formats.exactOptional(), basis: basis.exactOptional() })

/** Where a field has its value from: one `value` for all rows, or a column. */
const fieldSchema = z.strictObject({
  value: z.json().exactOptional(),
  column: column.exactOptional(),
  /** What parts several values in one cell. */
  split: z.string().min(1).exactOptional(),
  /** What is written for each of the words in the cells; any other word is refused. */
  words: z.record(z.string(), z.json()).exactOptional(),
  /** The kind of the subject that the cell names: `person` makes `person/kano-koji` of `Kano Koji`. */
  key: z.string().exactOptional(),
  /** How a date is written. */
  as: formats.exactOptional(),
  basis: basis.exactOptional(),
})

const eventSchema = z.strictObject({
  type: z.string().min(1),
  subject: z.strictObject({
    /** The columns of which its key is made. */
    from: z.array(column).min(1).exactOptional(),
    column: column.exactOptional(),
    /** Its kind, where events of the type may be about several. */
    kind: z.string().exactOptional(),
  }),
  valid: z
    .strictObject({
      column: column.exactOptional(),
      as: formats.exactOptional(),
      basis: basis.exactOptional(),
      begin: date.exactOptional(),
      end: date.exactOptional(),
    })
    .exactOptional(),
  payload: z.record(z.string().min(1), fieldSchema),
  /** Rows that have such an event: those where the cell is `present`, `absent`, or has this text. */
  where: z.strictObject({ column, is: z.string().min(1) }).exactOptional(),
})

const mapSchema = z.strictObject({
  sheet: z
    .union([z.string(), z.int().positive()], 'expected the name of a sheet, or its number')
    .exactOptional(),
  header: z.int().positive().exactOptional(),
  reader: z.string().min(1).exactOptional(),
  century: z.int().min(0).max(99).exactOptional(),
  source: z.strictObject({
    key: subjectSchema.regex(/^source\//, 'expected a source, like source/list-2024').exactOptional(),
    /** Labels or keys of registered sources. */
    column: column.exactOptional(),
    /** What is registered of the source, where it is not yet. */
    register: z.record(z.string(), z.json()).exactOptional(),
  }),
  locator: z.string().min(1).exactOptional(),
  quote: z.strictObject({ column }).exactOptional(),
  role: spanSchema.shape.role.exactOptional(),
  events: z.array(eventSchema).min(1),
})

/** Which columns of a table are which fields of which events, as a person wrote it. */
export type TableMap = z.infer<typeof mapSchema>
export type MappedEvent = TableMap['events'][number]
export type MappedField = z.infer<typeof fieldSchema>
export type MappedDate = z.infer<typeof date>

/** A map, and the place of each of its parts. */
export type PlacedMap = { readonly map: TableMap; readonly placed: PlacedValue }

/**
 * The map in a YAML file. A source may be written as its key alone. Throws InvalidInput with every fault of its shape, at its
 * line and column; what depends on the table and on the types of events is for `checkMap` to find.
 */
export function readTableMap(file: string, text: string): PlacedMap {
  const placed = readYaml(file, text)
  const { data, error } = mapSchema.safeParse(withSourceAsMap(placed.value))
  const faults: Fault[] = [
    ...placed.faults,
    ...(error === undefined ? [] : placeFaults(placed, [], zodFaults(error, mapSchema))),
  ]
  if (data === undefined || faults.length > 0) throw new InvalidInput(faults)
  return { map: data, placed }
}

function withSourceAsMap(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('source' in value)) return value
  return typeof value.source === 'string' ? { ...value, source: { key: value.source } } : value
}

/** The steps of a path as a map writes it: `place.city`, `delegations.*.side`; `*` is each part of a cell that is split. */
export function stepsOf(path: string): readonly (string | number)[] {
  return path.split('.').map((step) => (/^\d{1,2}$/.test(step) ? Number(step) : step))
}

/** The dates of an event, by the part of its valid time that they are. */
export function datesMapped({
  valid,
}: MappedEvent): readonly (readonly [part: 'begin' | 'end' | undefined, MappedDate])[] {
  if (valid === undefined) return []
  const { begin, end, column, ...rest } = valid
  if (column !== undefined) return [[undefined, { column, ...rest }]]
  return [...(begin ? [['begin', begin] as const] : []), ...(end ? [['end', end] as const] : [])]
}

/** The columns that a map reads. */
export function columnsRead({ source, quote, locator = '', events }: TableMap): ReadonlySet<string> {
  const named = events.flatMap((event) => [
    ...(event.subject.from ?? []),
    event.subject.column,
    event.where?.column,
    ...datesMapped(event).map(([, date]) => date.column),
    ...Object.values(event.payload).map(({ column }) => column),
  ])
  return new Set(
    [source.column, quote?.column, ...placeholdersOf(locator), ...named].filter((name) => name !== undefined),
  )
}

/** The names in braces: `row` and `Page` of `row {row}, page {Page}`. */
export function placeholdersOf(locator: string): readonly string[] {
  return [...locator.matchAll(/\{([^{}]+)\}/g)].map(([, name = '']) => name)
}
