import type { Field, Item, State } from '../state/index.ts'
import type { Fields, ValueIn } from './field.ts'
import type { Say } from './value.ts'

/** The values that are claimed of a field, of whatever date. */
export type FieldValues = <T>(field: Field<T>) => readonly T[]

/** What a filter looks at in a subject: keys of others, and words as they are printed. */
export type ReadValues = (values: FieldValues) => readonly string[]

/** The fields of an item in words: of several values, the first text, or all of what else they are. */
export type Seen<F> = { readonly [K in keyof F]: string | undefined }

/** What a label may look at beside the words of the fields. */
export type Labelled<F extends Fields> = {
  readonly item: Item
  readonly state: State
  readonly say: Say
  /** When it was, in words; undefined where no event dates it. */
  readonly when: string | undefined
  /** The values of a field at the point, or else at any date. */
  readonly values: <K extends keyof F>(field: K) => readonly ValueIn<F[K]>[]
}

/** Words made of the fields; undefined where there is nothing to say. */
export type Words<F extends Fields> = (seen: Seen<F>, about: Labelled<F>) => string | undefined

/** What an item is called, part by part, the most important first. Parts that are undefined are left out. */
export type Label<F extends Fields> = (seen: Seen<F>, about: Labelled<F>) => readonly (string | undefined)[]

/** The languages that labels are written in: a label that lacks one does not compile. */
export type Language = 'en'

export type Labels<F extends Fields> = Readonly<Record<Language, Label<F>>>
