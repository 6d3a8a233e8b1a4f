/**
 * How do you query a chronicle of any domain in GraphQL?
 *
 * `createSchema` makes the schema of a domain: states at a point, comparisons, timelines, events with their evidence,
 * mutations that record, and subscriptions, with the types and lists that the domain adds. `operationContext` is the
 * context to execute an operation in; `regesta/server` serves the schema over HTTP.
 *
 * ```ts
 * import { graphql } from 'graphql'
 * import { createSchema, operationContext } from 'regesta/graphql'
 *
 * const schema = createSchema(domain)
 * const contextValue = operationContext(new Map([[chronicle.name, chronicle]]))
 * const source = '{ sources(search: "gazette") { label title } }'
 * const { data } = await graphql({ schema, source, contextValue })
 * console.log(JSON.stringify(data))
 * ```
 *
 * Where to look: `points` (a point, and what is read at it), `provenance` (event, evidence, source), `lists` (filters,
 * order, pages), `state` (items, their fields and history), `comparing`, `chronicle` (the root type and its fields),
 * `recording` (mutations), `live` (subscriptions), `access` and `limits` (who may query what, and how much).
 */

// What a domain adds types and lists with.
// What a server needs: who may query what, and the errors of those who may not.
export {
  ANYONE,
  type Introspection,
  type Need,
  NOBODY,
  needs,
  type Policy,
  policyOf,
  ROLES,
  type Role,
  type Viewer,
} from './access/policy.ts'
export {
  httpOfRefusal,
  isRefusal,
  presentRefusal,
  type RequestedFields,
  refusalOf,
  refusals,
} from './access/refusals.ts'
export { type Builder, enumValues } from './builder.ts'
export { changeArgs, listChanges } from './comparing/comparison.ts'
export type { Compared } from './comparing/field-change.ts'
// A schema, and the context to execute an operation in.
export { type ApiContext, type CacheFacts, operationContext, type ServerFacts } from './context.ts'
export { badArgument, Faults, quoted, thereAre } from './faults.ts'
export type { ApiDomain, ApiKit, DomainWords } from './kinds/kit.ts'
// How much an operation, a connection and a subscription may use.
export { Budget } from './limits/budget.ts'
export { CONNECTION_LIMITS, type ConnectionLimits, connectionLimitsWith } from './limits/connections.ts'
export type { Limit } from './limits/limit.ts'
export {
  LIMIT_NAMES,
  LIMITS,
  type LimitName,
  type Limits,
  limitsWith,
  type Measure,
  refusal,
} from './limits/operation.ts'
export { FairScheduler } from './limits/scheduler.ts'
export { assumedLength, assumedWork, introspectionSizes, listsIn, sizingArgument } from './limits/sizes.ts'
export { STREAM_LIMITS, type Stream, type StreamLimits, Streams } from './limits/streams.ts'
export { daysOf, mayLieIn } from './lists/date-range.ts'
export type { Facet, FieldValues, NameFacet, ReadValues, WordFacet } from './lists/facet.ts'
export type { FilterApi } from './lists/filter.ts'
export { ARGUMENT_DESCRIPTIONS } from './lists/filter-args.ts'
export { textsIn } from './lists/list-entry.ts'
export { type ListArgs, listItems } from './lists/list-items.ts'
export { DEFAULT_PAGE, LARGEST_PAGE } from './lists/page.ts'
// What an answer was made from, and the answers of subscriptions.
export { isSingle, isStream, mapped, subscriptionAnswers } from './live/answers.ts'
export { eventStream } from './live/event-stream.ts'
export type { Push } from './live/pushes.ts'
export { SharedAnswers } from './live/shared-answers.ts'
export { type AtPoint, eventsOf, type ItemAtPoint, itemsBySubject, itemsOf } from './points/at-point.ts'
export { sourcesById } from './points/sources.ts'
export { evidenceFor } from './provenance/evidence.ts'
export { namingArgument, namingRequest, publicError } from './public-error.ts'
export { createSchema, schemaOf } from './schema.ts'
export { type Pins, type QueriedPoint, queriedPoints, Snapshots } from './snapshots.ts'
export { type Dated, datedOf, whenOf } from './valid-time.ts'
