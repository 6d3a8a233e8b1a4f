import { hash } from 'node:crypto'
import {
  checkpointOf,
  consistencyDocument,
  type Entry,
  inclusionDocument,
  type MerkleTree,
  type ProofDocument,
  readCheckpoint,
  readSigner,
  type Signer,
  signCheckpoint,
  type Trust,
  treeOf,
} from '../../../src/ledger/index.ts'
import type { Dice } from '../dice.ts'

/** A ledger as it truly is, who signs for it, and another who would like to. */
export type World = {
  readonly chronicle: string
  readonly entries: readonly Entry[]
  readonly tree: MerkleTree
  readonly log: Signer
  readonly witness: Signer
  readonly forger: Signer
}

/** A true proof, and what someone trusts by whom it holds. */
export type Genuine = { readonly document: ProofDocument; readonly trust: Trust }

/** Keys that are nobody's secret; the forger's goes by the name of the log. */
const signers = {
  log: readSigner('PRIVATE+KEY+example.org/log+da7efda5+AXuMaBzZ6O7dmy6Q7b5FMap80IQpetXBgM+R2ifwWxoV'),
  witness: readSigner(
    'PRIVATE+KEY+example.org/witness+f98dfd5d+AWmfM2HNM4ZEF23lzptwtnAb6cbDSXeMkLs2qXhAZsLO',
  ),
  forger: readSigner('PRIVATE+KEY+example.org/log+30565b7b+AcaK3V5fyrNjAIkKWVmhK5Bs8YpPC2ysyFefJERRwzTi'),
}

/** A ledger of 1 to `most` events in batches of 1 to 9, each of some 200 bytes. */
export function worldOf(dice: Dice, most: number): World {
  const chronicle = 'forged'
  const size = 1 + dice.below(most)
  const entries: Entry[] = []
  let left = 0
  let recordedAt = 1_700_000_000_000
  for (let position = 1; position <= size; position += 1) {
    if (left === 0) {
      left = 1 + dice.below(9)
      recordedAt += 1 + dice.below(100_000)
    }
    left -= 1
    const body = bodyOf(chronicle, `${position} ${dice.fraction()}`)
    entries.push({ chronicle, position, recordedAt, id: hash('sha256', body), batch: 'b', body })
  }
  return { chronicle, entries, tree: treeOf(entries), ...signers }
}

export function bodyOf(chronicle: string, text: string): string {
  return JSON.stringify({ chronicle, payload: { text: `a body with 〈signs〉 ${text}` }, type: 'Told' })
}

/** A proof that holds, of something in the world, for one who trusts a key, a checkpoint from elsewhere, or a root. */
export function genuineIn(world: World, dice: Dice): Genuine {
  const { log, witness } = world
  const to = 1 + dice.below(world.entries.length)
  const from = dice.below(to + 1)
  const bare = dice.below(2) === 0 ? inclusionIn(world, 1 + dice.below(to), to) : growthIn(world, from, to)
  const sizes = bare.type === 'inclusion' ? [to] : [from, to]
  const verifiers = dice.below(3) === 0 ? [log.verifier, witness.verifier] : [log.verifier]
  switch (dice.below(3)) {
    case 0:
      return { document: stamped(bare, world), trust: { verifiers, checkpoints: [], heads: [] } }
    case 1: {
      const checkpoints = sizes.map((size) => ({
        file: `at ${size}`,
        checkpoint: readCheckpoint(`at ${size}`, noteAt(world, size)),
      }))
      return { document: bare, trust: { verifiers, checkpoints, heads: [] } }
    }
    default: {
      const heads = sizes.map((size) => ({ chronicle: world.chronicle, size, root: world.tree.rootAt(size) }))
      return { document: bare, trust: { verifiers: [], checkpoints: [], heads } }
    }
  }
}

export function inclusionIn({ entries, tree }: World, position: number, size: number): ProofDocument {
  const entry = entries[position - 1]
  if (entry === undefined) throw new RangeError(`no event ${position}`)
  return inclusionDocument(entry, tree, size)
}

export function growthIn({ chronicle, tree }: World, from: number, to: number): ProofDocument {
  return consistencyDocument(chronicle, tree, from, to)
}

/** The checkpoint of a size that log and witness signed. */
export function noteAt({ chronicle, tree, log, witness }: World, size: number): string {
  return signCheckpoint(checkpointOf(chronicle, { size, root: tree.rootAt(size) }), [log, witness])
}

export function stamped(document: ProofDocument, world: World): ProofDocument {
  if (document.type === 'inclusion') return { ...document, checkpoint: noteAt(world, document.treeSize) }
  return {
    ...document,
    from: { ...document.from, checkpoint: noteAt(world, document.from.treeSize) },
    to: { ...document.to, checkpoint: noteAt(world, document.to.treeSize) },
  }
}
