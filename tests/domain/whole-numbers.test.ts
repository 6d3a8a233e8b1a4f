import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { batchJsonSchema, draftJsonSchema } from '../../src/archive/index.ts'
import { factsOf } from '../../src/domain/index.ts'
import { typeOfShape } from '../../src/domain/output.ts'
import { bilateral } from '../../src/domains/index.ts'

describe('a whole number of a field is shown as Int where all of its values fit', () => {
  test.each([
    [z.int32(), 'Int'],
    [z.int32().positive(), 'Int'],
    [z.int().min(0).max(59), 'Int'],
    [
      z
        .int()
        .min(-(2 ** 31))
        .max(2 ** 31 - 1),
      'Int',
    ],
    [
      z
        .int()
        .max(2 ** 31)
        .min(0),
      'Float',
    ],
    [z.int(), 'Float'],
    [z.int().positive(), 'Float'],
    [z.number(), 'Float'],
    [z.int32().exactOptional(), 'Int'],
  ])('%#', (schema, scalar) => {
    expect(typeOfShape(factsOf(schema).shape)).toEqual({ type: 'scalar', scalar })
  })
})

/** The largest value of every whole number that a JSON Schema describes, by its path. */
function largest(schema: unknown, path = ''): readonly (readonly [string, unknown])[] {
  if (typeof schema !== 'object' || schema === null) return []
  const own = 'type' in schema && schema.type === 'integer' ? [[path, Object(schema).maximum] as const] : []
  return [...own, ...Object.entries(schema).flatMap(([key, each]) => largest(each, `${path}/${key}`))]
}

test('no event can be recorded with a whole number that the API’s Int could not give', () => {
  const { catalogue } = bilateral.vocabulary
  for (const schema of [batchJsonSchema(catalogue), draftJsonSchema(catalogue)]) {
    const found = largest(schema).filter(([path]) => !/position|version/.test(path))
    expect(found.length).toBeGreaterThan(4)
    expect(found.filter(([, most]) => most !== 2 ** 31 - 1)).toEqual([])
  }
})
