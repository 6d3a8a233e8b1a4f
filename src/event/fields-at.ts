import { z } from 'zod'
import { nearestName } from '../errors.ts'
import type { Path } from './envelope.ts'

/** The schemas of what stands at a path: of a choice those of all its variants; none where there is no such field. */
export function schemasAt(schema: unknown, path: Path): readonly unknown[] {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodExactOptional ||
    schema instanceof z.ZodNullable
  )
    return schemasAt(schema.unwrap(), path)
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((option) => schemasAt(option, path))
  const [step, ...rest] = path
  if (step === undefined) return [schema]
  if (schema instanceof z.ZodArray) return schemasAt(schema.element, rest)
  if (!(schema instanceof z.ZodObject) || !Object.hasOwn(schema.shape, step)) return []
  return schemasAt(schema.shape[step], rest)
}

/**
 * The fields that a schema has at a path, of a choice those of all its variants, each once; none where it is no map there or
 * takes any field.
 */
export function fieldsAt(schema: unknown, path: Path): readonly string[] {
  const maps = schemasAt(schema, path).filter((each) => each instanceof z.ZodObject)
  return [...new Set(maps.flatMap(({ shape }) => Object.keys(shape)))]
}

/** The fields that a map cannot be without. */
export function neededFields({ shape }: z.ZodObject): readonly string[] {
  const mayLack = (schema: unknown) => schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional
  return Object.keys(shape).filter((name) => !mayLack(shape[name]))
}

/** What E_FIELD says of a field that is not one of these: the nearest of them, and all. */
export function notAField(written: string, fields: readonly string[]): string {
  const refused = `"${written}" is not a field here`
  if (fields.length === 0 || written === '__proto__') return refused
  const nearest = nearestName(written, fields)
  const guess = nearest === undefined ? '' : `; did you mean ${nearest}?`
  return `${refused}${guess}${nearest === undefined ? '; expected' : ' Expected'} ${fields.join(', ')}`
}
