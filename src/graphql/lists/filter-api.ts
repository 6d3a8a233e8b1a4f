import type { Builder } from '../builder.ts'
import type { CertaintyRef } from '../state/certainty.ts'
import type { Facet } from './facet.ts'
import { Filter } from './filter.ts'
import { addFilterArgs, type FilterArgsApi } from './filter-args.ts'
import { Spelling } from './spelling.ts'

/** How the lists of a schema are narrowed: the arguments, and what they ask for. */
export type FilterApi = {
  readonly filterArgs: FilterArgsApi
  readonly filter: Filter
  /** Every kind of subject that is listed. */
  readonly kinds: readonly string[]
}

/** The one style of all lists, with the facets and the spelling that a domain adds to it. */
export function addFilter(
  builder: Builder,
  certainty: CertaintyRef,
  kinds: readonly string[],
  {
    facets,
    variants,
  }: { readonly facets: readonly Facet[]; readonly variants?: ReadonlyMap<string, string> },
): FilterApi {
  return {
    filterArgs: addFilterArgs(builder, facets, certainty),
    filter: new Filter(facets, new Spelling(variants)),
    kinds,
  }
}
