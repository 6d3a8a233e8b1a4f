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
export { type Asked, askedBy } from './access/asked.ts'
export { type Introspection, type Need, type Policy, policyOf } from './access/policy.ts'
export { httpOfRefusal, isRefusal, presentRefusal, refusalOf, refusals } from './access/refusals.ts'
export { ANYONE, covers, isRole, NOBODY, needs, ROLES, type Role, type Viewer } from './access/roles.ts'
export type { Builder } from './builder.ts'
export type { Compared } from './comparing/compared.ts'
export { type ApiContext, eventsOf, type Stand, type StandingItem } from './context.ts'
export { enumValues } from './enum-values.ts'
export { badArgument, Faults, quoted } from './errors/faults.ts'
export { namingArgument, namingRequest, publicError } from './errors/present.ts'
export { CONNECTION_LIMITS, type ConnectionLimits, connectionLimitsWith } from './limits/connection-limits.ts'
export type { Limit } from './limits/limit.ts'
export { LIMIT_NAMES, LIMITS, type LimitName, type Limits, limitsWith } from './limits/operation-limits.ts'
export { type Measure, refusal } from './limits/refusal.ts'
export { introspectedSizes, listsIn, sizingArgument, thingsAssumed, workAssumed } from './limits/sizes.ts'
export { STREAM_LIMITS, type StreamLimits } from './limits/stream-limits.ts'
export { daysOf, mayLieIn } from './lists/date-range.ts'
export type { Facet, NameFacet, Read, Said, WordFacet } from './lists/facet.ts'
export type { FilterApi } from './lists/filter-api.ts'
export { MEANINGS } from './lists/filter-args.ts'
export { changeArgs, listChanges } from './lists/list-changes.ts'
export { type ListArgs, listItems } from './lists/list-items.ts'
export { textsIn } from './lists/told.ts'
export { answersTo, isStream } from './live/answers-to.ts'
export { mapped } from './live/endable.ts'
export { eventStream } from './live/event-stream.ts'
export type { Push } from './live/push.ts'
export { SharedAnswers } from './live/shared-answers.ts'
export { type Stream, Streams } from './live/streams.ts'
export { Budget } from './operations/budget.ts'
export { isSingle } from './operations/single-result.ts'
export { Turns } from './operations/turns.ts'
export { DEFAULT_PAGE, LARGEST_PAGE } from './pages/page.ts'
export { notePoint, type PointAsked, pointsAsked } from './points/points-asked.ts'
export { type Pins, Snapshots } from './points/snapshots.ts'
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
