/**
 * How is an answer had again: by which address, for how long, and from what?
 *
 * A request stands somewhere: at positions of chronicles, on a day. What of that its answer leant on is noted while it is
 * worked out. Where its address says as much, the answer is the same for ever; elsewhere until that changes.
 *
 * ```ts
 * const kept = new KeptAnswers(64 * 1024 * 1024)
 * const plugin = giveAnswers({ schema, chronicles, texts, version: '1.0.0', limits, kept, documentsOnly: false })
 * formatAt({ today: parseDay('2026-11-21'), positions: new Map([['japan-viet-nam', 143]]) })
 * // '2026-11-21,japan-viet-nam:143'
 * ```
 */

export { notePoint, type QueriedPoint } from '../../graphql/index.ts'
export { addressOf } from './address.ts'
export { type Answered, answeredTo } from './answered.ts'
export { type At, formatAt, readAt } from './at.ts'
export { type AnswersOptions, askingOf, giveAnswers } from './give.ts'
export { KeptAnswers, type KeptFigures } from './kept-answers.ts'
export { watched } from './watched.ts'
