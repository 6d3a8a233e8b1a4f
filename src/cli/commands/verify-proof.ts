import type { Command } from 'commander'
import { type Fault, InvalidInput, RegestaError } from '../../errors.ts'
import { type NamedHead, type ProofDocument, proofFaults, readProof } from '../../ledger/index.ts'
import { helpWith } from '../command-line.ts'
import { Ended, EXIT, faultLines } from '../exit.ts'
import { textOf } from '../files.ts'
import { jsonFlag } from '../flags.ts'
import { type Io, print, printJson } from '../io.ts'
import { visible } from '../page/layout.ts'
import { adding, orFaults, readTrust, type Trusted, type TrustFlags, trustFlags } from '../trust.ts'

type Flags = TrustFlags & {
  readonly root: readonly string[]
  readonly size: readonly string[]
  readonly chronicle?: string
  readonly json?: boolean
}

/** `regesta verify-proof <file>`: checks a proof with nothing but what one trusts. */
export function fill(command: Command, io: Io): void {
  trustFlags(
    command
      .description(
        'Checks what prove wrote, by nothing but what you trust: the key of who signs the checkpoints, a checkpoint you have from elsewhere, or a root and its size. Says everything that is wrong.',
      )
      .argument('<proof>', 'a file that prove wrote'),
  )
    .option('--root <hex>', 'a root that you trust, with its --size; may be given several times', adding, [])
    .option('--size <number>', 'how many events it is the root of', adding, [])
    .option(
      '--chronicle <name>',
      'of which chronicle it is: a proof of --from and --to does not show it by itself',
    )
    .action((file: string, flags: Flags) => verifyProof(file, flags, io))
  helpWith(jsonFlag(command), {
    examples: [
      'verify-proof event-12.proof.json --verifier regesta.pub',
      'verify-proof event-12.proof.json --root 5dc9da79…4328 --size 75',
    ],
    json: '{ file, holds, type, chronicle, event: { id, position, recordedAt, treeSize } | null, faults: [{ code, message }] }. A proof that does not hold ends with 1',
  })
}

async function verifyProof(file: string, flags: Flags, io: Io): Promise<void> {
  const heads = headsIn(flags)
  const written = await textOf(file)
  const { document, faults } = await checked(file, written, flags, heads)
  if (flags.json === true) printJson(io, answerOf(file, document, faults))
  else if (document !== undefined && faults.length === 0) print(io, proofInWords(document))
  if (faults.length === 0) return
  if (flags.json !== true) io.err.write(`${faultLines(faults)}\n`)
  throw new Ended(EXIT.failed)
}

type Checked = { readonly document?: ProofDocument; readonly faults: readonly Fault[] }

/** All that is wrong with what is to be trusted, and with the proof. */
async function checked(
  file: string,
  written: string,
  flags: Flags,
  heads: readonly NamedHead[],
): Promise<Checked> {
  const faults: Fault[] = []
  const trusted: Trusted | undefined = await orFaults(faults, () => readTrust(flags))
  if (trusted !== undefined && trusted.verifiers.length === 0 && heads.length === 0) {
    const message =
      'a proof proves nothing by itself; expected what you trust: --verifier, or --root and --size'
    throw new RegestaError('E_NO_TRUST', 'invalid', message)
  }
  const document = await orFaults(faults, () => readProof(file, written))
  if (document === undefined) return { faults }
  const { held = [], verifiers = [] } = trusted ?? {}
  faults.push(...proofFaults(file, document, { verifiers, checkpoints: held, heads }))
  return { document, faults }
}

/** Roots and sizes as flags pair them. Throws InvalidInput. */
function headsIn({ root, size, chronicle }: Flags): readonly NamedHead[] {
  const faults: Fault[] = [
    ...root
      .filter((hex) => !/^[0-9a-f]{64}$/.test(hex))
      .map((hex) => bad('--root', `"${hex.slice(0, 80)}": expected 64 hexadecimal digits in lower case`)),
    ...size
      .filter((written) => !/^\d{1,15}$/.test(written))
      .map((written) => bad('--size', `"${written.slice(0, 80)}": expected a number of events`)),
    ...(root.length === size.length ? [] : [bad('--size', 'expected one for every --root')]),
  ]
  if (faults.length > 0) throw new InvalidInput(faults)
  const named = chronicle === undefined ? {} : { chronicle }
  return root.map((hex, index) => ({ size: Number(size[index]), root: hex, ...named }))
}

function bad(argument: string, message: string): Fault {
  return { code: 'E_TREE_HEAD', message, place: { argument } }
}

function proofInWords(document: ProofDocument): string {
  switch (document.type) {
    case 'inclusion': {
      const { leaf, treeSize } = document
      return `proved: event ${leaf.position} of ${visible(leaf.chronicle)}, recorded ${leaf.recordedAt}, is among its first ${treeSize}\n  ${leaf.id}\n  ${visible(document.event)}`
    }
    case 'consistency': {
      const { chronicle, from, to } = document
      return `proved: the first ${to.treeSize} events of ${visible(chronicle)} begin with its first ${from.treeSize}, as they were`
    }
  }
}

function answerOf(file: string, document: ProofDocument | undefined, faults: readonly Fault[]) {
  const faultsJson = faults.map(({ code, message }) => ({ code, message }))
  const common = { file, holds: document !== undefined && faults.length === 0 }
  switch (document?.type) {
    case undefined:
      return { ...common, type: null, chronicle: null, event: null, faults: faultsJson }
    case 'inclusion': {
      const { id, position, recordedAt, chronicle } = document.leaf
      const event = { id, position, recordedAt, treeSize: document.treeSize }
      return { ...common, type: 'inclusion', chronicle, event, faults: faultsJson }
    }
    case 'consistency':
      return {
        ...common,
        type: 'consistency',
        chronicle: document.chronicle,
        event: null,
        faults: faultsJson,
      }
  }
}
