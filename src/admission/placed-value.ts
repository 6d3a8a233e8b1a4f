import type { z } from 'zod'
import type { Fault, Place } from '../errors.ts'
import { fieldsAt, notAField, type Path } from '../event/index.ts'

/** The place of a part of a value; for a part that is missing, the place of the map that lacks it. */
export type PlaceOf = (path: Path) => Place

/**
 * A plain value and the place of each of its parts: a line and column of the file it was read from, or else the path
 * itself. The checks of this room work on these, so that they know neither files nor YAML.
 */
export type PlacedValue = {
  readonly value: unknown
  /** Whether there is a value at all. */
  readonly sound: boolean
  /** What is wrong with the value as such; each faulty part was replaced by something harmless. */
  readonly faults: readonly Fault[]
  readonly placeOf: PlaceOf
  /** As `placeOf`, but the place of the key where the path ends in one. */
  readonly placeOfKey: PlaceOf
}

/**
 * A value that comes from no file; each part is placed by its path. What canonical JSON cannot keep is refused once and
 * replaced: E_UNICODE for half of a surrogate pair, E_NUMBER for a number that is not finite or an integer that is not
 * exact, E_FIELD for a `__proto__`, E_SHAPE for what is not JSON or is nested too deeply. A field that is `undefined`
 * counts as missing.
 */
export function placedValue(value: unknown): PlacedValue {
  const faults: Fault[] = []
  const plain = plainOf(value, [], (code, path, message) => faults.push({ code, message, place: { path } }))
  const placeOf = (path: Path) => ({ path })
  return { value: plain, sound: true, faults, placeOf, placeOfKey: placeOf }
}

/** The same for a value whose parts come from elsewhere, each from the place that `placeOf` gives. */
export function placedElsewhere(value: unknown, placeOf: PlaceOf): PlacedValue {
  const placed = placedValue(value)
  const faults = placed.faults.map((fault) => ({ ...fault, place: placeOf(fault.place?.path ?? []) }))
  return { ...placed, faults, placeOf, placeOfKey: placeOf }
}

/** How deep a value may be nested: far deeper than any event is. */
const MAX_DEPTH = 100

type Refuse = (code: string, path: Path, message: string) => void

function plainOf(value: unknown, path: Path, refuse: Refuse): unknown {
  switch (typeof value) {
    case 'string':
      return textOf(value, path, refuse)
    case 'number':
      return numberOf(value, path, refuse)
    case 'boolean':
      return value
    case 'object':
      if (value === null) return null
      if (path.length < MAX_DEPTH) return partsOf(value, path, refuse)
      refuse('E_SHAPE', path, `nests more than ${MAX_DEPTH} deep; expected less`)
      return null
    default:
      refuse('E_SHAPE', path, `a ${typeof value} arrived; expected JSON`)
      return null
  }
}

function partsOf(value: object, path: Path, refuse: Refuse): unknown {
  if (Array.isArray(value)) return value.map((each, index) => plainOf(each, [...path, index], refuse))
  const kept = Object.entries(value).filter(([, each]) => each !== undefined)
  return Object.fromEntries(
    kept.map(([key, each]) => {
      const at = [...path, key]
      if (key === '__proto__') refuse('E_FIELD', at, '"__proto__" is not a field here')
      return [textOf(key, at, refuse), plainOf(each, at, refuse)]
    }),
  )
}

function textOf(text: string, path: Path, refuse: Refuse): string {
  if (!text.isWellFormed())
    refuse('E_UNICODE', path, 'half of a surrogate pair; expected well-formed Unicode')
  return text.toWellFormed()
}

function numberOf(number: number, path: Path, refuse: Refuse): number {
  if (isExact(number)) return number
  refuse('E_NUMBER', path, `${number} cannot be kept exactly; expected a finite number, or a string`)
  return 1 // so that it is refused once
}

/** No number that is kept as written needs more characters. */
const LONGEST_NUMBER = 400

/**
 * Whether the number as written is kept to the last digit: decimal, finite, no digit cut or changed, no exponent
 * that underflows. Of 9007199254740993.0, past 2^53, the last digit would change.
 *
 * @example isKeptAsWritten('0.1') && !isKeptAsWritten('1e-400') && !isKeptAsWritten('0x10') // true
 */
export function isKeptAsWritten(written: string): boolean {
  if (written.length > LONGEST_NUMBER || !Number.isFinite(Number(written))) return false
  const decimal = decimalOf(written)
  return decimal !== undefined && decimal === decimalOf(String(Number(written)))
}

/** Whether a number would be kept otherwise than written, and {@link placedValue} would not see it: a digit is cut. */
export function isCut(written: string): boolean {
  return isExact(Number(written)) && !isKeptAsWritten(written)
}

function isExact(number: number): boolean {
  return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number))
}

/** Sign, significant digits and exponent, the same for the same number; undefined if it is not decimal. */
function decimalOf(written: string): string | undefined {
  const shape = /^([-+]?)(?=\.?\d)(\d*)\.?(\d*)(?:e([-+]?\d+))?$/i.exec(written)
  if (shape === null) return undefined
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = shape
  const digits = (whole + fraction).replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return '0'
  const zeros = digits.length - significant.length
  return `${sign === '-' ? '-' : ''}${significant}e${Number(exponent) - fraction.length + zeros}`
}

/** A fault at a path; the path is relative to whatever is being checked. */
export function faultAt(code: string, path: Path, message: string): Fault {
  return { code, message, place: { path } }
}

/** The issues of a schema without alternatives: E_FIELD for each unknown field, E_SHAPE for the rest, at paths below `base`. */
export function zodFaults(error: z.ZodError, schema: z.ZodType, base: Path = []): Fault[] {
  return error.issues.flatMap((issue) => {
    const within = issue.path.filter((step) => typeof step !== 'symbol')
    const path = [...base, ...within]
    if (issue.code !== 'unrecognized_keys')
      return [{ code: 'E_SHAPE', message: issue.message, place: { path } }]
    return issue.keys.map((key) => ({
      code: 'E_FIELD',
      message: notAField(key, fieldsAt(schema, within)),
      place: { path: [...path, key] },
    }))
  })
}

/**
 * Turns the path of each fault, below `base`, into a place: of an unknown field its key, of a wrong value the value, of a
 * missing one (E_MISSING) the map that lacks it. Of several faults with one code and path the first is kept.
 */
export function placeFaults(tree: PlacedValue, base: Path, faults: readonly Fault[]): Fault[] {
  const seen = new Set<string>()
  return faults.flatMap((fault) => {
    const path = [...base, ...(fault.place?.path ?? [])]
    const key = JSON.stringify([fault.code, path])
    if (seen.has(key)) return []
    seen.add(key)
    return [placeFault(tree, path, base.length, fault)]
  })
}

/** The faults sorted by place, without duplicates. */
export function sortFaults(faults: readonly Fault[]): Fault[] {
  const distinct = new Map(faults.map((fault) => [JSON.stringify(fault), fault]))
  return [...distinct.values()].sort(
    (a, b) =>
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0) ||
      comparePaths(a.place?.path, b.place?.path) ||
      a.code.localeCompare(b.code),
  )
}

/** Compares two paths by the first step in which they differ; numbers compare as numbers. */
function comparePaths(one: Path = [], other: Path = []): number {
  for (const [at, step] of one.entries()) {
    const against = other[at]
    if (against === undefined) return 1
    if (step === against) continue
    if (typeof step === 'number' && typeof against === 'number') return step - against
    return String(step).localeCompare(String(against))
  }
  return one.length - other.length
}

function placeFault(tree: PlacedValue, path: Path, from: number, { code, message }: Fault): Fault {
  if (code === 'E_FIELD') return { code, message, place: tree.placeOfKey(path) }
  if (code !== 'E_SHAPE') return { code, message, place: tree.placeOf(path) }
  const arrived = valueAt(tree.value, path)
  const name = path.slice(from).join('.') || 'here'
  const expected = plainMessage(message)
  if (arrived === undefined)
    return { code: 'E_MISSING', message: `${name} is missing: ${expected}`, place: tree.placeOf(path) }
  const place = tree.placeOf(path)
  // In YAML a plain 2024 is a number, where its writer may have meant a text.
  const unquoted = place.line !== undefined && expected.startsWith('expected string')
  return { code, message: `${name}: ${expected}; ${describe(arrived, unquoted)} arrived`, place }
}

/** The expectation in a message of zod, without its prefix and without what it says arrived. */
export function plainMessage(message: string): string {
  return message.replace(/^Invalid (input|option): /, '').replace(/, received .*$/, '')
}

/** The value as a message shows it, shortened; if `unquoted` a number or boolean comes with a hint. */
function describe(value: unknown, unquoted: boolean): string {
  const shown = JSON.stringify(value)
  const short = shown.length > 60 ? `${shown.slice(0, 57)}…` : shown
  if (typeof value !== 'number' && typeof value !== 'boolean') return short
  return `the ${typeof value} ${short}${unquoted ? ' (a string needs quotes)' : ''}`
}

function valueAt(root: unknown, path: Path): unknown {
  let value = root
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined
    const entry: unknown = Object.getOwnPropertyDescriptor(value, step)?.value
    value = entry
  }
  return value
}
