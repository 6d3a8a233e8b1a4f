import type { EnumRef } from '@pothos/core'
import type { Field } from '../../state/index.ts'
import type { SchemaTypes } from '../builder.ts'
import { type Faults, noneOf, quoted } from '../faults.ts'

/** What is told of a subject, field by field: every value that any source which can be seen gives, or those that stand. */
export type Said = <T>(field: Field<T>) => readonly T[]

/** What a facet looks at in the subjects of one kind: keys of others, and words as they are printed. */
export type Read = (said: Said) => readonly string[]

type Common = {
  /** The argument's name, the same on every list. */
  readonly name: string
  /** The argument's description, the same on every list. */
  readonly means: string
  /** By kind: a list of subjects has the argument if one of its kinds is here. */
  readonly reads: ReadonlyMap<string, Read>
}

/**
 * A facet whose words are few and known: its argument is a list, and a word that is none is refused by `code`.
 * `accepts` gives the words of each kind, or what any word must look like; those of an enum are known to GraphQL. With
 * `standing`, what stands at the point is asked, else what is told of whatever date.
 */
export type WordFacet = Common & {
  readonly type: 'words'
  readonly accepts:
    | { readonly words: ReadonlyMap<string, readonly string[]> }
    | { readonly like: RegExp; readonly expected: string }
    | { readonly enum: EnumRef<SchemaTypes, string> }
  readonly code: string
  readonly standing?: boolean
}

/**
 * A facet whose values are names: anything may be asked, by key or by name in any spelling, and what is not there is
 * found nowhere. `named` gives, of the kinds of subjects that it names, how others would print them.
 */
export type NameFacet = Common & { readonly type: 'name'; readonly named: ReadonlyMap<string, Read> }

/** One way to narrow lists that a domain has: an argument, and what of its subjects it looks at. */
export type Facet = WordFacet | NameFacet

/** Whether a list of subjects of these kinds has the argument. */
export function suits({ reads }: Facet, kinds: readonly string[]): boolean {
  return kinds.some((kind) => reads.has(kind))
}

/** What of the arguments is the facet's: its words, or the one name; undefined where it is not given. */
export function givenTo({ name }: Facet, args: object): readonly string[] | undefined {
  const given: unknown = Object.entries(args).find(([argument]) => argument === name)?.[1]
  if (given == null) return undefined
  return (Array.isArray(given) ? given : [given]).map(String)
}

/** Adds a fault for each word that no subject of these kinds can have, with those that they can. */
export function checkWords(
  { name, code, accepts }: WordFacet,
  kinds: readonly string[],
  given: readonly string[],
  faults: Faults,
): void {
  if ('enum' in accepts) return
  if ('like' in accepts) {
    for (const word of given)
      if (!accepts.like.test(word)) faults.add(code, name, `${quoted(word)}: expected ${accepts.expected}`)
    return
  }
  const words = new Set(kinds.flatMap((kind) => accepts.words.get(kind) ?? []))
  for (const word of given) if (!words.has(word)) faults.add(code, name, noneOf(word, words))
}
