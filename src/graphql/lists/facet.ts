import type { Choice, FieldValues, ReadValues } from '../../domain/index.ts'
import { enumName } from '../builder.ts'
import { type Faults, notOneOf, quoted } from '../faults.ts'

export type { FieldValues, ReadValues }

type Common = {
  /** The argument's name, the same on every list. */
  readonly name: string
  /** The argument's description, the same on every list. */
  readonly says: string
  /** By kind. A list has the argument if it can hold one of these kinds. */
  readonly reads: ReadonlyMap<string, ReadValues>
  /** By kind that can be named, how other subjects print it. */
  readonly named?: ReadonlyMap<string, ReadValues>
  /** By kind, what its subjects lie in: who asks for that asks for those too, at any depth. */
  readonly within?: ReadonlyMap<string, ReadValues>
}

/**
 * A facet over a small, known set of words. Its argument is a list; an unknown word is refused with `code`. `accepts`
 * gives the words of each kind, which may be of a vocabulary with a name, or a pattern. With `standing`, the facet
 * looks at the values that stand at the point; otherwise at every value ever given.
 */
export type WordFacet = Common & {
  readonly type: 'words'
  readonly accepts:
    | { readonly words: ReadonlyMap<string, readonly string[]> }
    | { readonly like: RegExp; readonly expected: string }
    | { readonly words: ReadonlyMap<string, readonly string[]>; readonly choice: Choice }
  readonly code: string
  readonly standing?: boolean
}

/**
 * A facet over names. It takes any text: a key, or a name in any spelling; an unknown name matches nothing. `nameOf`
 * gives what a value is called besides; `sides`, for each kind that can act for a side, the sides: who asks for a side asks
 * for those too. Of events, one with a `kind` also finds those that only name such a subject. With `every`, the argument is a list
 * of names, each of which must match.
 */
export type NameFacet = Common & {
  readonly type: 'name'
  readonly nameOf?: (value: string) => string
  readonly sides?: ReadonlyMap<string, ReadValues>
  readonly kind?: string
  readonly every?: true
}

/** One way to narrow lists: an argument, and what it is compared with. */
export type Facet = WordFacet | NameFacet

/** Whether a facet takes words of its own, and not those of some look. */
export function isOfWords(
  accepts: WordFacet['accepts'],
): accepts is Exclude<WordFacet['accepts'], { readonly like: RegExp }> {
  return 'words' in accepts
}

/** Whether a list of these kinds has the argument. */
export function appliesTo({ reads }: Facet, kinds: readonly string[]): boolean {
  return kinds.some((kind) => reads.has(kind))
}

/** The value of the facet's argument as a list; undefined where it is not given. */
export function argumentOf({ name }: Facet, args: object): readonly string[] | undefined {
  const given: unknown = Reflect.get(args, name)
  if (given == null) return undefined
  return (Array.isArray(given) ? given : [given]).map(String)
}

/** Adds a fault for each given word that no subject of these kinds can have, and names the words that they can have. */
export function checkWords(
  { name, code, accepts }: WordFacet,
  kinds: readonly string[],
  given: readonly string[],
  faults: Faults,
): void {
  if ('like' in accepts) {
    for (const word of given)
      if (!accepts.like.test(word)) faults.add(code, name, `${quoted(word)}: expected ${accepts.expected}`)
    return
  }
  const words = new Set(kinds.flatMap((kind) => accepts.words.get(kind) ?? []))
  const asSent = 'choice' in accepts ? enumName : String
  const sent = [...words].map(asSent)
  for (const word of given) if (!words.has(word)) faults.add(code, name, notOneOf(asSent(word), sent))
}
