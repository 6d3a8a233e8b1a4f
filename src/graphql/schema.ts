import { assertValidSchema, type GraphQLSchema } from 'graphql'
import type { Domain } from '../domain/index.ts'
import type { WordsOf } from '../state/index.ts'
import { createBuilder, takeWords } from './builder.ts'
import { addEventTypes } from './chronicle/event-types.ts'
import { addLookups } from './chronicle/lookup.ts'
import { addNextChange } from './chronicle/next-change.ts'
import { addPassages } from './chronicle/passages.ts'
import { addProof } from './chronicle/proof.ts'
import { addRoot } from './chronicle/root.ts'
import { addSources } from './chronicle/sources.ts'
import { addTimelineField } from './chronicle/timeline.ts'
import { addWhyNot } from './chronicle/why-not.ts'
import { addChange } from './comparing/change.ts'
import { addChangeCounts } from './comparing/change-counts.ts'
import { addComparison, addDifferences } from './comparing/comparison.ts'
import { apiOf } from './kinds/api.ts'
import type { ApiDomain, DomainWords } from './kinds/kit.ts'
import { spendBudget } from './limits/budget.ts'
import { addFilter, Filter } from './lists/filter.ts'
import { Spelling } from './lists/spelling.ts'
import { addLive } from './live/subscriptions.ts'
import { addNode } from './points/node.ts'
import { addPoint } from './points/point.ts'
import { addProvenance } from './provenance/event.ts'
import { addRecording } from './recording/recording.ts'
import { addScalars } from './scalars.ts'
import { addServer } from './server.ts'
import { addDisagreement } from './state/conflicts.ts'
import { addFacets } from './state/facets.ts'
import { addItem } from './state/item.ts'

import { addNoted } from './state/noted.ts'
import { addRestsOnIt } from './state/rests-on-it.ts'
import { addCountType, addItems, addSingleSource, addState } from './state/state.ts'
import { addCertainty, addValidTime } from './valid-time.ts'

/** The schema of a domain’s chronicles: what every chronicle has, and what comes of the declared kinds. Throws where it is invalid. */
export function createSchema(domain: Domain): GraphQLSchema {
  return schemaOf(apiOf(domain))
}

/** The same for a domain that adds its types by hand. */
export function schemaOf<Words extends DomainWords>(domain: ApiDomain<Words>): GraphQLSchema {
  const builder = createBuilder()
  addScalars(builder)
  const node = addNode(builder, domain.names.root, domain.typeNames)
  const point = addPoint(builder)
  const validTime = addValidTime(builder)
  const certainty = addCertainty(builder)
  const words = domain.words(builder)
  const filter = 'filter' in words ? words.filter : new Filter(words.facets, new Spelling(words.variants))
  const lists = addFilter(builder, certainty, [...domain.typeNames.keys()], filter, words.enums)
  const provenance = addProvenance(builder, node, validTime, certainty)
  const item = addItem(builder, node, domain.typeNames, validTime, provenance, certainty, domain)
  const change = addChange(builder, domain.typeNames, item, provenance)
  const count = addCountType(builder)
  const states = addState(builder, domain.names.state, point, item, count, [...domain.typeNames.keys()])
  const comparison = addComparison(builder, states.state, change, lists)
  const root = addRoot(builder, domain.names, node, point, { ...states, comparison })
  addNextChange(builder, point, root)
  const items = addItems(builder, states, item, lists)
  addRestsOnIt(builder, item, items, lists)
  addFacets(builder, states, count, lists)
  addDifferences(builder, comparison, change, lists)
  addChangeCounts(builder, comparison, change, lists)
  addTimelineField(builder, root, point, provenance, lists)
  addSources(builder, root, point, provenance, lists)
  addDisagreement(builder, states, item, provenance, lists)
  const noted = addNoted(builder, states, item, provenance, lists)
  addPassages(builder, provenance, noted)
  addSingleSource(builder, item, states, lists)
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
  takeWords(schema, 'EvidenceRole')
  takeWords(schema, 'SourceKind')
  spendBudget(schema)
  searched.set(schema, lists.filter.candidates.wordsOf)
  return schema
}

const searched = new WeakMap<GraphQLSchema, WordsOf>()

/** The words by which a schema that was made here searches events. */
export function searchedWords(schema: GraphQLSchema): WordsOf | undefined {
  return searched.get(schema)
}
