import type { z } from 'zod'
import type { EventId, Subject } from '../event/index.ts'
import type { Item, Standing, State } from '../state/index.ts'
import type { Answer, Bound, CivilDay } from '../time/index.ts'
import { type Choice, factsOf, type Shape } from './value.ts'

/*
 * What the API shows of an item beyond its fields: declared as data, by a small builder, and read by whatever serves it.
 */

/** The context of an output: the item it belongs to, if any, and its state. */
export type At = { readonly state: State; readonly item: Item | undefined }

/** The type of one value that an output gives. */
export type OutputType =
  | { readonly type: 'scalar'; readonly scalar: ScalarName }
  | { readonly type: 'choice'; readonly choice: Choice }
  | { readonly type: 'object'; readonly object: ObjectType }
  /** An item of the state, of that kind or of any; its values are subjects, and what cannot be seen is left out. */
  | { readonly type: 'item'; readonly kind: string | undefined }
  | { readonly type: 'certainty' | 'basis' | 'valid-time' | 'evidence' | 'sources' | 'events' }

export type ScalarName = 'String' | 'Int' | 'Float' | 'Boolean' | 'Date' | 'EDTF'

/** An object of the API: its name, and what it says of itself. */
export type ObjectType = {
  readonly name: string
  readonly says: string
  readonly outputs: Readonly<Record<string, Output>>
}

/** `one` is always there, `or-null` may be null, `list` is a list, `list-or-null` a list that may be null. */
export type Form = 'one' | 'or-null' | 'list' | 'list-or-null'

/** One field of an object: `values` gives what it holds, in a list whatever its form; undefined for null. */
export type Output = {
  readonly says: string
  readonly form: Form
  readonly of: OutputType
  readonly args: Args
  readonly values: (
    from: unknown,
    at: At,
    args: Readonly<Record<string, unknown>>,
  ) => readonly unknown[] | undefined
}

/** An argument; `default` makes it required. */
export type Arg<V = unknown> = {
  readonly says: string
  readonly of:
    | { readonly type: 'scalar'; readonly scalar: ScalarName }
    | { readonly type: 'choice'; readonly choice: Choice }
  readonly list: boolean
  readonly required: boolean
  readonly default?: V
  /** Only carries the type. */
  readonly value?: V
}

export type Args = Readonly<Record<string, Arg>>

export type ArgValues<A extends Args> = { readonly [K in keyof A]: A[K] extends Arg<infer V> ? V : never }

/** The arguments that outputs and lists can take. */
export const arg = {
  yesNo: (says: string): Arg<boolean | null | undefined> => argument('Boolean', says),
  int: (says: string): Arg<number | null | undefined> => argument('Int', says),
  day: (says: string): Arg<CivilDay> => ({ ...argument<CivilDay>('Date', says), required: true }),
  text: (says: string): Arg<string> => ({ ...argument<string>('String', says), required: true }),
  /** One of a vocabulary; where it is omitted, that one. */
  choice: <S extends z.ZodType<string>>(type: S, says: string, byDefault: z.infer<S>): Arg<z.infer<S>> => ({
    says,
    of: { type: 'choice', choice: choiceOf(type) },
    list: false,
    required: true,
    default: byDefault,
  }),
  choices: <S extends z.ZodType<string>>(
    type: S,
    says: string,
  ): Arg<readonly z.infer<S>[] | null | undefined> => ({
    says,
    of: { type: 'choice', choice: choiceOf(type) },
    list: true,
    required: false,
  }),
}

function choiceOf(type: z.ZodType): Choice {
  const { shape } = factsOf(type)
  return shape.type === 'choice' ? shape.choice : { meanings: {} }
}

function argument<V>(scalar: ScalarName, says: string): Arg<V> {
  return { says, of: { type: 'scalar', scalar }, list: false, required: false }
}

type Wrapped<V, F extends Form> = F extends 'one'
  ? V
  : F extends 'or-null'
    ? V | null | undefined
    : F extends 'list'
      ? readonly V[]
      : readonly V[] | null | undefined

type Gives<T, V, F extends Form> = <A extends Args = Record<never, never>>(
  says: string,
  value: (from: T, at: At, args: ArgValues<A>) => Wrapped<V, F>,
  args?: A,
) => Output

type Typed<T, F extends Form> = {
  readonly string: Gives<T, string, F>
  readonly int: Gives<T, number, F>
  readonly float: Gives<T, number, F>
  readonly yesNo: Gives<T, boolean, F>
  readonly day: Gives<T, CivilDay, F>
  readonly edtf: Gives<T, string, F>
  readonly certainty: Gives<T, Answer, F>
  readonly basis: Gives<T, Bound['basis'], F>
  /** The dates of claims, or a date as a source gives it. */
  readonly validTime: Gives<T, Standing | Bound, F>
  /** Of these events, or sources. */
  readonly evidence: Gives<T, EventId, F>
  readonly events: Gives<T, EventId, F>
  readonly sources: Gives<T, Subject, F>
  readonly anyItem: Gives<T, Subject, F>
  item<A extends Args = Record<never, never>>(
    kind: string,
    says: string,
    value: (from: T, at: At, args: ArgValues<A>) => Wrapped<string, F>,
    args?: A,
  ): Output
  /** A value of a value type, in the shape that this has. */
  value<S extends z.ZodType>(
    schema: S,
    says: string,
    value: (from: T, at: At) => Wrapped<z.infer<S>, F>,
  ): Output
  object<V, A extends Args = Record<never, never>>(
    object: ObjectOf<V>,
    says: string,
    value: (from: T, at: At, args: ArgValues<A>) => Wrapped<V, F>,
    args?: A,
  ): Output
}

/** Builds outputs: `t.string(…)` is always there, `t.orNull.string(…)` may be null, `t.listOf.string(…)` is a list. */
export type OutputBuilder<T> = Typed<T, 'one'> & {
  readonly orNull: Typed<T, 'or-null'>
  readonly listOf: Typed<T, 'list'>
  readonly listOrNull: Typed<T, 'list-or-null'>
}

/** An object type whose outputs are given a `V`. */
export type ObjectOf<V> = ObjectType & { readonly from?: (value: V) => void }

/**
 * Declares an object of the API, shown by `t.object(…)`.
 *
 * @example const ordinal = object<Ordinal>('Ordinal', 'A number.', (t) => ({ number: t.int('From 1.', ({ number }) => number) }))
 */
export function object<V>(
  name: string,
  says: string,
  outputs: (t: OutputBuilder<V>) => Readonly<Record<string, Output>>,
): ObjectOf<V> {
  return { name, says, outputs: outputs(outputBuilder<V>()) }
}

export function outputBuilder<T>(): OutputBuilder<T> {
  return {
    ...typed<T, 'one'>('one', (value) => [value]),
    orNull: typed<T, 'or-null'>('or-null', (value) => (value == null ? undefined : [value])),
    listOf: typed<T, 'list'>('list', (values) => values),
    listOrNull: typed<T, 'list-or-null'>('list-or-null', (values) => values ?? undefined),
  }
}

function typed<T, F extends Form>(
  form: F,
  listed: <V>(value: Wrapped<V, F>) => readonly V[] | undefined,
): Typed<T, F> {
  const gives =
    <V>(of: OutputType): Gives<T, V, F> =>
    (says, value, args) => ({
      says,
      form,
      of,
      args: args ?? {},
      // An output of an object is given what that object is made of: its type parameter vouches for `from`, and its
      // declared arguments for theirs.
      values: (from, at, given) => listed(value(from as T, at, given as Parameters<typeof value>[2])),
    })
  const scalar = <V>(name: ScalarName) => gives<V>({ type: 'scalar', scalar: name })
  return {
    string: scalar('String'),
    int: scalar('Int'),
    float: scalar('Float'),
    yesNo: scalar('Boolean'),
    day: scalar('Date'),
    edtf: scalar('EDTF'),
    certainty: gives({ type: 'certainty' }),
    basis: gives({ type: 'basis' }),
    validTime: gives({ type: 'valid-time' }),
    evidence: gives({ type: 'evidence' }),
    events: gives({ type: 'events' }),
    sources: gives({ type: 'sources' }),
    anyItem: gives({ type: 'item', kind: undefined }),
    item: (kind, says, value, args) => gives<string>({ type: 'item', kind })(says, value, args),
    value: <S extends z.ZodType>(
      schema: S,
      says: string,
      value: (from: T, at: At) => Wrapped<z.infer<S>, F>,
    ) => gives<z.infer<S>>(typeOfShape(factsOf(schema).shape))(says, value),
    object: <V, A extends Args>(
      type: ObjectOf<V>,
      says: string,
      value: (from: T, at: At, args: ArgValues<A>) => Wrapped<V, F>,
      args?: A,
    ) => gives<V>({ type: 'object', object: type })(says, value, args),
  }
}

/** How the API shows values of a shape. */
export function typeOfShape(shape: Shape): OutputType {
  switch (shape.type) {
    case 'text':
    case 'country':
    case 'either':
      return { type: 'scalar', scalar: 'String' }
    case 'yes-no':
      return { type: 'scalar', scalar: 'Boolean' }
    case 'number':
      return { type: 'scalar', scalar: shape.whole ? 'Int' : 'Float' }
    case 'date':
      return { type: 'valid-time' }
    case 'reference':
      return { type: 'item', kind: shape.kind }
    case 'choice':
      return shape.choice.name === undefined
        ? { type: 'scalar', scalar: 'String' }
        : { type: 'choice', choice: shape.choice }
    case 'record': {
      const { name, says, parts } = shape.record
      const outputs = Object.entries(parts).map(([part, { shape: inner, says, optional }]) => {
        const of =
          inner.type === 'reference' ? ({ type: 'scalar', scalar: 'String' } as const) : typeOfShape(inner)
        const values: Output['values'] = (from) => {
          const value: unknown =
            typeof from === 'object' && from !== null ? new Map(Object.entries(from)).get(part) : undefined
          return value === undefined ? undefined : [value]
        }
        return [part, { says, form: optional ? 'or-null' : 'one', of, args: {}, values }] as const
      })
      return { type: 'object', object: { name, says, outputs: Object.fromEntries(outputs) } }
    }
  }
}
