import { z } from 'zod'
import { nearestName } from '../errors.ts'
import type { Path } from './envelope.ts'

/**
 * The fields that a schema has at a path, of a choice those of all its variants, each once; none where it is no map there or
 * takes any field.
 */
export function fieldsAt(schema: unknown, path: Path): readonly string[] {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodNullable
  )
    return fieldsAt(schema.unwrap(), path)
  if (schema instanceof z.ZodUnion)
    return [...new Set(schema.options.flatMap((option) => fieldsAt(option, path)))]
  const [step, ...rest] = path
  if (schema instanceof z.ZodArray) return step === undefined ? [] : fieldsAt(schema.element, rest)
  if (!(schema instanceof z.ZodObject)) return []
  return step === undefined ? Object.keys(schema.shape) : fieldsAt(schema.shape[step], rest)
}

/** What E_FIELD says of a field that is not one of these: the nearest of them, and all. */
export function notAField(written: string, fields: readonly string[]): string {
  const refused = `"${written}" is not a field here`
  if (fields.length === 0 || written === '__proto__') return refused
  const nearest = nearestName(written, fields)
  const guess = nearest === undefined ? '' : `; did you mean ${nearest}?`
  return `${refused}${guess}${nearest === undefined ? '; expected' : ' Expected'} ${fields.join(', ')}`
}
