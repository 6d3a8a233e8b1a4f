import type { Builder } from '../builder.ts'
import type { RootApi, RootNames } from '../chronicle/root.ts'
import type { ChangeApi } from '../comparing/change.ts'
import type { Facet } from '../lists/facet.ts'
import type { Filter, FilterApi } from '../lists/filter.ts'
import type { Enums } from '../lists/filter-args.ts'
import type { ItemAtPoint } from '../points/at-point.ts'
import type { ProvenanceApi } from '../provenance/event.ts'
import type { ValueWords } from '../state/field-answer.ts'
import type { Brief, Headline, ItemApi } from '../state/item.ts'
import type { ValidTimeApi } from '../valid-time.ts'

/** The parts of a schema that a domain adds its own types and lists to. */
export type ApiKit = {
  readonly builder: Builder
  readonly validTime: ValidTimeApi
  readonly provenance: ProvenanceApi
  readonly item: ItemApi
  readonly change: ChangeApi
  readonly root: RootApi
  readonly lists: FilterApi
}

/** The filter of a domain's lists, or the facets of which one is made and the words that the domain spells in two ways. */
export type DomainWords = (
  | { readonly filter: Filter }
  | {
      readonly facets: readonly Facet[]
      /** The standard spelling of a word, both folded: `defense` → `defence`. */
      readonly variants?: ReadonlyMap<string, string>
    }
) & {
  /** The types of the vocabularies that facets have words of. Omitted: their words are texts. */
  readonly enums?: Enums
}

/** A domain as the schema needs it: its names, the type of each kind of item, and what it adds. */
export type ApiDomain<Words extends DomainWords = DomainWords> = {
  readonly names: RootNames
  /** The type name of each kind of item: `meeting` → `Meeting`. Every kind of the vocabulary has one. */
  readonly typeNames: ReadonlyMap<string, string>
  /** The headline of an item. Omitted: its key. */
  readonly headline?: Headline
  /** An item in a line of a list. Omitted: its key. */
  readonly brief?: (standing: ItemAtPoint) => Brief
  /** A value of a field of an item in words. Omitted: its JSON. */
  readonly valueWords?: ValueWords
  /** Adds what arguments need, such as enums. Called once for each schema, before anything else is added. */
  readonly words: (builder: Builder) => Words
  readonly extend: (kit: ApiKit, words: Words) => void
}
