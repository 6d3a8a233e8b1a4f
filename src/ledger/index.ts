/**
 * What was recorded, in which order and when, so that nobody can lose, alter or reorder it unnoticed?
 *
 * A ledger keeps chronicles of events as canonical JSON, in batches that are recorded whole or not at all. It does not
 * interpret the events: it gives each a position, and keeps the Merkle root (RFC 9162) over them.
 *
 * ```ts
 * import { hash } from 'node:crypto'
 * import { auditLedger, openMemoryLedger } from './src/ledger/index.ts'
 *
 * const ledger = openMemoryLedger()
 * const body = '{"type":"MeetingHeld"}'
 * const events = [{ id: hash('sha256', body), body }]
 * await ledger.append({ chronicle: 'japan-viet-nam', name: '0001-first', recordedAt: Date.UTC(2026, 0, 1), events })
 * for await (const { position, id } of ledger.read('japan-viet-nam')) console.log(position, id.slice(0, 8))
 * // 1 9fbe8acc
 * const [head] = await auditLedger(ledger, 'memory')
 * console.log(head.position, head.root.slice(0, 8))
 * // 1 087e6553
 * await ledger.close()
 * ```
 *
 * - **Port**: `Ledger` is what every store implements, by `checkBatch` and the other rules; `StoreDriver` is how a program
 *   finds, opens, backs up and restores one. `openMemoryLedger` is the ledger without a store; `stores` has the others.
 * - **Merkle tree**: `MerkleTree` has the root of every size and the proofs, `Frontier` the little that an append needs.
 * - **Checkpoints and proofs**: `signCheckpoint` signs a root to be kept elsewhere; `inclusionDocument` and
 *   `consistencyDocument` make proofs that `proofFaults` verifies without a ledger.
 * - **Audit**: `auditChronicle` replays a history and finds every contradiction in it; `findDivergence` and
 *   `historyDifferences` compare two histories, and `copyLedger` brings one up to date with another.
 */
export { auditChronicle, auditLedger } from './audit.ts'
export {
  type Checkpoint,
  checkpointFaults,
  checkpointOf,
  historyFaults,
  type NamedCheckpoint,
  originOf,
  readCheckpoint,
  type SignedCheckpoint,
  signCheckpoint,
} from './checkpoint.ts'
export { copyLedger } from './copy.ts'
export {
  endsBatch,
  findDivergence,
  type History,
  type HistoryDifference,
  historyDifferences,
  leafAt,
} from './divergence.ts'
export { openMemoryLedger } from './memory.ts'
export {
  appendLeaf,
  emptyFrontier,
  type Frontier,
  frontierBytes,
  frontierFrom,
  frontierLength,
  hashOfLeaf,
  leafBytes,
  leafHash,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './merkle.ts'
export { MerkleTree, treeOf } from './merkle-tree.ts'
export {
  formatNote,
  noteFaults,
} from './note.ts'
export {
  isVerifier,
  newKey,
  readSigner,
  readVerifier,
  type Signer,
  type Verifier,
} from './note-key.ts'
export type { Batch, Entry, Head, Leaf, Ledger, NewEvent, Range, RecordedBatch, SideFiles } from './port.ts'
export { noProgress, type Progress, withAppend } from './port.ts'
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
  Remark,
  Restored,
  RestoreOptions,
  StoreDriver,
} from './store.ts'
