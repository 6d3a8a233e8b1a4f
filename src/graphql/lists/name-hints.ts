import { nearestName } from '../../errors.ts'
import { BYTES, isKey, type Steps } from '../../state/index.ts'
import { quoted, thereAre } from '../faults.ts'
import type { Hint } from '../hints.ts'
import { type AtPoint, itemsOf, ViewCache } from '../points/at-point.ts'
import { argumentOf, type Facet } from './facet.ts'
import type { ListEntries } from './list-entry.ts'
import { foldedWords, type Spelling } from './spelling.ts'

/** A hint names no more names. */
const MOST_NAMES = 3
/** How many items are read in one step. */
const STEP = 50
/** No longer text is compared with names. */
const LONGEST = 80

/** What tells which names are visible: the names that a facet can be given, by their comparable form, and the keys. */
type Names = { readonly names: ReadonlyMap<string, string>; readonly keys: ReadonlySet<string> }

/** Finds for filters by names which of them nothing that is visible has, and which names are near. */
export class NameHints {
  readonly #facets: readonly Facet[]
  readonly #entries: ListEntries
  readonly #spelling: Spelling
  readonly #names = new ViewCache<Names>(({ names, keys }) => (names.size + keys.size) * BYTES.word)

  constructor(facets: readonly Facet[], entries: ListEntries, spelling: Spelling) {
    this.#facets = facets
    this.#entries = entries
    this.#spelling = spelling
  }

  /** The hints for the arguments of a list at a point, in the order of the facets, in steps. Cost: once for each view and facet, its items. */
  *hintsFor(at: AtPoint, args: object): Steps<readonly Omit<Hint, 'path'>[]> {
    const hints: Omit<Hint, 'path'>[] = []
    for (const facet of this.#facets.filter(takesNames))
      for (const given of argumentOf(facet, args) ?? []) {
        const known = this.#names.find(at.state.view, facet.name)
        const names = known ?? (yield* this.#namesOf(at, facet))
        if (known === undefined) this.#names.set(at.state.view, facet.name, names)
        const hint = this.#hint(names, facet, given)
        if (hint !== undefined) hints.push(hint)
      }
    return hints
  }

  #hint({ names, keys }: Names, facet: Facet, given: string): Omit<Hint, 'path'> | undefined {
    const name = this.#spelling.nameOf(given)
    if (keys.has(given) || names.has(name)) return undefined
    const didYouMean =
      given.length > LONGEST ? [] : isKey(given) ? near(given, keys) : this.#near(given, names)
    const instead =
      didYouMean.length > 0
        ? `did you mean ${didYouMean.map(quoted).join(' or ')}?`
        : thereAre([...names.values()].sort())
    return {
      code: 'H_UNKNOWN_NAME',
      argument: facet.name,
      message: `nothing visible here is called ${quoted(given)} as ${facet.name}; ${instead}`,
      didYouMean,
    }
  }

  /** Names that have all words of the given one come first, then those of nearly the same letters. */
  #near(given: string, names: Names['names']): readonly string[] {
    const words = foldedWords(given)
    const having = [...names.values()].filter((name) => {
      const own = foldedWords(name)
      return words.length > 0 && words.every((word) => own.some((each) => each.startsWith(word)))
    })
    const nearest = near(this.#spelling.nameOf(given), names.keys()).map((name) => names.get(name) ?? name)
    return [
      ...new Set([...having.sort((a, b) => a.length - b.length || (a < b ? -1 : 1)), ...nearest]),
    ].slice(0, MOST_NAMES)
  }

  *#namesOf(at: AtPoint, facet: Facet): Steps<Names> {
    const names = new Map<string, string>()
    const keys = new Set<string>()
    const add = (text: string) => {
      if (isKey(text)) keys.add(text)
      else if (!names.has(this.#spelling.nameOf(text))) names.set(this.#spelling.nameOf(text), text)
    }
    const sides = facet.type === 'name' ? facet.sides : undefined
    const byKind = [facet.reads, facet.named ?? new Map(), sides ?? new Map()]
    const nameOf = (facet.type === 'name' ? facet.nameOf : undefined) ?? ((value: string) => value)
    for (const reads of byKind)
      for (const [kind, values] of reads)
        for (const [nth, each] of (yield* itemsOf(at, kind)).entries()) {
          if (nth % STEP === STEP - 1) yield
          for (const value of values(this.#entries.ofItem(each).values)) {
            add(value)
            add(nameOf(value))
          }
          if (reads !== facet.reads) for (const key of each.item.identity.keys) keys.add(key)
        }
    return { names, keys }
  }
}

/** Whether it takes any name, or any word of some look, so that a wrong one is not refused. */
function takesNames(facet: Facet): boolean {
  return facet.type === 'name' || 'like' in facet.accepts
}

function near(given: string, names: Iterable<string>): readonly string[] {
  const nearest = nearestName(given, names)
  return nearest === undefined ? [] : [nearest]
}
