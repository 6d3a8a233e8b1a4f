/**
 * A request from the socket to the answer.
 */
export type { Authenticate } from './access/enforce.ts'
export { addressOf } from './answers/address.ts'
export { type Answered, answeredTo } from './answers/answered.ts'
export { KeptAnswers, type KeptFigures } from './answers/kept-answers.ts'
export { type Api, createApi } from './api.ts'
export { addConfig, addSettings } from './config/options.ts'
export { type GivenDocument, TrustedDocuments, trustDocuments } from './documents/trusted.ts'
export { serveStreams } from './live/serve-streams.ts'
export type { Ended, Observer } from './operations/observer.ts'
export { plainRequestId } from './operations/request-id.ts'
export type { GraphiqlExample } from './playground/playground.ts'
export type { ServeFlags } from './serving/serving.ts'
export { packageVersion } from './version.ts'
