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
export type { Compared } from './compared.ts'
export { changesOf } from './comparison.ts'
export { type ApiContext, eventsOf, type Stand, type StandingItem } from './context.ts'
export { datedOf, whenOf } from './dated.ts'
export { enumValues } from './enum-values.ts'
export { evidenceFor } from './evidence.ts'
export { itemsBySubject, itemsOf } from './item.ts'
export { plainRequestId } from './request-id.ts'
export { type ApiDomain, type ApiKit, createSchema } from './schema.ts'
export { isSourceNamed, sourcesById } from './source.ts'
export type { Dated } from './valid-time.ts'
export { visibleEvents } from './visible-events.ts'
export { whoSays } from './who-says.ts'
export { type Api, createApi, type GraphiqlExample } from './yoga.ts'
