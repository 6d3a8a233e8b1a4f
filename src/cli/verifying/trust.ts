import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { type Fault, InvalidInput, RegestaError } from '../../errors.ts'
import {
  type HeldCheckpoint,
  heldFaults,
  isVerifier,
  readCheckpoint,
  readSigner,
  readVerifier,
  type Signer,
  type Verifier,
} from '../../ledger/index.ts'
import { bytesOf, textOf } from '../files.ts'

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
export type Trusted = { readonly held: readonly HeldCheckpoint[]; readonly verifiers: readonly Verifier[] }

/**
 * What the flags name, read and checked. Throws InvalidInput with every fault of the checkpoints and their signatures,
 * E_NO_VERIFIER where checkpoints are given and no one to have signed them, E_VERIFIER_KEY, E_NO_FILE.
 */
export async function readTrust(flags: TrustFlags): Promise<Trusted> {
  const verifiers = await Promise.all((flags.verifier ?? []).map(verifierAt))
  const held: HeldCheckpoint[] = []
  const faults: Fault[] = []
  for (const file of flags.checkpoint ?? [])
    try {
      held.push({ file, checkpoint: readCheckpoint(file, await bytesOf(file)) })
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      faults.push(...error.faults)
    }
  if (held.length > 0 && verifiers.length === 0)
    throw new RegestaError(
      'E_NO_VERIFIER',
      'invalid',
      'a checkpoint proves nothing by itself; expected the key of who signed it by --verifier',
    )
  faults.push(...heldFaults(held, verifiers))
  if (faults.length > 0) throw new InvalidInput(faults)
  return { held, verifiers }
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
