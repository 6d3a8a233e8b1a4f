/**
 * May this be recorded? One set of checks for files and API.
 */
export {
  type Batch,
  type BatchEvent,
  batchHeadSchema,
  draftHeadSchema,
  type PlaceOf,
  type Reading,
} from './batch.ts'
export { type Checked, checkBatch } from './check.ts'
export { batchFiles, batchName, batchNumber, inOrderOfNames, isMissing, SUM_FILE, slugOf } from './names.ts'
export { inOrder, placeFaults } from './place-faults.ts'
export {
  nothingRecorded,
  type Recorded,
  type Register,
  recordedOf,
  registerOver,
  type StandingEvent,
  type StandingSource,
  textFactsOf,
} from './recorded.ts'
export type { Against } from './surroundings.ts'
export { zodFaults } from './zod-faults.ts'
