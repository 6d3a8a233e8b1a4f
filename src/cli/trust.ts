import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import type { SoundCopy } from '../archive/index.ts'
import { type Fault, InvalidInput, RegestaError } from '../errors.ts'
import {
  checkpointFaults,
  checkpointOf,
  formatNote,
  historyFaults,
  isVerifier,
  type NamedCheckpoint,
  readCheckpoint,
  readSigner,
  readVerifier,
  type SignedCheckpoint,
  type Signer,
  signCheckpoint,
  type Verifier,
} from '../ledger/index.ts'
import { Ended, EXIT, report } from './exit.ts'
import { bytesOf, textOf } from './files.ts'
import type { Io } from './io.ts'

/** What a command line says of whom to trust. */
export type TrustFlags = { readonly checkpoint?: readonly string[]; readonly verifier?: readonly string[] }

/** Flags that may be given several times: each adds one. */
export function trustFlags(command: Command): Command {
  return command
    .option('--checkpoint <file>', 'a signed checkpoint; may be given several times', adding)
    .option(
      '--verifier <key>',
      'who must have signed: a verifier key, or a file with one; may be given several times',
      adding,
    )
}

export function adding(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}

/** Checkpoints at hand that are all signed by all of the verifiers. */
export type Trusted = { readonly held: readonly NamedCheckpoint[]; readonly verifiers: readonly Verifier[] }

/**
 * What the flags name, read and checked. Throws InvalidInput with every fault of the checkpoints and their signatures,
 * E_NO_VERIFIER where checkpoints are given and no one to have signed them, E_VERIFIER_KEY, E_NO_FILE.
 */
export async function readTrust(flags: TrustFlags): Promise<Trusted> {
  const verifiers = await Promise.all((flags.verifier ?? []).map(verifierAt))
  const held: NamedCheckpoint[] = []
  const faults: Fault[] = []
  for (const file of flags.checkpoint ?? []) {
    const checkpoint = await orFaults(faults, async () => readCheckpoint(file, await bytesOf(file)))
    if (checkpoint !== undefined) held.push({ file, checkpoint })
  }
  if (held.length > 0 && verifiers.length === 0) {
    const message = 'a checkpoint proves nothing by itself; expected the key of who signed it by --verifier'
    throw new RegestaError('E_NO_VERIFIER', 'invalid', message)
  }
  faults.push(...checkpointFaults(held, verifiers))
  if (faults.length > 0) throw new InvalidInput(faults)
  return { held, verifiers }
}

/** The result of `work`. Where that throws InvalidInput: undefined, and its faults are added to those given. */
export async function orFaults<T>(faults: Fault[], work: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error
    faults.push(...error.faults)
    return undefined
  }
}

/** The signer whose private key a file holds. Throws E_NO_FILE, E_SIGNING_KEY. */
export async function readSignerIn(file: string): Promise<Signer> {
  return readSigner((await textOf(file)).trim())
}

/** A key that is spelt out is that key, though there be a file that is called so: others may have put it there. */
export async function verifierAt(keyOrFile: string): Promise<Verifier> {
  const isFile = !isVerifier(keyOrFile) && existsSync(keyOrFile)
  return readVerifier(isFile ? (await textOf(keyOrFile)).trim() : keyOrFile)
}

/** By which keys proofs are stamped, and which checkpoints are at hand, by their files. */
export type StampFlags = { readonly key: readonly string[]; readonly checkpoint: readonly string[] }

/** What vouches for a root within the proof: what the keys sign now, else the checkpoint of that size at hand. */
export type Stamp = {
  /** The size that a checkpoint at hand is of, where there is but one. */
  readonly size: number | undefined
  at(size: number): { readonly checkpoint?: string }
}

/** Throws InvalidInput where a checkpoint is not of this history. */
export async function stampOf({ name, chronicle, tree }: SoundCopy, flags: StampFlags): Promise<Stamp> {
  const signers = await Promise.all(flags.key.map(readSignerIn))
  const held = await Promise.all(
    flags.checkpoint.map(async (file) => ({ file, checkpoint: readCheckpoint(file, await bytesOf(file)) })),
  )
  const faults = historyFaults(name, chronicle, tree, held)
  if (faults.length > 0) throw new InvalidInput(faults)
  const [first, ...others] = held
  const at = (size: number): SignedCheckpoint | undefined =>
    held.find(({ checkpoint }) => checkpoint.size === size)?.checkpoint
  return {
    size: others.length === 0 ? first?.checkpoint.size : undefined,
    at: (size) => {
      const standing = at(size)
      if (signers.length > 0) {
        const own = standing ?? checkpointOf(chronicle, { size, root: tree.rootAt(size) })
        return { checkpoint: signCheckpoint(own, signers, standing?.note.signatures) }
      }
      return standing === undefined ? {} : { checkpoint: formatNote(standing.note) }
    },
  }
}

/** Whether faults are of what was tampered with or damaged since it landed, and not of what it says. */
export function areOfTampering(faults: readonly Fault[]): boolean {
  return faults.some(({ code }) => TAMPERING.test(code))
}

const TAMPERING =
  /^E_((SUM|AUDIT|APART)_\w+|BATCH_NAME|TRUNCATED|REWRITTEN|FORKED|SIGNATURE|UNSIGNED|LEDGER_DAMAGED)$/

/** What `work` gives; a history that was tampered with ends the command as failed, whatever else is wrong with it. */
export async function failingIfTampered<T>(io: Io, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof InvalidInput) || !areOfTampering(error.faults)) throw error
    report(error, io)
    throw new Ended(EXIT.failed)
  }
}
