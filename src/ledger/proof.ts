import { hash } from 'node:crypto'
import { type Fault, InvalidInput } from '../errors.ts'
import { type NamedCheckpoint, originOf, readCheckpoint, type SignedCheckpoint } from './checkpoint.ts'
import { type TreeHead, verifyConsistency, verifyInclusion } from './merkle.ts'
import { noteFaults } from './note.ts'
import type { Verifier } from './note-key.ts'
import {
  type ConsistencyDocument,
  type InclusionDocument,
  leafHashOf,
  type ProofDocument,
} from './proof-document.ts'

/**
 * Verifies a proof against what is trusted; answers every fault, none if it is valid. Beside those of `readCheckpoint` and
 * `noteFaults`:
 * - E_PROOF_EVENT: the SHA-256 of the event is not its id
 * - E_PROOF_CHRONICLE: the event, or a checkpoint, is of another chronicle
 * - E_PROOF_INDEX: position, index and tree size do not fit together
 * - E_PROOF_PATH: the hashes do not lead to the root
 * - E_PROOF_CHECKPOINT: the checkpoint in the proof has another size or root
 * - E_UNTRUSTED: no trusted checkpoint or head has its root
 * - E_FORKED: one has it, and another has a different root for the same size
 */
export function proofFaults(file: string, document: ProofDocument, trust: Trust): readonly Fault[] {
  switch (document.type) {
    case 'inclusion':
      return inclusionFaults(file, document, trust)
    case 'consistency':
      return consistencyFaults(file, document, trust)
  }
}

function inclusionFaults(file: string, document: InclusionDocument, trust: Trust): readonly Fault[] {
  const { event, leaf, index, treeSize, hashes, root } = document
  const faults = new ProofFaults(file)
  const id = hash('sha256', event)
  faults.expect(
    id === leaf.id,
    'E_PROOF_EVENT',
    `the SHA-256 of the event is ${id}; expected its id, ${leaf.id}`,
  )
  const named = chronicleIn(event)
  faults.expect(
    named === leaf.chronicle,
    'E_PROOF_CHRONICLE',
    `the event is of ${named ?? 'no chronicle'}; expected ${leaf.chronicle}, as the leaf says`,
  )
  faults.expect(
    index === leaf.position - 1 && index < treeSize,
    'E_PROOF_INDEX',
    `position ${leaf.position} at index ${index} of ${treeSize}; expected an index one less, and within the tree`,
  )
  const proof = hashes.map((each) => Buffer.from(each, 'hex'))
  faults.expect(
    verifyInclusion({ leaf: leafHashOf(document), index, size: treeSize, proof, root }),
    'E_PROOF_PATH',
    `the hashes do not lead from the leaf at ${index} to the root of ${treeSize} leaves`,
  )
  faults.expectTrusted(leaf.chronicle, document, trust, { isNamed: false })
  return faults.all()
}

function consistencyFaults(file: string, document: ConsistencyDocument, trust: Trust): readonly Fault[] {
  const { chronicle, hashes } = document
  const faults = new ProofFaults(file)
  const [from, to] = [document.from, document.to].map(({ treeSize: size, root }) => ({ size, root }))
  const proof = hashes.map((each) => Buffer.from(each, 'hex'))
  faults.expect(
    from !== undefined && to !== undefined && verifyConsistency({ from, to, proof }),
    'E_PROOF_PATH',
    `the hashes do not lead from the root of ${from?.size} leaves to that of ${to?.size}`,
  )
  faults.expectTrusted(chronicle, document.from, trust, { isNamed: true })
  faults.expectTrusted(chronicle, document.to, trust, { isNamed: true })
  return faults.all()
}

function chronicleIn(event: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(event)
    return typeof parsed === 'object' &&
      parsed !== null &&
      'chronicle' in parsed &&
      typeof parsed.chronicle === 'string'
      ? parsed.chronicle
      : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** What the verifier of a proof trusts; it must not come from the proof. */
export type Trust = {
  /** The keys that must have signed a checkpoint, all of them. */
  readonly verifiers: readonly Verifier[]
  /** Checkpoints that are trusted if the verifiers have signed them. */
  readonly checkpoints: readonly NamedCheckpoint[]
  /** Sizes and roots that are trusted without a signature. */
  readonly heads: readonly NamedHead[]
}

/** A root does not show its chronicle: a proof of consistency, which does not either, needs a head with a name. */
export type NamedHead = TreeHead & { readonly chronicle?: string }

/** A root in a proof, with the checkpoint that the proof has for it. */
type ClaimedHead = { readonly treeSize: number; readonly root: string; readonly checkpoint?: string }

/** Collects the faults of one proof. */
class ProofFaults {
  readonly #file: string
  readonly #faults: Fault[] = []

  constructor(file: string) {
    this.#file = file
  }

  all(): readonly Fault[] {
    return this.#faults
  }

  expect(holds: boolean, code: string, message: string): void {
    if (!holds) this.#faults.push({ code, message, place: { file: this.#file } })
  }

  /**
   * Expects a trusted root for this size, of this chronicle by name if `isNamed`: where the proof does not show the
   * chronicle. A checkpoint in the proof must be right as well.
   */
  expectTrusted(
    chronicle: string,
    head: ClaimedHead,
    trust: Trust,
    { isNamed }: { readonly isNamed: boolean },
  ): void {
    const { treeSize: size, root } = head
    const own = this.#ownCheckpoint(chronicle, head, trust)
    const outside = trust.checkpoints.filter(({ checkpoint }) => checkpoint.origin === originOf(chronicle))
    const signed = outside.flatMap(({ file, checkpoint }) =>
      isSigned(file, checkpoint, trust) ? [checkpoint] : [],
    )
    const bare = trust.heads.filter(
      (head) => (head.chronicle ?? (isNamed ? undefined : chronicle)) === chronicle,
    )
    const heads: readonly TreeHead[] = [...bare, ...signed, ...(own === undefined ? [] : [own])]
    const same = heads.filter((head) => head.size === size)
    const other = same.find((head) => head.root !== root)
    if (other === undefined)
      this.expect(
        same.length > 0,
        'E_UNTRUSTED',
        `no trusted checkpoint or head has the root of ${size} leaves of ${chronicle}`,
      )
    else
      this.expect(
        false,
        same.some((head) => head.root === root) ? 'E_FORKED' : 'E_UNTRUSTED',
        `expected ${other.root} for the root of ${size} leaves, as what is trusted has it; ${root} arrived`,
      )
  }

  /** The checkpoint in the proof, if it can be trusted. */
  #ownCheckpoint(chronicle: string, { treeSize, root, checkpoint: written }: ClaimedHead, trust: Trust) {
    if (written === undefined) return undefined
    try {
      const checkpoint = readCheckpoint(this.#file, written)
      const before = this.#faults.length
      this.expect(
        checkpoint.origin === originOf(chronicle),
        'E_PROOF_CHRONICLE',
        `its checkpoint is of ${checkpoint.origin}; expected ${originOf(chronicle)}`,
      )
      this.expect(
        checkpoint.size === treeSize && checkpoint.root === root,
        'E_PROOF_CHECKPOINT',
        `its checkpoint says ${checkpoint.root} of ${checkpoint.size} leaves; expected ${root} of ${treeSize}, as the proof has it`,
      )
      this.#faults.push(...noteFaults(this.#file, checkpoint.note, trust.verifiers))
      return this.#faults.length === before && trust.verifiers.length > 0 ? checkpoint : undefined
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      this.#faults.push(...error.faults)
      return undefined
    }
  }
}

/** Signed by all verifiers; without verifiers no checkpoint counts as signed. */
function isSigned(file: string, { note }: SignedCheckpoint, { verifiers }: Trust): boolean {
  return verifiers.length > 0 && noteFaults(file, note, verifiers).length === 0
}
