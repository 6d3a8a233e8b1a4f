/**
 * How does a request get from the socket to its answer?
 *
 * `startServer` serves schemas over HTTP with feeds, citations, health checks and metrics; `createApi` is the API alone,
 * as a web-standard fetch handler. A request passes `http/` (limits of connections, routes). If one of the same text was
 * answered from the cache before, what was sent then is sent again (`cache/sent-answer.ts`); else it passes the middleware:
 * the Yoga plugins that `api.ts` lists in their order (parameters, authentication, limits, cache, errors). They share one
 * `request/state.ts`.
 *
 * ```ts
 * import { createApi, startServer } from 'regesta/server'
 *
 * const api = createApi({ schema, chronicles })
 * const answer = await api.fetch('http://localhost/graphql?query={__typename}')
 * const { data } = await answer.json()
 * console.log(data.__typename) // Query
 *
 * const server = await startServer({ apis: [{ schema, chronicles }], port: 0 })
 * const response = await fetch(`${server.url}?query={__typename}`)
 * console.log(response.status) // 200
 * await server.stop(1_000)
 * ```
 */
export type { Authenticate } from './access/authenticate.ts'
export { newToken } from './access/tokens.ts'
export { type Api, type ApiOptions, createApi } from './api.ts'
export { AnswerCache } from './cache/answer-cache.ts'
export { addConfig, addSettings } from './config/index.ts'
export { type GivenDocument, TrustedDocuments, trustDocuments } from './document/trusted-documents.ts'
export type { RunningServer } from './http/server.ts'
export type { GraphiqlExample } from './playground/page.ts'
export type { Ended, Observer } from './plugins/observer.ts'
export { type ServeFlags, serve } from './serve/serve.ts'
export { type StartOptions, startServer } from './serve/start.ts'
