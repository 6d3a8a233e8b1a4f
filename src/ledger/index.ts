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
 * `openPostgresLedger()` gives the same to many processes, `openMemoryLedger()` to one, gone with it. `inspect` recomputes all that a ledger says; `MerkleTree` has
 * every root and proof of it, `signCheckpoint` the line of text that binds it from outside, and `proofFaults` checks a
 * proof with no ledger at hand.
 */
export { auditLedger } from './audit/audit.ts'
export { type Difference, differencesOf } from './audit/differences.ts'
export { checkSame, endsBatch, leafAt, partingOf, type Teller } from './audit/divergence.ts'
export { type Inspection, inspect } from './audit/inspection.ts'
export { boundsOf, checkReached } from './bounds.ts'
export { checkBatch, checkFollows } from './check-batch.ts'
export {
  type Checkpoint,
  checkpointOf,
  checkpointText,
  originOf,
  readCheckpoint,
  type SignedCheckpoint,
  signCheckpoint,
} from './checkpoints/checkpoint.ts'
export {
  formatNote,
  type Note,
  type NoteSignature,
  noteFaults,
  readNote,
  signNote,
} from './checkpoints/note.ts'
export {
  isVerifier,
  newKey,
  readSigner,
  readVerifier,
  type Signer,
  type Verifier,
} from './checkpoints/note-key.ts'
export { type HeldCheckpoint, heldFaults, signedFaults } from './checkpoints/signed.ts'
export { ledgerClosed } from './closed.ts'
export { type Copied, type Copying, copyLedger } from './copy.ts'
export { openMemoryLedger } from './memory.ts'
export type { Batch, Entry, Head, Leaf, Ledger, NewEvent, Range, RecordedBatch } from './port.ts'
export { type Progress, type Step, unheard } from './progress.ts'
export {
  type ConsistencyDocument,
  consistencyDocument,
  formatProof,
  type InclusionDocument,
  inclusionDocument,
  type ProofDocument,
  readProof,
} from './proofs/document.ts'
export { proofFaults } from './proofs/proof.ts'
export type { NamedHead, Trust } from './proofs/trust.ts'
export type {
  LedgerSource,
  OpenStoreOptions,
  Remark,
  Restored,
  RestoreOptions,
  StoreDriver,
} from './store.ts'
export { type ConsistencyClaim, type TreeHead, verifyConsistency } from './tree/consistency.ts'
export { frontierBytes, frontierFrom, onesIn } from './tree/frontier-bytes.ts'
export { type InclusionClaim, verifyInclusion } from './tree/inclusion.ts'
export {
  appendHash,
  appendLeaf,
  emptyFrontier,
  type Frontier,
  type Hash,
  leafBytes,
  leafHash,
  nodeHash,
  rootOf,
} from './tree/merkle.ts'
export { MerkleTree, treeOf } from './tree/tree.ts'
export { Watchers } from './watchers.ts'
