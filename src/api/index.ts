/**
 * How is a chronicle asked in GraphQL, whatever it is about?
 *
 * Neutral: points, valid times, events with their evidence, items with their certainty, comparisons,
 * timelines, errors. A domain plugs in its names, the types of its items and its lists.
 *
 * ```ts
 * const schema = createSchema(bilateralApi)
 * const yoga = createApi({ schema, chronicles: new Map([[chronicle.name, chronicle]]) })
 * const answer = await yoga.fetch('http://localhost/graphql?query={sources{id digest}}')
 * ```
 */
export type { Authenticate } from './access/enforce.ts'
export { type Introspection, type Need, type Policy, policyOf } from './access/policy.ts'
export { httpOfRefusal, isRefusal, refusalOf } from './access/refusals.ts'
export { ANYONE, covers, isRole, NOBODY, needs, ROLES, type Role, type Viewer } from './access/roles.ts'
export {
  type Answered,
  addressOf,
  answeredTo,
  KeptAnswers,
  type KeptFigures,
  type PointAsked,
} from './answers/index.ts'
export type { Builder } from './builder.ts'
export type { Compared } from './comparing/compared.ts'
export { type ApiContext, eventsOf, type Stand, type StandingItem } from './context.ts'
export { type GivenDocument, TrustedDocuments, trustDocuments } from './documents/index.ts'
export { enumValues } from './enum-values.ts'
export { Faults } from './errors/faults.ts'
export { daysOf, mayLieIn } from './lists/date-range.ts'
export type { Facet, NameFacet, Read, Said, WordFacet } from './lists/facet.ts'
export type { FilterApi } from './lists/filter-api.ts'
export { MEANINGS } from './lists/filter-args.ts'
export { changeArgs, listChanges } from './lists/list-changes.ts'
export { type ListArgs, listItems } from './lists/list-items.ts'
export { textsIn } from './lists/told.ts'
export { Streams } from './live/index.ts'
export type { Ended, Observer } from './operations/observer.ts'
export { plainRequestId } from './operations/request-id.ts'
export type { GraphiqlExample } from './playground/playground.ts'
export { thereAre } from './points/there.ts'
export { evidenceFor } from './provenance/evidence.ts'
export { sourcesById } from './provenance/source.ts'
export { visibleEvents } from './provenance/visible-events.ts'
export { whoSays } from './provenance/who-says.ts'
export { type ApiDomain, type ApiKit, createSchema, type DomainWords } from './schema.ts'
export type { CacheFacts, ServerFacts } from './server.ts'
export { datedOf, whenOf } from './state/dated.ts'
export { itemsBySubject, itemsOf } from './state/item.ts'
export type { Dated } from './state/valid-time.ts'
export { type Api, createApi } from './yoga.ts'
