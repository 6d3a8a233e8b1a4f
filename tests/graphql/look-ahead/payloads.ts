import { z } from 'zod'
import type { EventType, Json, Payload } from '../../../src/event/index.ts'
import type { Dice } from './dice.ts'

/** What random payloads and arguments are made of: few names, so that they meet. */
export const WORDS = ['one', 'Óne', 'two', 'two words', 'three']
export const SIDES = ['jp', 'vn']

/** The part of a JSON Schema that the payloads of our event types use. */
const shapeSchema = z.object({
  type: z.string().optional(),
  const: z.json().optional(),
  enum: z.array(z.json()).optional(),
  pattern: z.string().optional(),
  allOf: z.array(z.object({ pattern: z.string().optional() })).optional(),
  anyOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  items: z.unknown().optional(),
  prefixItems: z.array(z.unknown()).optional(),
})
type Shape = z.infer<typeof shapeSchema>

/** Strings of these shapes are chosen from what the chronicle speaks of. */
export type Names = {
  readonly subjects: readonly string[]
  readonly sources: readonly string[]
  readonly events: readonly string[]
  readonly day: (dice: Dice) => string
}

const shapes = new WeakMap<EventType, Shape>()

/** A payload of that type, made from its own schema: a type that is added tomorrow needs nothing here. */
export function payloadFor(type: EventType, dice: Dice, names: Names): Payload {
  const shape = shapes.get(type) ?? shapeSchema.parse(z.toJSONSchema(type.payload))
  shapes.set(type, shape)
  return objectOf(shape, dice, names)
}

function jsonOf(shape: Shape, dice: Dice, names: Names): Json {
  if (shape.const !== undefined) return shape.const
  if (shape.enum !== undefined) return dice.of(shape.enum)
  if (shape.anyOf !== undefined) return jsonOf(shapeSchema.parse(dice.of(shape.anyOf)), dice, names)
  switch (shape.type) {
    case 'object':
      return objectOf(shape, dice, names)
    case 'array': {
      if (shape.prefixItems !== undefined)
        return shape.prefixItems.map((each) => jsonOf(shapeSchema.parse(each), dice, names))
      const length = 1 + dice.upTo(2)
      return Array.from({ length }, () => jsonOf(shapeSchema.parse(shape.items), dice, names))
    }
    case 'boolean':
      return dice.oneIn(2)
    case 'integer':
    case 'number':
      return 1 + dice.upTo(3)
    default:
      return stringOf(shape, dice, names)
  }
}

function objectOf(shape: Shape, dice: Dice, names: Names): Payload {
  const { properties = {}, required = [] } = shape
  if ('edtf' in properties) return { edtf: names.day(dice), basis: 'stated', reading: dice.of(WORDS) }
  const kept = Object.entries(properties).filter(([name]) => required.includes(name) || !dice.oneIn(3))
  return Object.fromEntries(kept.map(([name, each]) => [name, jsonOf(shapeSchema.parse(each), dice, names)]))
}

function stringOf({ pattern, allOf = [] }: Shape, dice: Dice, names: Names): string {
  const patterns = [pattern, ...allOf.map((each) => each.pattern)].flatMap((each) => each ?? [])
  if (patterns.length === 0) return dice.of(WORDS)
  const fits = (text: string) => patterns.every((each) => new RegExp(each).test(text))
  const written = ['15:30', '09:00', '2020-01-05', 'https://example.org/one', 'https://example.org/two']
  // Ids of events come last: they are others in another telling, and some would pass for a plain word.
  const fitting = [names.subjects, names.sources, SIDES, written, WORDS, names.events].map((pool) =>
    pool.filter(fits),
  )
  const pool = fitting.find((each) => each.length > 0)
  if (pool === undefined) throw new Error(`no word fits ${patterns.join(' and ')}: add one to the pools`)
  return dice.of(pool)
}
