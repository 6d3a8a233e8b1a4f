/**
 * The ledger of promises: what was undertaken, in which grade, by when, and what became of it.
 */
export { type Due, dueOf, isOpen } from './due.ts'
export { GRADES } from './events.ts'
export { type Status, undertakingFields } from './fields.ts'
export { undertakingKind, undertakingReadings } from './kind.ts'
