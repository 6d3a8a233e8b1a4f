import { z } from 'zod'
import { boundSchema, type Subject, subjectSchema } from '../event/index.ts'

/** What a value is, for whatever shows, sorts, searches or completes it. */
export type Shape =
  /** `own`: in our own words, not in those of a source. */
  | { readonly type: 'text'; readonly own?: true }
  | { readonly type: 'yes-no' }
  | { readonly type: 'number'; readonly whole: boolean }
  | { readonly type: 'country' }
  /** A civil date as a source gives it, with its basis. */
  | { readonly type: 'date' }
  /** The key of a subject: of that kind, or of any. One that is `announced` need not be named by other events. */
  | { readonly type: 'reference'; readonly kind: string | undefined; readonly announced?: true }
  /** One of a few words. With a name it is an enum of the API, else its strings. */
  | { readonly type: 'choice'; readonly choice: Choice }
  | { readonly type: 'record'; readonly record: RecordShape }
  /** One of several, as a side or a person. */
  | { readonly type: 'either'; readonly shapes: readonly Shape[] }

/** A closed vocabulary: every word with what it means. Those of one name are one enum of the API, of all their words. */
export type Choice = {
  readonly name?: string
  readonly says?: string
  readonly meanings: Readonly<Record<string, string>>
}

/** A value of several parts. `name` is its type in the API. */
export type RecordShape = {
  readonly name: string
  readonly says: string
  readonly parts: Readonly<Record<string, Part>>
}

export type Part = { readonly shape: Shape; readonly says: string; readonly optional: boolean }

/** What other programs need of a value beyond its schema. */
export type ValueFacts = {
  readonly shape: Shape
  /** The spelling by which two forms agree; by default their JSON. */
  readonly spelling?: ((value: never) => string) | undefined
  /** The value in words; by default the words of its shape. */
  readonly words?: ((value: never, say: Say) => string) | undefined
}

/** Puts what a value names into words: a country, a subject by its name, a date. */
export type Say = {
  readonly country: (code: string) => string
  readonly subject: (subject: string) => string
  /** A value in the words of its type. */
  readonly of: <V>(type: z.ZodType<V>, value: NoInfer<V>) => string
}

/** What is known of value types beside their zod schemas. */
const valueTypes = new WeakMap<z.ZodType, ValueFacts>()

/**
 * Declares a type of value once: the schema that payloads and fields use, with its shape, spelling and words.
 *
 * @example const city = valueType(z.string().min(1), { shape: { type: 'text' }, spelling: (city) => city.toLowerCase() })
 */
export function valueType<S extends z.ZodType>(
  schema: S,
  facts: {
    readonly shape: Shape
    readonly spelling?: (value: z.infer<S>) => string
    readonly words?: (value: z.infer<S>, say: Say) => string
  },
): S {
  valueTypes.set(schema, facts)
  return schema
}

/** What is known of a value type; for any other schema, what follows from its zod type. */
export function factsOf(schema: z.ZodType): ValueFacts {
  return valueTypes.get(schema) ?? { shape: shapeOf(schema) }
}

function shapeOf(schema: z.ZodType): Shape {
  if (schema instanceof z.ZodExactOptional || schema instanceof z.ZodOptional) {
    const inner = schema.unwrap()
    return inner instanceof z.ZodType ? factsOf(inner).shape : { type: 'text' }
  }
  if (schema instanceof z.ZodBoolean) return { type: 'yes-no' }
  if (schema instanceof z.ZodNumber) return { type: 'number', whole: schema.isInt && isOf32Bits(schema) }
  if (schema instanceof z.ZodEnum)
    return {
      type: 'choice',
      choice: { meanings: Object.fromEntries(schema.options.map((word) => [String(word), String(word)])) },
    }
  return { type: 'text' }
}

/** Whether its numbers fit the API's Int, as those of `z.int32()` do; those of `z.int()` are shown as Float, which is exact. */
function isOf32Bits({ minValue, maxValue }: z.ZodNumber): boolean {
  return minValue !== null && minValue >= -(2 ** 31) && maxValue !== null && maxValue < 2 ** 31
}

/** Some text. */
export const text = z.string().min(1)

/** Text in our own words. */
export const ownWords = ownWordsOf('in our own words, never the source’s')

/** The same, with what it says. */
export function ownWordsOf(description: string) {
  return valueType(text.meta({ description }), { shape: { type: 'text', own: true } })
}

export const yesNo = z.boolean()

/** A country: ISO 3166-1 alpha-2, in lower case. */
export const country = valueType(
  z
    .string()
    .regex(/^[a-z]{2}$/, 'expected a country in two letters, like jp')
    .brand<'country'>(),
  { shape: { type: 'country' } },
)

/** A date as a source gives it: EDTF, with its basis. */
export const date = valueType(boundSchema, {
  shape: { type: 'date' },
  spelling: ({ edtf }) => edtf,
})

/** The key of any subject. */
export const anySubject = valueType(subjectSchema, { shape: { type: 'reference', kind: undefined } })

/** A key of a kind: a key of another does not compile in its place. */
export type SubjectOf<N extends string> = Subject & z.core.$brand<N>

/** The key of a subject of that kind. Kinds refer to each other by name, so that their files need not import each other. */
export function reference<const N extends string>(
  kind: N,
  expected = `expected a ${kind}`,
): z.ZodType<SubjectOf<N>, Subject> {
  const schema: z.ZodType<Subject, Subject> = subjectSchema.regex(new RegExp(`^${kind}/`), expected)
  // A brand is of the type alone: what the pattern lets through is a key of the kind.
  return valueType(schema as z.ZodType<SubjectOf<N>, Subject>, { shape: { type: 'reference', kind } })
}

/** The key of something that is only announced by it: no other event need be about that. */
export function announced<const N extends string>(
  kind: N,
  expected?: string,
): z.ZodType<SubjectOf<N>, Subject> {
  const schema = reference(kind, expected).meta({})
  return valueType(schema, { shape: { type: 'reference', kind, announced: true } })
}

/** Whether a key is one of that kind. */
export function isSubjectOf<N extends string>(subject: Subject, kind: N): subject is SubjectOf<N> {
  return subject.startsWith(`${kind}/`)
}

/**
 * One of a few words, each with what it means. With `name` and `says` it is an enum of the API.
 *
 * @example const role = oneOf({ head: 'At the head of a delegation.', host: 'Received the others.' })
 */
export function oneOf<const M extends Readonly<Record<string, string>>>(
  meanings: M,
  named: Omit<Choice, 'meanings'> = {},
) {
  return valueType(z.enum(wordsOf(meanings)), { shape: { type: 'choice', choice: { ...named, meanings } } })
}

/** The words of a closed vocabulary, in their order. */
export function wordsOf<M extends Readonly<Record<string, string>>>(
  meanings: M,
): readonly (keyof M & string)[] {
  return Object.keys(meanings).filter((word): word is keyof M & string => word in meanings)
}

/** One of several types of value: a side as a whole, a person, or a body. */
export function either<const T extends readonly [z.ZodType, z.ZodType, ...z.ZodType[]]>(...types: T) {
  return valueType(z.union(types), {
    shape: { type: 'either', shapes: types.map((type) => factsOf(type).shape) },
  })
}

/**
 * A value of several parts, each with what it says: an object of the API. `schema` may have more parts than are shown.
 *
 * @example record('Place', 'A place.', z.strictObject({ city: text.exactOptional() }), { city: 'As it is spelled.' })
 */
export function record<S extends z.ZodRawShape, C extends z.core.$ZodObjectConfig>(
  name: string,
  says: string,
  schema: z.ZodObject<S, C>,
  parts: { readonly [K in keyof S]?: string },
  facts: {
    readonly spelling?: (value: z.infer<z.ZodObject<S, C>>) => string
    readonly words?: (value: z.infer<z.ZodObject<S, C>>, say: Say) => string
  } = {},
) {
  const shown = Object.entries(schema.shape).flatMap(([part, type]) => {
    const saysOfPart = new Map(Object.entries<string | undefined>(parts)).get(part)
    if (saysOfPart === undefined || !(type instanceof z.ZodType)) return []
    return [[part, { shape: factsOf(type).shape, says: saysOfPart, optional: isOptional(type) }] as const]
  })
  return valueType(schema, {
    shape: { type: 'record', record: { name, says, parts: Object.fromEntries(shown) } },
    ...facts,
  })
}

function isOptional(type: z.ZodType): boolean {
  return type instanceof z.ZodExactOptional || type.isOptional()
}

/** Every value within a value, with its shape: a record’s parts, the one of several that it is. */
export function leavesOf(
  shape: Shape,
  value: unknown,
): readonly { readonly shape: Shape; readonly value: string }[] {
  if (shape.type === 'either')
    return typeof value === 'string'
      ? [{ shape: shape.shapes.find((each) => fits(each, value)) ?? shape, value }]
      : []
  if (shape.type === 'record') {
    if (typeof value !== 'object' || value === null) return []
    const values = new Map<string, unknown>(Object.entries(value))
    return Object.entries(shape.record.parts).flatMap(([part, { shape: inner }]) =>
      leavesOf(inner, values.get(part)),
    )
  }
  return typeof value === 'string' ? [{ shape, value }] : []
}

/** Whether a text is a value of that shape. */
export function fits(shape: Shape, value: string): boolean {
  if (shape.type === 'country') return country.safeParse(value).success
  if (shape.type === 'reference') return shape.kind === undefined || isSubjectOf(value, shape.kind)
  return true
}
