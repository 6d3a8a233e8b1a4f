/**
 * What was taken in, in which order and when, so that nobody can lose, alter or reorder it unseen?
 *
 * A ledger keeps chronicles of events as canonical JSON, in batches that land whole or not at all. It
 * does not read the events; it gives each a position and keeps the Merkle root (RFC 9162) over them.
 *
 * ```ts
 * import { hash } from 'node:crypto'
 * import { openSqliteLedger } from './src/ledger/index.ts'
 *
 * const ledger = await openSqliteLedger({ path: 'data/ledger.sqlite', mode: 'write' })
 * const body = '{"type":"MeetingHeld"}'
 * const events = [{ id: hash('sha256', body), body }]
 * await ledger.append({ chronicle: 'japan-viet-nam', name: '0001-first', recordedAt: Date.now(), events })
 * for await (const entry of ledger.read('japan-viet-nam')) console.log(entry.position, entry.id)
 * await ledger.close()
 * ```
 *
 * `openPostgresLedger()` gives the same to many processes, `openMemoryLedger()` to one, gone with it. `auditChronicle` recomputes all that a ledger says; `MerkleTree` has
 * every root and proof of it, `signCheckpoint` the line of text that binds it from outside, and `proofFaults` checks a
 * proof with no ledger at hand.
 */
export { auditChronicle, auditLedger, type ChronicleAudit } from './audit.ts'
export {
  type Checkpoint,
  checkpointFaults,
  checkpointOf,
  checkpointText,
  historyFaults,
  type NamedCheckpoint,
  originOf,
  readCheckpoint,
  type SignedCheckpoint,
  signCheckpoint,
} from './checkpoint.ts'
export { type Copied, type Copying, copyLedger } from './copy.ts'
export {
  checkSameHistory,
  endsBatch,
  findDivergence,
  type History,
  type HistoryDifference,
  historyDifferences,
  leafAt,
} from './divergence.ts'
export { openMemoryLedger } from './memory.ts'
export {
  appendHash,
  appendLeaf,
  type ConsistencyClaim,
  emptyFrontier,
  type Frontier,
  frontierBytes,
  frontierFrom,
  frontierLength,
  type Hash,
  type InclusionClaim,
  leafBytes,
  leafHash,
  nodeHash,
  rootOf,
  type TreeHead,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'
export { MerkleTree, treeOf } from './merkle-tree.ts'
export {
  formatNote,
  type Note,
  type NoteSignature,
  noteFaults,
  readNote,
  signNote,
} from './note.ts'
export {
  isVerifier,
  newKey,
  readSigner,
  readVerifier,
  type Signer,
  type Verifier,
} from './note-key.ts'
export type { Batch, Entry, Head, Leaf, Ledger, NewEvent, Range, RecordedBatch } from './port.ts'
export { noProgress, type Progress, type Step } from './port.ts'
export type { NamedHead, Trust } from './proof.ts'
export { proofFaults } from './proof.ts'
export {
  type ConsistencyDocument,
  consistencyDocument,
  formatProof,
  type InclusionDocument,
  inclusionDocument,
  type ProofDocument,
  readProof,
} from './proof-document.ts'
export {
  checkBatch,
  checkFollows,
  checkPosition,
  type HeadState,
  headOf,
  ledgerClosed,
  resolveRange,
  unexpectedColumn,
  Watchers,
} from './rules.ts'
export type {
  LedgerSource,
  OpenStoreOptions,
  Remark,
  Restored,
  RestoreOptions,
  StoreDriver,
} from './store.ts'
