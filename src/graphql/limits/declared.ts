/**
 * How much may one ask at once?
 *
 * Every limit is declared once: how much by itself, the code of a refusal, and how to get under it. `api` holds
 * operations to the first list and subscriptions to the third, `app` connections to the second; settings, help and the page `docs/limits.md` follow
 * from both.
 *
 * ```ts
 * const limits = limitsWith({ depth: 10 })
 * limits.depth // 10
 * limits.tokens // 5000, as declared
 * ```
 */
export { CONNECTION_LIMITS, type ConnectionLimits, connectionLimitsWith } from './connection-limits.ts'
export type { Limit } from './limit.ts'
export { LIMIT_NAMES, LIMITS, type LimitName, type Limits, limitsWith } from './operation-limits.ts'
export { STREAM_LIMITS, type StreamLimits, streamLimitsWith } from './stream-limits.ts'
