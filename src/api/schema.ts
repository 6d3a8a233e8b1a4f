import { assertValidSchema, type GraphQLSchema } from 'graphql'
import { spendBudget } from './budget.ts'
import { type Builder, createBuilder } from './builder.ts'
import { addCertainty } from './certainty.ts'
import { addChange, type ChangeApi } from './change.ts'
import { addComparison } from './comparison.ts'
import { addDisagreement } from './disagreement.ts'
import { addItem, type ItemApi } from './item.ts'
import { addLookups } from './lookup.ts'
import { addNode } from './node.ts'
import { addNoted } from './noted.ts'
import { addPoint } from './point.ts'
import { addProvenance, type ProvenanceApi } from './provenance.ts'
import { addRoot, type RootApi, type RootNames } from './root.ts'
import { addScalars } from './scalars.ts'
import { addSingleSource } from './single-source.ts'
import { addState } from './state.ts'
import { addTimeline } from './timeline-field.ts'
import { addValidTime, type ValidTimeApi } from './valid-time.ts'
import { addWhyNot } from './why-not.ts'

/** What a domain is given to add its own types and lists with. */
export type ApiKit = {
  readonly builder: Builder
  readonly validTime: ValidTimeApi
  readonly provenance: ProvenanceApi
  readonly item: ItemApi
  readonly change: ChangeApi
  readonly root: RootApi
}

/** A domain as the API sees it: what it calls things, the type of each kind of item, and what it adds. */
export type ApiDomain = {
  readonly names: RootNames
  /** The schema's name for the items of each kind: `meeting` → `Meeting`. Every kind of the vocabulary has one. */
  readonly typeNames: ReadonlyMap<string, string>
  readonly extend: (kit: ApiKit) => void
}

/** The schema of a domain's chronicles: what every chronicle has, and what the domain adds. */
export function createSchema(domain: ApiDomain): GraphQLSchema {
  const builder = createBuilder()
  addScalars(builder)
  const node = addNode(builder, domain.names.root, domain.typeNames)
  const point = addPoint(builder)
  const validTime = addValidTime(builder)
  const certainty = addCertainty(builder)
  const provenance = addProvenance(builder, node, validTime, certainty)
  const item = addItem(builder, node, domain.typeNames, validTime, provenance, certainty)
  const change = addChange(builder, domain.typeNames, item, provenance)
  const state = addState(builder, domain.names.state, point, item)
  const comparison = addComparison(builder, state, change)
  const root = addRoot(builder, domain.names, node, point, { state, comparison })
  addTimeline(builder, root, point, provenance)
  addDisagreement(builder, root, item, provenance)
  addNoted(builder, root, item, provenance)
  addSingleSource(builder, item, root)
  addWhyNot(builder, point, provenance, root)
  addLookups(builder, node, provenance)
  domain.extend({ builder, validTime, provenance, item, change, root })
  const schema = builder.toSchema()
  assertValidSchema(schema)
  spendBudget(schema)
  return schema
}
