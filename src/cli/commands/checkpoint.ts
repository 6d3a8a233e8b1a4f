import type { Command } from 'commander'
import { type SoundCopy, soundCopy } from '../../archive/index.ts'
import { InvalidInput } from '../../errors.ts'
import {
  type Checkpoint,
  checkpointOf,
  historyFaults,
  noteFaults,
  readCheckpoint,
  type Signer,
  signCheckpoint,
} from '../../ledger/index.ts'
import { helpWith } from '../command-line.ts'
import { bytesOf } from '../files.ts'
import { type ChronicleFlags, chronicleFlags, positionFrom, soundCopyOptions } from '../flags.ts'
import { type Io, print, printJson } from '../io.ts'
import { adding, failingIfTampered, readSignerIn, verifierAt } from '../trust.ts'

type Flags = ChronicleFlags & {
  readonly key: readonly string[]
  readonly position?: string
  readonly after?: string
  readonly verifier?: readonly string[]
  readonly cosign?: string
}

/** `regesta checkpoint`: a signed line of text that binds all that was recorded. */
export function fill(command: Command, io: Io): void {
  command
    .description(
      'Proves the ledger (without one, the files) and prints a checkpoint of it in the signed-note format of transparency logs: which log, how many events, their root, and a signature of each key. Published where no one can take it back, it binds every event.',
    )
    .requiredOption('--key <file>', 'a private key that keygen made; may be given several times', adding)
    .option('--position <number>', 'as it stood then (default: the last position)')
    .option('--after <file>', 'an earlier checkpoint: refuses to sign what does not go on from it')
    .option(
      '--verifier <key>',
      'who must have signed --after: a verifier key, or a file with one; may be given several times (default: the keys)',
      adding,
    )
    .option('--cosign <file>', 'a checkpoint of others: signs that one, if it is what stands here')
    .action((flags: Flags) => failingIfTampered(io, () => checkpoint(flags, io)))
  helpWith(chronicleFlags(command), {
    examples: [
      'checkpoint --key regesta.key',
      'checkpoint --key regesta.key --after last.checkpoint',
      'checkpoint --key witness.key --cosign theirs.checkpoint',
    ],
    json: '{ origin, size, root, note }: the root in hexadecimal, the note as it is published',
  })
}

async function checkpoint(flags: Flags, io: Io): Promise<void> {
  const signers = await Promise.all(flags.key.map(readSignerIn))
  const copy = await soundCopy(soundCopyOptions(flags, io))
  if (flags.after !== undefined) await checkAfter(copy, flags.after, signers, flags.verifier)
  const { chronicle, tree } = copy
  const theirs = flags.cosign === undefined ? undefined : await checkSigned(copy, flags.cosign)
  const size = theirs?.size ?? positionFrom(flags.position, tree.size)
  const own: Checkpoint = theirs ?? checkpointOf(chronicle, { size, root: tree.rootAt(size) })
  const note = signCheckpoint(own, signers, theirs?.note.signatures)
  const { origin, root } = own
  if (flags.json === true) printJson(io, { origin, size, root, note })
  else print(io, note)
}

/** Anyone can write a checkpoint that this history goes on from: the earlier one is what these have signed. */
async function checkAfter(
  copy: SoundCopy,
  file: string,
  signers: readonly Signer[],
  named: readonly string[] | undefined,
): Promise<void> {
  const verifiers =
    named === undefined ? signers.map(({ verifier }) => verifier) : await Promise.all(named.map(verifierAt))
  const { note } = await checkSigned(copy, file)
  const faults = noteFaults(file, note, verifiers)
  if (faults.length > 0) throw new InvalidInput(faults)
}

/** The checkpoint in a file, which this history goes on from. Throws InvalidInput. */
async function checkSigned({ name, chronicle, tree }: SoundCopy, file: string) {
  const read = readCheckpoint(file, await bytesOf(file))
  const faults = historyFaults(name, chronicle, tree, [{ file, checkpoint: read }])
  if (faults.length > 0) throw new InvalidInput(faults)
  return read
}
