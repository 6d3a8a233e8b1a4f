/**
 * What do the files of `events/` say, do they and the ledger agree, and is nothing altered?
 *
 * A batch file is a list of events that are recorded together. This room reads and writes batch files (every fault with
 * file, line and column), seals a draft as the next one, and verifies them by `ledger.sum`. It compares two copies of a
 * history, in files and in a ledger or in two ledgers, and brings the one up to date from the other. And it opens
 * chronicles over both.
 *
 * ```ts
 * const { chronicle, close } = await openRegesta({ vocabulary: bilateral.vocabulary, mode: 'read' })
 * console.log(chronicle.name, chronicle.position)
 * await close()
 *
 * const { batches } = await openBatches('events/japan-viet-nam', bilateral.vocabulary.catalogue)
 * for (const { name, events } of batches) console.log(name, events.at(-1)?.position)
 * ```
 */

export {
  chronicleOfDraft,
  eventsInDraft,
  exportBatch,
  formatBatch,
  formatDraft,
  readBatchFile,
  readDraftFile,
  type WritableDraft,
} from './batch-file.ts'
export { checkFolder } from './check-folder.ts'
export {
  batchFiles,
  checkChronicleName,
  chronicleIn,
  chroniclesIn,
  type PlaceFlags,
  placesOf,
  SUM_FILE,
  slugOf,
} from './chronicle-folders.ts'
export { type ActDraft, draftOfAct } from './draft-act.ts'
export {
  type Copy,
  copyInLedger,
  LedgerReader,
  type SoundCopy,
  type SoundCopyOptions,
  soundCopy,
} from './history-copy.ts'
export { type Exported, exportChronicle, type Imported, importInto } from './import-export.ts'
export { batchJsonSchema, draftJsonSchema, type JsonSchema } from './json-schema.ts'
export { formatLedgerSum, type LedgerSum, readLedgerSum } from './ledger-sum.ts'
export { openAll } from './open-all.ts'
export { type OpenedChronicle, openBatches } from './open-batches.ts'
export { type OpenOptions, openRegesta, type Regesta } from './open-chronicle.ts'
export { MOST_OPEN, OpenChronicles } from './open-chronicles.ts'
export { appendForOthers } from './remote-append.ts'
export type { Sealing, SealPlan } from './seal.ts'
export { type DraftPreviews, draftPreviews, previewDraft, type SealedDraft, sealDraft } from './seal-draft.ts'
export { readTexts, textProblem } from './texts.ts'
export { type Proof, verifyChronicle } from './verify.ts'
export { readYaml } from './yaml.ts'
