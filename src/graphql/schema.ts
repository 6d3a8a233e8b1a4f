import { assertValidSchema, type GraphQLSchema } from 'graphql'
import { type Builder, createBuilder } from './builder.ts'
import { addEventTypes } from './chronicle/event-types.ts'
import { addLookups } from './chronicle/lookup.ts'
import { addProof } from './chronicle/proof.ts'
import { addRoot, type RootApi, type RootNames } from './chronicle/root.ts'
import { addSources } from './chronicle/sources.ts'
import { addTimeline } from './chronicle/timeline.ts'
import { addWhyNot } from './chronicle/why-not.ts'
import { addChange, type ChangeApi } from './comparing/change.ts'
import { addComparison, addDifferences } from './comparing/comparison.ts'
import { spendBudget } from './limits/budget.ts'
import type { Facet } from './lists/facet.ts'
import { addFilter, type FilterApi } from './lists/filter.ts'
import { addLive } from './live/subscriptions.ts'
import { addNode } from './points/node.ts'
import { addPoint } from './points/point.ts'
import { addProvenance, type ProvenanceApi } from './provenance/event.ts'
import { addRecording } from './recording/recording.ts'
import { addScalars } from './scalars.ts'
import { addServer } from './server.ts'
import { addDisagreement } from './state/conflicts.ts'
import { addItem, type Headline, type ItemApi } from './state/item.ts'
import { addNoted } from './state/noted.ts'
import { addItems, addSingleSource, addState } from './state/state.ts'
import { addCertainty, addValidTime, type ValidTimeApi } from './valid-time.ts'

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

/** The facets of a domain's lists, and the words that it spells in two ways. */
export type DomainWords = {
  readonly facets: readonly Facet[]
  /** The standard spelling of a word, both folded: `defense` → `defence`. */
  readonly variants?: ReadonlyMap<string, string>
}

/** A domain as the schema needs it: its names, the type of each kind of item, and what it adds. */
export type ApiDomain<Words extends DomainWords = DomainWords> = {
  readonly names: RootNames
  /** The type name of each kind of item: `meeting` → `Meeting`. Every kind of the vocabulary has one. */
  readonly typeNames: ReadonlyMap<string, string>
  /** The headline of an item. Omitted: its key. */
  readonly headline?: Headline
  /** Adds what arguments need, such as enums. Called once for each schema, before anything else is added. */
  readonly words: (builder: Builder) => Words
  readonly extend: (kit: ApiKit, words: Words) => void
}

/** The schema of a domain's chronicles: what every chronicle has, and what the domain adds. Throws where it is invalid. */
export function createSchema<Words extends DomainWords>(domain: ApiDomain<Words>): GraphQLSchema {
  const builder = createBuilder()
  addScalars(builder)
  const node = addNode(builder, domain.names.root, domain.typeNames)
  const point = addPoint(builder)
  const validTime = addValidTime(builder)
  const certainty = addCertainty(builder)
  const words = domain.words(builder)
  const lists = addFilter(builder, certainty, [...domain.typeNames.keys()], words)
  const provenance = addProvenance(builder, node, validTime, certainty)
  const item = addItem(builder, node, domain.typeNames, validTime, provenance, certainty, domain.headline)
  const change = addChange(builder, domain.typeNames, item, provenance)
  const state = addState(builder, domain.names.state, point, item)
  const comparison = addComparison(builder, state, change, lists)
  const root = addRoot(builder, domain.names, node, point, { state, comparison })
  addItems(builder, state, item, lists)
  addDifferences(builder, comparison, change, lists)
  addTimeline(builder, root, point, provenance, lists)
  addSources(builder, root, point, provenance, lists)
  addDisagreement(builder, state, item, provenance, lists)
  addNoted(builder, state, item, provenance, lists)
  addSingleSource(builder, item, state, lists)
  addWhyNot(builder, point, provenance, root)
  addProof(builder, provenance, root)
  addEventTypes(builder, root)
  addLookups(builder, node, provenance)
  addRecording(builder, validTime, provenance, root)
  addLive(builder, point, provenance, root)
  addServer(builder)
  domain.extend({ builder, validTime, provenance, item, change, root, lists }, words)
  const schema = builder.toSchema()
  assertValidSchema(schema)
  spendBudget(schema)
  return schema
}
