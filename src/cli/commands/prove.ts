import type { Command } from 'commander'
import { type SoundCopy, soundCopy } from '../../archive/index.ts'
import { RegestaError } from '../../errors.ts'
import { withoutPoint } from '../../event/index.ts'
import {
  consistencyDocument,
  formatProof,
  inclusionDocument,
  type Leaf,
  type ProofDocument,
} from '../../ledger/index.ts'
import { helpWith } from '../command-line.ts'
import { writeText } from '../files.ts'
import { type ChronicleFlags, eventsFlags, ledgerFlag, positionFrom, soundCopyOptions } from '../flags.ts'
import { type Io, print } from '../io.ts'
import { adding, failingIfTampered, type Stamp, type StampFlags, stampOf } from '../trust.ts'

type Flags = ChronicleFlags &
  StampFlags & {
    readonly position?: string
    readonly from?: string
    readonly to?: string
    readonly out?: string
  }

/** `regesta prove [event]`: a proof that stands by itself. */
export function fill(command: Command, io: Io): void {
  command
    .description(
      'Writes a proof in JSON that verify-proof, or any program that knows SHA-256 and RFC 9162, checks without ledger and events: that an event stands at its place in the ledger, or with --from and --to that the ledger of one position begins with all of another.',
    )
    .argument('[event]', 'its id, the beginning of it, or its position')
    .option('--position <number>', 'in the ledger as it stood then (default: the last position)')
    .option('--from <number>', 'instead of an event: that the ledger at --to goes on from this position')
    .option('--to <number>', 'the later position (default: the last)')
    .option(
      '--key <file>',
      'a private key: puts a checkpoint into the proof; may be given several times',
      adding,
      [],
    )
    .option(
      '--checkpoint <file>',
      'a signed checkpoint to put into the proof instead; of its position',
      adding,
      [],
    )
    .option('--out <file>', 'where the proof goes (default: standard output)')
    .action((event: string | undefined, flags: Flags) => failingIfTampered(io, () => prove(event, flags, io)))
  helpWith(ledgerFlag(eventsFlags(command)), {
    examples: [
      'prove 12 --key regesta.key --out event-12.proof.json',
      'prove 12 --checkpoint published.checkpoint',
      'prove --from 40 --to 75 --key regesta.key',
    ],
  })
}

async function prove(event: string | undefined, flags: Flags, io: Io): Promise<void> {
  checkArguments(event, flags)
  const copy = await soundCopy(soundCopyOptions(flags, io))
  const stamp = await stampOf(copy, flags)
  const document =
    event === undefined ? growth(copy, flags, stamp) : await inclusion(copy, event, flags, stamp)
  const text = formatProof(document)
  if (flags.out === undefined) print(io, text)
  else {
    await writeText(flags.out, text)
    print(io, flags.out)
  }
}

/** An event or --from, and not both. Throws E_USAGE. */
function checkArguments(event: string | undefined, { from, to, position }: Flags): void {
  const grown = from !== undefined || to !== undefined
  const fits = event === undefined ? from !== undefined && position === undefined : !grown
  if (fits) return
  const message = 'expected an event, with --position at most, or --from and --to without one'
  throw new RegestaError('E_USAGE', 'invalid', message)
}

async function inclusion(
  copy: SoundCopy,
  eventName: string,
  flags: Flags,
  stamp: Stamp,
): Promise<ProofDocument> {
  const { leaves, tree } = copy
  const leaf = leafNamed(leaves, withoutPoint(eventName))
  const size =
    flags.position === undefined ? (stamp.size ?? tree.size) : positionFrom(flags.position, tree.size)
  const body = await copy.bodyAt(leaf.position)
  return { ...inclusionDocument({ ...leaf, body }, tree, size), ...stamp.at(size) }
}

function growth({ chronicle, tree }: SoundCopy, flags: Flags, stamp: Stamp): ProofDocument {
  const [from, to] = [positionFrom(flags.from, tree.size), positionFrom(flags.to, tree.size)]
  const document = consistencyDocument(chronicle, tree, from, to)
  return {
    ...document,
    from: { ...document.from, ...stamp.at(from) },
    to: { ...document.to, ...stamp.at(to) },
  }
}

/** Eight hex digits almost certainly identify one event among millions; fewer digits are a position. */
const SHORTEST = 8

/** The event of an id, of the beginning of one, or at a position. Throws E_NO_EVENT, E_WHICH_EVENT. */
function leafNamed(leaves: readonly Leaf[], eventName: string): Leaf {
  const named =
    eventName.length < SHORTEST
      ? leaves.filter(({ position }) => String(position) === eventName)
      : leaves.filter(({ id }) => id.startsWith(eventName))
  const [leaf, other] = named
  if (leaf === undefined) {
    const message = `there is no event ${eventName.slice(0, 80)}; expected an id, its first ${SHORTEST} digits or more, or a position from 1 to ${leaves.length}`
    throw new RegestaError('E_NO_EVENT', 'notFound', message, { eventName })
  }
  if (other !== undefined) {
    const message = `${eventName} begins ${named.length} ids; give more of it`
    throw new RegestaError('E_WHICH_EVENT', 'invalid', message, { eventName })
  }
  return leaf
}
