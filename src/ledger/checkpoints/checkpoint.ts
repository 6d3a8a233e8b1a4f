import { type Fault, InvalidInput, RegestaError } from '../../errors.ts'
import type { TreeHead } from '../tree/consistency.ts'
import { formatNote, type Note, readNote, signNote } from './note.ts'
import type { Signer } from './note-key.ts'
import { readBase64 } from './strict-base64.ts'

/**
 * A line of text to trust a whole ledger by: which log it is of, and the root it had at a size (C2SP tlog-checkpoint).
 * Written down elsewhere, signed, it binds every event up to there.
 */
export type Checkpoint = TreeHead & {
  /** Which log: see {@link originOf}. */
  readonly origin: string
  /** Lines of others' that are kept as they are; none of our own. */
  readonly extensions: readonly string[]
}

/** The origin of the checkpoints of a chronicle. */
export function originOf(chronicle: string): string {
  return `regesta/${chronicle}`
}

/**
 * What a chronicle's checkpoint says, not yet signed. Throws E_NAME for a name that would not stay in its line: what
 * follows in it would be read as size and root of another.
 */
export function checkpointOf(chronicle: string, { size, root }: TreeHead): Checkpoint {
  if (/\p{Cc}/u.test(chronicle))
    throw new RegestaError(
      'E_NAME',
      'invalid',
      `chronicle ${JSON.stringify(chronicle)}: expected a name without control characters to sign for`,
      { chronicle },
    )
  return { origin: originOf(chronicle), size, root, extensions: [] }
}

/** The lines that are signed. */
export function checkpointText({ origin, size, root, extensions }: Checkpoint): string {
  return [origin, String(size), Buffer.from(root, 'hex').toString('base64'), ...extensions, ''].join('\n')
}

/** The note that says the checkpoint, signed by each, beside the signatures that it had already. */
export function signCheckpoint(
  checkpoint: Checkpoint,
  signers: readonly Signer[],
  before: Note['signatures'] = [],
): string {
  return formatNote(signers.reduce(signNote, { text: checkpointText(checkpoint), signatures: before }))
}

/** A checkpoint as it was read, and the note that it was. */
export type SignedCheckpoint = Checkpoint & { readonly note: Note }

/**
 * Reads a signed checkpoint, be it signed by whomever. Throws InvalidInput with every fault: those of `readNote`, and
 * E_CHECKPOINT_FORM for a line that is missing or not written as it should be.
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
