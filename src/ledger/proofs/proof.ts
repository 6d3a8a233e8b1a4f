import { hash } from 'node:crypto'
import type { Fault } from '../../errors.ts'
import { verifyConsistency } from '../tree/consistency.ts'
import { verifyInclusion } from '../tree/inclusion.ts'
import {
  type ConsistencyDocument,
  type InclusionDocument,
  leafHashOf,
  type ProofDocument,
} from './document.ts'
import { ProofFaults, type Trust } from './trust.ts'

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
