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
 * All that keeps a proof from proving what it says to someone who trusts this; nothing, if it does.
 *
 * E_PROOF_EVENT: the event is not what its id stands for. E_PROOF_CHRONICLE: it, or a checkpoint, is of another chronicle.
 * E_PROOF_INDEX: its places do not fit together. E_PROOF_PATH: the hashes do not lead to the root. E_PROOF_CHECKPOINT: the
 * checkpoint in it says another size or root. E_UNTRUSTED: nothing that is trusted vouches for its root. E_FORKED: something
 * does, and something else that is trusted has another. And what `readCheckpoint` and `noteFaults` find.
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
  faults.unless(
    id === leaf.id,
    'E_PROOF_EVENT',
    `the SHA-256 of the event is ${id}; expected its id, ${leaf.id}`,
  )
  const said = chronicleIn(event)
  faults.unless(
    said === leaf.chronicle,
    'E_PROOF_CHRONICLE',
    `the event is of ${said ?? 'no chronicle'}; expected ${leaf.chronicle}, as the leaf says`,
  )
  faults.unless(
    index === leaf.position - 1 && index < treeSize,
    'E_PROOF_INDEX',
    `position ${leaf.position} at index ${index} of ${treeSize}; expected an index one less, and within the tree`,
  )
  const proof = hashes.map((each) => Buffer.from(each, 'hex'))
  faults.unless(
    verifyInclusion({ leaf: leafHashOf(document), index, size: treeSize, proof, root }),
    'E_PROOF_PATH',
    `the hashes do not lead from the leaf at ${index} to the root of ${treeSize} leaves`,
  )
  faults.vouched(leaf.chronicle, document, trust, { isNamed: false })
  return faults.all()
}

function consistencyFaults(file: string, document: ConsistencyDocument, trust: Trust): readonly Fault[] {
  const { chronicle, hashes } = document
  const faults = new ProofFaults(file)
  const [from, to] = [document.from, document.to].map(({ treeSize: size, root }) => ({ size, root }))
  const proof = hashes.map((each) => Buffer.from(each, 'hex'))
  faults.unless(
    from !== undefined && to !== undefined && verifyConsistency({ from, to, proof }),
    'E_PROOF_PATH',
    `the hashes do not lead from the root of ${from?.size} leaves to that of ${to?.size}`,
  )
  faults.vouched(chronicle, document.from, trust, { isNamed: true })
  faults.vouched(chronicle, document.to, trust, { isNamed: true })
  return faults.all()
}

function chronicleIn(event: string): string | undefined {
  try {
    const said: unknown = JSON.parse(event)
    return typeof said === 'object' &&
      said !== null &&
      'chronicle' in said &&
      typeof said.chronicle === 'string'
      ? said.chronicle
      : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/** What someone who checks a proof trusts, had from elsewhere than the proof. */
export type Trust = {
  /** Whose signatures count: a checkpoint must have all of them. */
  readonly verifiers: readonly Verifier[]
  /** Checkpoints at hand, each by the name of its file: they count once the verifiers have signed them. */
  readonly checkpoints: readonly NamedCheckpoint[]
  /** Sizes and roots that are trusted as they are. */
  readonly heads: readonly NamedHead[]
}

/** A root does not tell of which chronicle it is: a proof that does not show it either asks for one that is named. */
export type NamedHead = TreeHead & { readonly chronicle?: string }

/** A root that a document speaks of, and the checkpoint it brings for it. */
type Spoken = { readonly treeSize: number; readonly root: string; readonly checkpoint?: string }

/** The faults of one proof, gathered. */
export class ProofFaults {
  readonly #file: string
  readonly #faults: Fault[] = []

  constructor(file: string) {
    this.#file = file
  }

  all(): readonly Fault[] {
    return this.#faults
  }

  unless(holds: boolean, code: string, message: string): void {
    if (!holds) this.#faults.push({ code, message, place: { file: this.#file } })
  }

  /**
   * Unless something that is trusted says this root of this size, and where the proof does not show it, of this chronicle;
   * whatever checkpoint is in it must be right as well.
   */
  vouched(chronicle: string, spoken: Spoken, trust: Trust, { isNamed }: { readonly isNamed: boolean }): void {
    const { treeSize: size, root } = spoken
    const own = this.#ownCheckpoint(chronicle, spoken, trust)
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
      this.unless(
        same.length > 0,
        'E_UNTRUSTED',
        `nothing that is trusted vouches for the root of ${size} leaves of ${chronicle}`,
      )
    else
      this.unless(
        false,
        same.some((head) => head.root === root) ? 'E_FORKED' : 'E_UNTRUSTED',
        `expected ${other.root} for the root of ${size} leaves, as what is trusted has it; ${root} arrived`,
      )
  }

  /** The checkpoint in the document, if it is one to trust. */
  #ownCheckpoint(chronicle: string, { treeSize, root, checkpoint: written }: Spoken, trust: Trust) {
    if (written === undefined) return undefined
    try {
      const checkpoint = readCheckpoint(this.#file, written)
      const before = this.#faults.length
      this.unless(
        checkpoint.origin === originOf(chronicle),
        'E_PROOF_CHRONICLE',
        `its checkpoint is of ${checkpoint.origin}; expected ${originOf(chronicle)}`,
      )
      this.unless(
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

/** Nobody's signature is none. */
function isSigned(file: string, { note }: SignedCheckpoint, { verifiers }: Trust): boolean {
  return verifiers.length > 0 && noteFaults(file, note, verifiers).length === 0
}
