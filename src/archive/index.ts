/**
 * What do the files of `events/` say, and is every word of them sound?
 *
 * A batch file is a list of events that land in the ledger together. This room reads it (every fault with file,
 * line and column), checks it against what stands recorded and against the sources' texts, resolves an author's
 * draft (quotes, names), and seals it as the next numbered file of its chronicle. `ledger.sum` tells a landed
 * file that was edited, removed or reordered. It knows the disk, but no ledger: roots are computed by the caller.
 *
 * ```ts
 * const { batches } = await openBatches('events/japan-viet-nam', catalogue)
 * for (const { name, events } of batches) console.log(name, events.at(-1)?.position)
 *
 * const texts = await readTexts('texts')
 * const sealing = { file, text: await readFile(file, 'utf8'), catalogue, texts, now: Date.now(), rootsAt }
 * const { sealed, alreadyRecorded } = await sealBatch('events/japan-viet-nam', sealing)
 * ```
 */
export {
  exportBatch,
  formatBatch,
  readBatchFile,
  readDraftFile,
  type WritableBatch,
} from './batch-file.ts'
export {
  batchFiles,
  checkChronicleName,
  chronicleIn,
  chroniclesIn,
  isMissing,
  type PlaceFlags,
  placesOf,
  SUM_FILE,
  slugOf,
} from './chronicle-folders.ts'
export { type CoveredSentence, coverageOf, type SourceCoverage, sentencesOf } from './coverage.ts'
export { batchJsonSchema, draftJsonSchema, type JsonSchema } from './json-schema.ts'
export { checkAgreement } from './ledgers/agreement.ts'
export { type Imported, importInto } from './ledgers/importing.ts'
export { rootsAt } from './ledgers/take-in.ts'
export {
  type OpenedBatch,
  type OpenedChronicle,
  type OpenOptions,
  openBatches,
  type PositionedEvent,
  type RootsAt,
  readFiles,
  type SumLeaf,
} from './open.ts'
export { type AllOptions, openAll } from './opening/open-all.ts'
export type { Keeping, OpenChronicles } from './opening/open-chronicles.ts'
export { type OpenOptions as OpenRegestaOptions, openRegesta, type Regesta } from './opening/open-one.ts'
export { faultsOf } from './opening/refusals-together.ts'
export { checkLedgerSum, type FileBytes, type Folder } from './sealing/check-sum.ts'
export { type Extended, extendFolder, type KeptBatch } from './sealing/extend.ts'
export { formatLedgerSum, type LedgerSum, readLedgerSum, type SumLine } from './sealing/ledger-sum.ts'
export { planSeal, resealAll, type Sealing, type SealPlan, sealBatch } from './sealing/seal.ts'

export { readTexts } from './texts.ts'
export { type Copy, chroniclesInLedger, copyInFiles, copyInLedger } from './verifying/copies.ts'
export { LedgerBeside } from './verifying/ledger-beside.ts'
export { type Proof, verifyChronicle } from './verifying/verification.ts'
export { readYaml } from './yaml.ts'
