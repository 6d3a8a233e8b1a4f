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

export {
  ANYONE,
  covers,
  type Introspection,
  isRole,
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
export type { Builder } from './builder.ts'
export { enumValues } from './builder.ts'
export { changeArgs, listChanges } from './comparing/comparison.ts'
export type { Compared } from './comparing/field-change.ts'
export type { ApiContext, CacheFacts, ServerFacts } from './context.ts'
export { badArgument, Faults, quoted, thereAre } from './faults.ts'
export { Budget, FairScheduler } from './limits/budget.ts'
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
export { assumedLength, assumedWork, introspectionSizes, listsIn, sizingArgument } from './limits/sizes.ts'
export { STREAM_LIMITS, type Stream, type StreamLimits, Streams } from './limits/streams.ts'
export { daysOf, mayLieIn } from './lists/date-range.ts'
export type { Facet, FieldValues, NameFacet, ReadValues, WordFacet } from './lists/facet.ts'
export type { FilterApi } from './lists/filter.ts'
export { ARGUMENT_DESCRIPTIONS } from './lists/filter-args.ts'
export { textsIn } from './lists/list-entry.ts'
export { type ListArgs, listItems } from './lists/list-items.ts'
export { DEFAULT_PAGE, LARGEST_PAGE } from './lists/page.ts'
export { isSingle, isStream, mapped, subscriptionAnswers } from './live/answers.ts'
export { eventStream } from './live/event-stream.ts'
export type { Push } from './live/pushes.ts'
export { SharedAnswers } from './live/shared-answers.ts'
export { type AtPoint, eventsOf, type ItemAtPoint, itemsBySubject, itemsOf } from './points/at-point.ts'
export { sourcesById } from './points/sources.ts'
export { evidenceFor } from './provenance/evidence.ts'
export { namingArgument, namingRequest, publicError } from './public-error.ts'
export { type ApiDomain, type ApiKit, createSchema, type DomainWords } from './schema.ts'
export { notePoint, type Pins, type QueriedPoint, queriedPoints, Snapshots } from './snapshots.ts'
export { whoSays } from './state/field-answer.ts'
export type { Dated } from './valid-time.ts'
export { datedOf, whenOf } from './valid-time.ts'
