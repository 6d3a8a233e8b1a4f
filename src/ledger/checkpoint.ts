import { type Fault, InvalidInput, RegestaError } from '../errors.ts'
import type { TreeHead } from './merkle.ts'
import type { MerkleTree } from './merkle-tree.ts'
import { formatNote, type Note, noteFaults, readNote, signNote } from './note.ts'
import { readBase64, type Signer, type Verifier } from './note-key.ts'

/**
 * A commitment to a whole ledger: which log it is of, and its root at a size (C2SP tlog-checkpoint). Signed and kept
 * elsewhere, it proves every event up to there.
 */
export type Checkpoint = TreeHead & {
  /** The name of the log: see {@link originOf}. */
  readonly origin: string
  /** Further lines, kept as they are; ours have none. */
  readonly extensions: readonly string[]
}

/** The origin of the checkpoints of a chronicle. */
export function originOf(chronicle: string): string {
  return `regesta/${chronicle}`
}

/**
 * The checkpoint of a chronicle, not yet signed. Throws E_NAME for a name with a control character: after a line break it
 * would be read as size and root.
 */
export function checkpointOf(chronicle: string, { size, root }: TreeHead): Checkpoint {
  if (/\p{Cc}/u.test(chronicle)) {
    const message = `chronicle ${JSON.stringify(chronicle)}: expected a name without control characters to sign for`
    throw new RegestaError('E_NAME', 'invalid', message, { chronicle })
  }
  return { origin: originOf(chronicle), size, root, extensions: [] }
}

/** The lines that are signed. */
export function checkpointText({ origin, size, root, extensions }: Checkpoint): string {
  return [origin, String(size), Buffer.from(root, 'hex').toString('base64'), ...extensions, ''].join('\n')
}

/** The checkpoint as a note, signed by each signer, with the signatures that it had before. */
export function signCheckpoint(
  checkpoint: Checkpoint,
  signers: readonly Signer[],
  before: Note['signatures'] = [],
): string {
  return formatNote(signers.reduce(signNote, { text: checkpointText(checkpoint), signatures: before }))
}

/** A checkpoint as it was read, with its note. */
export type SignedCheckpoint = Checkpoint & { readonly note: Note }

/**
 * Reads a signed checkpoint, without verifying its signatures. Throws InvalidInput with every fault: those of `readNote`,
 * and E_CHECKPOINT_FORM for a line that is missing or malformed.
 */
export function readCheckpoint(file: string, written: string | Uint8Array): SignedCheckpoint {
  const note = readNote(file, written)
  const [origin = '', sizeText = '', rootText = '', ...extensions] = note.text.slice(0, -1).split('\n')
  const size = Number(sizeText)
  const root = readBase64(rootText)
  const faults: Fault[] = []
  const expect = (holds: boolean, line: number, message: string) => {
    if (!holds) faults.push({ code: 'E_CHECKPOINT_FORM', message, place: { file, line } })
  }
  expect(origin !== '', 1, 'expected the origin, like regesta/japan-viet-nam')
  expect(
    /^(0|[1-9]\d*)$/.test(sizeText) && Number.isSafeInteger(size),
    2,
    `expected the size of the tree, a number without leading zeroes; "${sizeText.slice(0, 40)}" arrived`,
  )
  expect(root?.length === 32, 3, `expected the root, 32 bytes in base64; "${rootText.slice(0, 80)}" arrived`)
  extensions.forEach((line, index) => {
    expect(line !== '', 4 + index, 'expected no empty line within')
  })
  if (faults.length > 0 || root === undefined) throw new InvalidInput(faults)
  return { origin, size, root: root.toString('hex'), extensions, note }
}

/** A checkpoint with the name of its file. */
export type NamedCheckpoint = { readonly file: string; readonly checkpoint: SignedCheckpoint }

/**
 * Why checkpoints cannot be trusted: the faults of their signatures by all of these verifiers, and E_FORKED where two of
 * one log have different roots for one size: then two histories were signed.
 */
export function checkpointFaults(
  held: readonly NamedCheckpoint[],
  verifiers: readonly Verifier[],
): readonly Fault[] {
  const unsigned = held.flatMap(({ file, checkpoint }) => noteFaults(file, checkpoint.note, verifiers))
  const forked = held.flatMap(({ file, checkpoint: { origin, size, root } }, index): Fault[] => {
    const other = held
      .slice(0, index)
      .find(({ checkpoint: each }) => each.origin === origin && each.size === size && each.root !== root)
    if (other === undefined) return []
    const message = `has another root of ${size} events of ${origin} than ${other.file}; expected one history, and two were signed`
    return [{ code: 'E_FORKED', message, place: { file } }]
  })
  return [...unsigned, ...forked]
}

/**
 * How a chronicle's tree differs from trusted checkpoints: E_TRUNCATED where it is shorter than one, E_REWRITTEN where
 * its root at that size is another, with the range in which it was altered; E_CHECKPOINT_OTHER for a checkpoint of
 * another log. `name` is what faults call the history.
 */
export function historyFaults(
  name: string,
  chronicle: string,
  tree: MerkleTree,
  held: readonly NamedCheckpoint[],
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
      if (size > tree.size) {
        const message = `ends at position ${tree.size}; ${file} was signed over ${size} events: those after ${tree.size} are missing`
        return fault('E_TRUNCATED', message)
      }
      if (isKept(tree, checkpoint)) return []
      const range = sound < size ? `${sound + 1} to ${size}` : `1 to ${size}`
      const message = `the history up to position ${size} is not the one that was signed: root ${tree.rootAt(size)}, ${file} has ${root}. What was altered, dropped, added or moved lies in positions ${range}; one root does not tell which`
      return fault('E_REWRITTEN', message)
    })
}

function isKept(tree: MerkleTree, { size, root }: SignedCheckpoint): boolean {
  return size <= tree.size && tree.rootAt(size) === root
}
