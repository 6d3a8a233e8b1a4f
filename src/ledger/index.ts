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
 * `openMemoryLedger()` gives the same, gone with the process.
 */

export type { InclusionClaim } from './inclusion.ts'
export { inclusionProof, verifyInclusion } from './inclusion.ts'
export { openMemoryLedger } from './memory.ts'
export type { Frontier, Hash } from './merkle.ts'
export { appendHash, appendLeaf, emptyFrontier, leafBytes, leafHash, nodeHash, rootOf } from './merkle.ts'
export type { Batch, Entry, Head, Leaf, Ledger, NewEvent, Range, RecordedBatch } from './port.ts'
export type { SqliteLedgerOptions } from './sqlite/open.ts'
export { openSqliteLedger } from './sqlite/open.ts'
