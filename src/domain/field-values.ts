import type { Field, Item, State, Valued } from '../state/index.ts'
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

/** The values of a field at the point or, if there are none, at any date: for names, which do not depend on a date. */
export function claimedValues<T>(item: Item, field: Field<T>): readonly Pick<Valued<T>, 'value'>[] {
  if (!item.mayHave(field)) return []
  const now = item.valuesOf(field).values
  return now.length > 0 ? now : item.valuesAtAnyDate(field)
}

/** The first of them. */
export function firstClaimed<T>(item: Item, field: Field<T>): T | undefined {
  return claimedValues(item, field)[0]?.value
}

/** The values that stand on the point's own date. */
export function standingValues<T>(item: Item, field: Field<T>): readonly T[] {
  return item.valuesOf(field).values.map(({ value }) => value)
}

/** Every form that a source prints for a field, of any date. */
export function printedForms(item: Item, field: { readonly name: string }): readonly string[] {
  const forms = item
    .standingsOf(field)
    .filter(({ visible }) => visible !== 'no')
    .map(({ claim }) => claim.value)
  return [...new Set(forms)].filter((form) => typeof form === 'string')
}
