import type { z } from 'zod'
import { type Subject, subjectSchema } from '../event/index.ts'
import {
  all as allWay,
  attested as attestedWay,
  type Field,
  field,
  latest,
  lifecycleBy,
  type Resolution,
  type Stages,
  stagedBy,
  successionOf,
} from '../state/index.ts'
import { factsOf, type Shape, type ValueFacts } from './value.ts'

/**
 * What a field is for other programs: who acts, whose side it is, where it is, what it is about, what it is called by.
 * Filters come from roles (see `filters.ts`).
 */
export type Role =
  | 'actor'
  | 'by'
  | 'addressee'
  | 'side'
  | 'place'
  | 'within'
  | 'topic'
  | 'name'
  | 'text'
  | 'amount'
  | 'part-of'
  | 'due'

/**
 * How the API shows a field. Of what stands at the point: `one` the only value, else null; `each` all; `each-or-null` null
 * where there is none; `first` the first; `any` whether any is true; `nearest` and `each-nearest` also those last attested
 * before. Of whatever date: `printed` every form, `first-printed` one of them, `joined` all in one text, `one-or-printed`.
 */
export type Shown =
  | 'one'
  | 'each'
  | 'each-or-null'
  | 'first'
  | 'any'
  | 'nearest'
  | 'each-nearest'
  | 'printed'
  | 'first-printed'
  | 'joined'
  | 'one-or-printed'

/** An argument by which lists are narrowed to some words of a closed vocabulary, the same on every list that has it. */
export type WordFilter = {
  readonly name: string
  readonly says: string
  /** Whether what stands at the point is looked at, and not what is claimed of whatever date. */
  readonly standing?: boolean
}

export type FieldOptions<T> = {
  readonly role?: Role | readonly Role[]
  readonly shown?: Shown | false
  /** What the API calls it, where that is not its name. */
  readonly as?: string
  readonly filter?: WordFilter
  /** The word of a value that `filter` looks at; by default the value itself. */
  readonly word?: (value: T) => string
  /** The vocabulary of those words, where the values are not of it themselves. */
  readonly words?: z.ZodType
  readonly spelling?: (value: T) => string
  /** The subject that a value names, where that settles which value it is; by default the subject of a reference. */
  readonly names?: (value: T) => Subject | undefined
  /** Whether different values may follow one another, so that only those of one time are a disagreement. */
  readonly inTurn?: boolean
  /** A link to other subjects, and no part of what the subject itself is. */
  readonly link?: true
}

/** A field as it is declared: what it holds and says, how it resolves, how it is shown. */
export type Declared<T> = {
  readonly says: string
  readonly existence: boolean
  readonly facts: ValueFacts
  readonly roles: readonly Role[]
  readonly shown: Shown | false
  readonly as: string | undefined
  readonly filter: WordFilter | undefined
  readonly word: ((value: never) => string) | undefined
  /** The shape of the words that `filter` looks at. */
  readonly wordShape: Shape
  readonly link: boolean
  readonly single: boolean
  /** Of a lifecycle: the stage that a value brings. */
  readonly stage: ((value: T) => string) | undefined
  /** Of a lifecycle: the stages that end it. */
  readonly ends: readonly string[]
  /** The engine's field. */
  readonly token: (name: string) => Field<T>
}

export type AnyDeclared = Omit<Declared<never>, 'stage'> & {
  readonly stage: ((value: never) => string) | undefined
}

/** Whether the subject is there at all. `attested`: on single days only, so that what is unknown is an answer too. */
export function existence(): Declared<true> {
  return {
    ...declared<true>({ shape: { type: 'yes-no' } }, '', allWay, false, { shown: false }),
    existence: true,
  }
}

/** One value at a time: the latest claimed. Two that differ are a disagreement. */
export function one<S extends z.ZodType>(
  value: S,
  says: string,
  options: FieldOptions<z.infer<S>> = {},
): Declared<z.infer<S>> {
  return declared(factsOf(value), says, latest, true, { shown: 'one', ...options })
}

/** The latest claimed, where two that differ are no disagreement. */
export function newest<S extends z.ZodType>(
  value: S,
  says: string,
  options: FieldOptions<z.infer<S>> = {},
): Declared<z.infer<S>> {
  return declared(factsOf(value), says, latest, false, { shown: 'one', ...options })
}

/** Every value that is claimed. */
export function all<S extends z.ZodType>(
  value: S,
  says: string,
  options: FieldOptions<z.infer<S>> = {},
): Declared<z.infer<S>> {
  return declared(factsOf(value), says, allWay, false, { shown: 'each', ...options })
}

/**
 * What is claimed of the date itself, and unknown at others. `single`: two values are a disagreement; with `inTurn` only at
 * one time, as holders of an office follow one another.
 */
export function attested<S extends z.ZodType>(
  value: S,
  says: string,
  options: FieldOptions<z.infer<S>> & { readonly single?: boolean } = {},
): Declared<z.infer<S>> {
  return declared(factsOf(value), says, attestedWay, options.single ?? false, { shown: 'each', ...options })
}

/**
 * The furthest stage that is claimed: later ones of `stages` beat earlier ones, those named together do not. What comes after
 * one of `ends` is probably a slip, and recorded with a warning.
 */
export function lifecycle<S extends z.ZodType>(
  value: S,
  says: string,
  stages: readonly (readonly string[])[],
  options: StageOptions<z.infer<S>> = {},
): Declared<z.infer<S>> {
  return withStages(value, says, lifecycleBy(stages), options)
}

/**
 * One value at a time, by the stage that it brings: of the `dated` stages the latest, on one day the later named; those of
 * `first` only where none of these stands, and those of `last` before all others, whatever their dates. `single`: two values of
 * one time are a disagreement.
 */
export function staged<S extends z.ZodType>(
  value: S,
  says: string,
  stages: Stages,
  options: StageOptions<z.infer<S>> = {},
): Declared<z.infer<S>> {
  return withStages(value, says, stagedBy(stages), options)
}

/**
 * Who came in last, until they go: claims with the stage `out` end what the same person’s coming in began, no one else’s.
 * `whose` gives the person of a value.
 */
export function succession<S extends z.ZodType>(
  value: S,
  says: string,
  whose: (value: z.infer<S>) => string,
  options: StageOptions<z.infer<S>> = {},
): Declared<z.infer<S>> {
  // The claims of a field have values of its type.
  return withStages(
    value,
    says,
    successionOf((each) => whose(each as z.infer<S>)),
    options,
  )
}

type StageOptions<T> = FieldOptions<T> & {
  readonly stage?: (value: T) => string
  readonly ends?: readonly string[]
  readonly single?: boolean
}

function withStages<S extends z.ZodType>(
  value: S,
  says: string,
  way: Resolution,
  { stage = String, ends = [], single = false, ...others }: StageOptions<z.infer<S>>,
): Declared<z.infer<S>> {
  return { ...declared(factsOf(value), says, way, single, { shown: 'each', ...others }), stage, ends }
}

function declared<T>(
  facts: ValueFacts,
  says: string,
  way: Resolution,
  single: boolean,
  options: FieldOptions<T>,
): Declared<T> {
  const { role = [], shown = false, as, filter, word, words, spelling, link = false } = options
  const { inTurn = false, names = facts.shape.type === 'reference' ? keyItself : undefined } = options
  // The value type declares its spelling for this very type of value: its schema vouches for it.
  const spelled = spelling ?? (facts.spelling as ((value: T) => string) | undefined)
  return {
    says,
    existence: false,
    facts,
    roles: typeof role === 'string' ? [role] : role,
    shown,
    as,
    filter,
    word,
    wordShape: words === undefined ? facts.shape : factsOf(words).shape,
    link,
    single,
    stage: undefined,
    ends: [],
    token: (name) =>
      field<T>(name, way, {
        single,
        inTurn,
        ...(spelled && { spelling: spelled }),
        ...(names && { names }),
      }),
  }
}

/** The value of a reference is the key of the subject that it names. */
function keyItself(value: unknown): Subject {
  return subjectSchema.parse(value)
}

export type Fields = Readonly<Record<string, AnyDeclared>>

/** The type of the values of a field. */
export type ValueIn<D> = D extends { readonly token: (name: string) => Field<infer T> } ? T : never

/** The engine's fields of a kind, by name. */
export type Tokens<F> = { readonly [K in keyof F]: Field<ValueIn<F[K]>> }
