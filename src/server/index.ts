/**
 * A request from the socket to the answer.
 */
export type { Authenticate } from './access/authenticate.ts'
export { type Api, type ApiOptions, createApi } from './api.ts'
export { AnswerCache, type CacheMetrics } from './cache/answer-cache.ts'
export { addConfig, addSettings } from './config/options.ts'
export { type GivenDocument, TrustedDocuments, trustDocuments } from './document/trusted-documents.ts'
export type { GraphiqlExample } from './playground/playground.ts'
export type { Ended, Observer } from './plugins/observer.ts'
export { addressOf } from './request/address.ts'
export type { ServeFlags } from './serving/serving.ts'
export { packageVersion } from './version.ts'
