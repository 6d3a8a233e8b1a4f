import { z } from 'zod'
import { boundSchema, type Path, type PayloadPart } from '../event/index.ts'
import { factsOf, fits, type Shape } from './value.ts'

/**
 * The keys, countries and own words in a value, by how the types in its schema are declared; the readings of its dates are own
 * words, too. The value is one that the schema lets pass. Cost: what it holds.
 */
export function partsIn(schema: unknown, value: unknown, path: Path = []): readonly PayloadPart[] {
  if (value === undefined || !(schema instanceof z.ZodType)) return []
  if (schema instanceof z.ZodExactOptional || schema instanceof z.ZodOptional)
    return partsIn(schema.unwrap(), value, path)
  if (schema instanceof z.ZodArray && Array.isArray(value))
    return value.flatMap((each, place) => partsIn(schema.element, each, [...path, place]))
  const { shape } = factsOf(schema)
  if (shape.type === 'date') return readingIn(value, path)
  if (schema instanceof z.ZodObject) {
    const fields = new Map(Object.entries(value ?? {}))
    return Object.entries(schema.shape).flatMap(([name, each]) =>
      partsIn(each, fields.get(name), [...path, name]),
    )
  }
  return typeof value === 'string' ? partOf(shape, value, path) : []
}

function partOf(shape: Shape, value: string, path: Path): readonly PayloadPart[] {
  switch (shape.type) {
    case 'country':
      return [{ type: 'country', path, code: value }]
    case 'reference':
      return [{ type: 'key', path, subject: value, announced: shape.announced ?? false }]
    case 'text':
      return shape.own === true ? [{ type: 'ownWords', path, words: value }] : []
    case 'either': {
      const fitting = shape.shapes.find((each) => fits(each, value))
      return fitting === undefined ? [] : partOf(fitting, value, path)
    }
    default:
      return []
  }
}

function readingIn(value: unknown, path: Path): readonly PayloadPart[] {
  const words = boundSchema.safeParse(value).data?.reading
  return words === undefined ? [] : [{ type: 'ownWords', path: [...path, 'reading'], words }]
}
