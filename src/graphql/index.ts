/**
 * How do you query a chronicle of any domain in GraphQL?
 *
 * `createSchema` makes the schema of a domain: states at a point, comparisons, timelines, events with their evidence,
 * mutations that record, and subscriptions, with a type and a list for each kind that the domain declares. `operationContext` is the
 * context to execute an operation in; `regesta/server` serves the schema over HTTP.
 *
 * ```ts
 * import { graphql } from 'graphql'
 * import { createSchema, operationContext } from 'regesta/graphql'
 *
 * const schema = createSchema(domain)
 * const contextValue = operationContext(new Map([[chronicle.name, chronicle]]))
 * const source = '{ sources(search: "vietnam") { label title } }'
 * const { data } = await graphql({ schema, source, contextValue })
 * console.log(JSON.stringify(data))
 * ```
 *
 * Where to look: `points` (a point, and what is read at it), `provenance` (event, evidence, source), `lists` (filters,
 * order, pages), `kinds` (what comes of the declared kinds), `state` (items, their fields and history), `comparing`, `chronicle` (the root type and its fields),
 * `recording` (mutations), `live` (subscriptions), `access` and `limits` (who may query what, and how much).
 */

// A schema, and the context to execute an operation in.

export {
  type ApiContext,
  type CacheFacts,
  operationContext,
  type ServerFacts,
  type SettingFacts,
} from './context.ts'
export { createSchema, schemaOf, searchedWords } from './schema.ts'

// What a domain adds types and lists by hand with, for `schemaOf`.

export { needs, type Role } from './access.ts'
export { type Builder, enumValues } from './builder.ts'
export { changeArgs, listChanges } from './comparing/comparison.ts'
export type { Compared } from './comparing/field-change.ts'
export { Faults } from './faults.ts'
export { type Hint, Hints } from './hints.ts'
export type { ApiDomain, ApiKit, DomainWords } from './kinds/kit.ts'
export { daysOf, mayLieIn } from './lists/date-range.ts'
export type { Facet, FieldValues, NameFacet, ReadValues, WordFacet } from './lists/facet.ts'
export { type Filter, type FilterApi, filterOf } from './lists/filter.ts'
export { ARGUMENT_DESCRIPTIONS } from './lists/filter-args.ts'
export { type GivenList, LIST_ARGUMENTS, readGivenList } from './lists/given-list.ts'
export { textsIn } from './lists/list-entry.ts'
export { pagedEvents } from './lists/list-events.ts'
export { itemMatcher, type ListArgs, listItems, pagedItems } from './lists/list-items.ts'
export {
  type AtPoint,
  atLatest,
  eventsOf,
  type ItemAtPoint,
  itemsBySubject,
  itemsOf,
} from './points/at-point.ts'
export { type CitedSpan, citedSpan, quoteOf, spansCitedBy } from './points/quotes.ts'
export { sourcesById } from './points/sources.ts'
export { evidenceFor } from './provenance/evidence.ts'
export { type Dated, datedOf, whenOf } from './valid-time.ts'

// Access: who may query what, and the errors of those who may not.

export {
  ANYONE,
  httpOfRefusal,
  type Introspection,
  isRefusal,
  type Need,
  NOBODY,
  type Policy,
  policyOf,
  presentRefusal,
  type RequestedFields,
  ROLES,
  refusalOf,
  refusals,
  type Viewer,
} from './access.ts'
export { badArgument, quoted, thereAre } from './faults.ts'
export { namingArgument, namingRequest, publicError } from './public-error.ts'

// Limits: how much an operation, a connection and a subscription may use.

export { Budget, inSteps } from './limits/budget.ts'
export { CONNECTION_LIMITS, type ConnectionLimits, connectionLimitsWith } from './limits/connections.ts'
export { EXPORT_LIMITS, type ExportLimits, exportLimitsWith } from './limits/exports.ts'
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
export {
  assumedLength,
  assumedWork,
  introspectionSizes,
  listsIn,
  mostFirst,
  sizingArgument,
} from './limits/sizes.ts'
export { STREAM_LIMITS, type Stream, type StreamLimits, Streams } from './limits/streams.ts'
export type { Order } from './lists/order.ts'
export { DEFAULT_PAGE, LARGEST_PAGE, type PagedList } from './lists/page.ts'

// Answers: what one was made from, and those of subscriptions.

export { isSingle, isStream, subscriptionAnswers } from './live/answers.ts'
export { eventStream } from './live/event-stream.ts'
export type { Push } from './live/pushes.ts'
export { SharedAnswers } from './live/shared-answers.ts'
export { type Pins, type QueriedPoint, queriedPoints, Snapshots } from './snapshots.ts'
