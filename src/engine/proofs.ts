import { ColumnSet } from '../columns/index.ts'
import { canonicalJson, type RecordedEvent } from '../event/index.ts'
import {
  type ConsistencyDocument as ConsistencyProof,
  checkpointOf,
  consistencyDocument,
  type Frontier,
  hashOfLeaf,
  type InclusionDocument as InclusionProof,
  inclusionDocument,
  MerkleTree,
  type Signer,
  signCheckpoint,
} from '../ledger/index.ts'
import type { EventIndex } from '../visibility/index.ts'

export type { ConsistencyProof, InclusionProof, Signer }

/**
 * What a chronicle can prove at any position: its root, that it contains an event, that it was only appended to. The
 * tree is the ledger's own (RFC 9162), kept beside the index of events. Cost of an answer: O(log position) hashes.
 */
export class Proofs {
  readonly #name: string
  readonly #eventIndex: EventIndex
  readonly #tree: MerkleTree

  /** The tree over the events that the columns have, by default none. */
  constructor(name: string, eventIndex: EventIndex, columns = new ColumnSet()) {
    this.#name = name
    this.#eventIndex = eventIndex
    this.#tree = new MerkleTree(columns.hashes('tree'))
  }

  /** Adds the events indexed since: two hashes each, so that the first proof does not wait for them. */
  keepUp(): void {
    while (this.#tree.size < this.#eventIndex.count) {
      const number = this.#tree.size
      const [id, recordedAt] = [this.#eventIndex.idOf(number), this.#eventIndex.recordedAtOf(number)]
      this.#tree.append(hashOfLeaf({ chronicle: this.#name, id, position: number + 1, recordedAt }))
    }
  }

  /** What the tree over all events grows on from. */
  get frontier(): Frontier {
    this.keepUp()
    return this.#tree.frontier
  }

  /** Hex root over the events up to a position. Throws E_NO_POSITION. */
  rootAt(position: number): string {
    this.keepUp()
    return this.#tree.rootAt(position)
  }

  /** That root, signed. Throws E_NO_POSITION. */
  checkpoint(position: number, signer: Signer): string {
    const head = { size: position, root: this.rootAt(position) }
    return signCheckpoint(checkpointOf(this.#name, head), [signer])
  }

  /** A proof that the ledger at a position contains an event (inclusion); `undefined` where either is not recorded. */
  inclusion({ id, event, ...place }: RecordedEvent, at: number): InclusionProof | undefined {
    this.keepUp()
    if (this.#eventIndex.event(id) === undefined || at > this.#tree.size) return undefined
    const { position, recordedAt } = place
    const leaf = { chronicle: this.#name, id, position, recordedAt, body: canonicalJson(event) }
    return inclusionDocument(leaf, this.#tree, at)
  }

  /** A proof that the ledger at `to` begins with the ledger at `from` (consistency). Throws E_NO_POSITION, E_RANGE. */
  consistency(from: number, to: number): ConsistencyProof {
    this.keepUp()
    return consistencyDocument(this.#name, this.#tree, from, to)
  }
}
