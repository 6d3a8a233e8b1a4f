/**
 * Which vocabularies come with the package?
 *
 * ```ts
 * const chronicle = await openChronicle({ ledger, name: 'japan-viet-nam', vocabulary: bilateral.vocabulary, clock })
 * ```
 */
import { bilateral } from './bilateral/index.ts'

export { bilateral, dueOf, parseTimeOfDay, undertaking } from './bilateral/index.ts'

/** What the chronicles of this program are read by. */
export const { vocabulary } = bilateral
