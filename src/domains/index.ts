/**
 * Which vocabularies come with the package?
 *
 * ```ts
 * const chronicle = await openChronicle({ ledger, name: 'japan-viet-nam', vocabulary: bilateral.vocabulary, clock })
 * ```
 */
export { bilateral, dueOf, parseTimeOfDay, undertaking } from './bilateral/index.ts'
