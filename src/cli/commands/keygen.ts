import type { Command } from 'commander'
import { newKey } from '../../ledger/index.ts'
import { helpWith } from '../command-line.ts'
import { writeSecret } from '../files.ts'
import { jsonFlag } from '../flags.ts'
import { type Io, print, printJson } from '../io.ts'

type Flags = { readonly name: string; readonly out: string; readonly json?: boolean }

/** `regesta keygen`: a new key to sign checkpoints with. */
export function fill(command: Command, io: Io): void {
  jsonFlag(
    command
      .description(
        'Writes a new private key (Ed25519) to a file that only its owner may read, and prints its verifier key: make that known, keep the file.',
      )
      .requiredOption('--name <name>', 'whose key it is, without spaces or plus, like example.org/regesta')
      .requiredOption('--out <file>', 'where the private key goes; a file that is there stays as it is'),
  ).action((flags: Flags) => keygen(flags, io))
  helpWith(command, {
    examples: ['keygen --name example.org/regesta --out regesta.key'],
    json: '{ name, verifier, file }',
  })
}

async function keygen({ name, out: file, json }: Flags, io: Io): Promise<void> {
  const { signer, text } = newKey(name)
  // Never over another: a key that is lost cannot be made again.
  await writeSecret(file, `${text}\n`)
  const verifier = signer.verifier.text
  if (json === true) printJson(io, { name, verifier, file })
  else print(io, verifier)
}
