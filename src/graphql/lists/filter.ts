import type { Item } from '../../state/index.ts'
import { type Interval, overlaps } from '../../time/index.ts'
import { checkedSubject } from '../checked-names.ts'
import type { Stand } from '../context.ts'
import type { Faults } from '../errors/faults.ts'
import { daysOf, liesIn, mayLieIn } from './date-range.ts'
import { checkWords, type Facet, givenTo } from './facet.ts'
import type { FilterArgs } from './filter-args.ts'
import { means, meantBy } from './meant.ts'
import { sourcesNamed } from './named-sources.ts'
import { publishedIn } from './published.ts'
import { searchFor } from './search.ts'
import type { Spelling } from './spelling.ts'
import { saidAt, Telling, type Told } from './told.ts'

/** Whether what is told is wanted; `item` is what it is told of, where one asks how that stands. */
export type Wanted = (told: Told, item?: Item) => boolean

/** What the arguments of lists ask for. One for each schema: it keeps what it found out of what is told. */
export class Filter {
  readonly telling: Telling
  readonly #facets: readonly Facet[]
  readonly #spelling: Spelling

  constructor(facets: readonly Facet[], spelling: Spelling) {
    this.telling = new Telling(spelling)
    this.#facets = facets
    this.#spelling = spelling
  }

  /**
   * What the arguments of a list that can hold subjects of these kinds ask for at a stand; what is wrong with them is
   * added to the faults. Cost: that of finding out who is meant; then, of each that is asked about, what is told of it.
   */
  wantedBy(stand: Stand, kinds: readonly string[], args: FilterArgs, faults: Faults): Wanted {
    const tests = [
      subjectTest(stand, args, faults),
      sourceTest(stand, args, faults),
      ...this.#facets.map((facet) => this.#facetTest(stand, facet, kinds, args, faults)),
      validTest(args, faults),
      knownTest(stand, args, faults),
      this.searchTest(args, faults),
    ].filter((test) => test !== undefined)
    return (told, item) => tests.every((test) => test(told, item))
  }

  searchTest({ search }: FilterArgs, faults: Faults): ((told: Pick<Told, 'texts'>) => boolean) | undefined {
    if (search == null) return undefined
    const isFound = searchFor(this.#spelling, search, faults)
    return (told) => isFound(told.texts())
  }

  #facetTest(
    stand: Stand,
    facet: Facet,
    kinds: readonly string[],
    args: object,
    faults: Faults,
  ): Wanted | undefined {
    const given = givenTo(facet, args)
    if (given === undefined) return undefined
    const isMeant = this.#meaning(stand, facet, kinds, given, faults)
    const asItStands = facet.type === 'words' && facet.standing === true
    return (told, item) => {
      const said = asItStands && item !== undefined ? saidAt(item) : told.said
      return facet.reads.get(told.kind)?.(said).some(isMeant) ?? false
    }
  }

  #meaning(
    stand: Stand,
    facet: Facet,
    kinds: readonly string[],
    given: readonly string[],
    faults: Faults,
  ): (value: string) => boolean {
    if (facet.type === 'words') {
      checkWords(facet, kinds, given, faults)
      const words = new Set(given)
      return (value) => words.has(value)
    }
    const meant = given.map((name) => meantBy(stand, name, facet, this.telling, this.#spelling, faults))
    return (value) => meant.some((each) => means(each, value, this.#spelling))
  }
}

function subjectTest(stand: Stand, { subject }: FilterArgs, faults: Faults): Wanted | undefined {
  if (subject == null) return undefined
  const key = faults.from(() => checkedSubject(stand.chronicle, subject)) ?? subject
  const keys = new Set([key, ...(stand.state.item(key)?.identity.keys ?? [])])
  return (told) => told.keys.some((each) => keys.has(each))
}

function sourceTest(stand: Stand, { source }: FilterArgs, faults: Faults): Wanted | undefined {
  if (source == null) return undefined
  const named = sourcesNamed(stand, String(source), faults)
  return (told) => told.sources.some((each) => named.has(each))
}

function validTest({ valid }: FilterArgs, faults: Faults): Wanted | undefined {
  const days = daysOf('valid', valid, faults)
  if (days === undefined) return undefined
  // Of what may read in several ways, all must lie there to be sure of it.
  if (valid?.sure === true)
    return ({ bounds }) => bounds.length > 0 && bounds.every((each) => liesIn(each, days))
  return ({ bounds }) => bounds.some((each) => mayLieIn(each, days))
}

function knownTest({ state: { view } }: Stand, { known }: FilterArgs, faults: Faults): Wanted | undefined {
  const days = daysOf('known', known, faults)
  if (days === undefined) return undefined
  return (told) =>
    told.sources.some((source) => {
      const out = publishedIn(view, source)
      if (out === undefined) return false
      return known?.sure === true ? within(out, days) : overlaps(out, days)
    })
}

function within(inner: Interval, outer: Interval): boolean {
  return outer.earliest <= inner.earliest && inner.latest <= outer.latest
}
