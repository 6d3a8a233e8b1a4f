import type { Fault } from '../../errors.ts'
import type { MerkleTree } from '../tree/tree.ts'
import { originOf, type SignedCheckpoint } from './checkpoint.ts'
import { noteFaults } from './note.ts'
import type { Verifier } from './note-key.ts'

/** A checkpoint at hand, by the name of its file. */
export type HeldCheckpoint = { readonly file: string; readonly checkpoint: SignedCheckpoint }

/**
 * What keeps checkpoints from being trusted: the faults of their signatures by all of these verifiers, and E_FORKED
 * where two of one log, both signed, say different roots of one size: then it told two histories.
 */
export function heldFaults(
  held: readonly HeldCheckpoint[],
  verifiers: readonly Verifier[],
): readonly Fault[] {
  const unsigned = held.flatMap(({ file, checkpoint }) => noteFaults(file, checkpoint.note, verifiers))
  const forked = held.flatMap(({ file, checkpoint: { origin, size, root } }, index): Fault[] => {
    const other = held
      .slice(0, index)
      .find(({ checkpoint: each }) => each.origin === origin && each.size === size && each.root !== root)
    if (other === undefined) return []
    const message = `says another root of ${size} events of ${origin} than ${other.file}; expected one history, and two were signed`
    return [{ code: 'E_FORKED', message, place: { file } }]
  })
  return [...unsigned, ...forked]
}

/**
 * How a chronicle's tree is not the one that checkpoints, trusted already, were made of: E_TRUNCATED where it ends
 * before one of them, E_REWRITTEN where its root was another then, with the positions that can still be trusted;
 * E_CHECKPOINT_OTHER for one of another log. `name` is what to call what the tree was made of.
 */
export function signedFaults(
  name: string,
  chronicle: string,
  tree: MerkleTree,
  held: readonly HeldCheckpoint[],
): readonly Fault[] {
  const own = held.filter(({ checkpoint }) => checkpoint.origin === originOf(chronicle))
  const sound = Math.max(0, ...own.map(({ checkpoint }) => (isKept(tree, checkpoint) ? checkpoint.size : 0)))
  return held
    .toSorted((a, b) => a.checkpoint.size - b.checkpoint.size)
    .flatMap(({ file, checkpoint }): Fault[] => {
      const { origin, size, root } = checkpoint
      const fault = (code: string, message: string): Fault[] => [{ code, message, place: { file: name } }]
      if (origin !== originOf(chronicle))
        return fault('E_CHECKPOINT_OTHER', `${file} is of ${origin}; expected ${originOf(chronicle)}`)
      if (size > tree.size)
        return fault(
          'E_TRUNCATED',
          `ends at position ${tree.size}; ${file} was signed over ${size} events: those after ${tree.size} are missing`,
        )
      if (isKept(tree, checkpoint)) return []
      const range = sound < size ? `${sound + 1} to ${size}` : `1 to ${size}`
      return fault(
        'E_REWRITTEN',
        `the history up to position ${size} is not the one that was signed: root ${tree.rootAt(size)}, ${file} has ${root}. What was altered, dropped, added or moved lies in positions ${range}; one root does not tell which`,
      )
    })
}

function isKept(tree: MerkleTree, { size, root }: SignedCheckpoint): boolean {
  return size <= tree.size && tree.rootAt(size) === root
}
