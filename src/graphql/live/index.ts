/**
 * How does one hear of what is recorded, as it comes?
 *
 * By subscriptions over server-sent events: `events` from a position on, none skipped and none twice; `state` and
 * `comparison` again whenever their answers change. Each answer is worked out from a snapshot of its own; nothing is
 * heaped up for a slow reader; so many streams are open as may be, and they end when their clients go, when these would
 * not be let in any more, or when the server stops.
 */
export { isStream } from './answers-to.ts'
export { mapped } from './endable.ts'
export { Streams } from './streams.ts'
export { addLive } from './subscriptions.ts'
