import type { Command } from 'commander'
import { registrationLine } from '../../admission/index.ts'
import {
  chronicleIn,
  chroniclesIn,
  LedgerReader,
  type Proof,
  placesOf,
  verifyChronicle,
} from '../../archive/index.ts'
import { counted } from '../../domain/index.ts'
import { type Fault, faultsOf, InvalidInput, RegestaError } from '../../errors.ts'
import { originOf } from '../../ledger/index.ts'
import { helpWith } from '../command-line.ts'
import { catalogueOfDomains } from '../domains.ts'
import { faultLines, report } from '../exit.ts'
import {
  type ChronicleFlags,
  chronicleFlags,
  ledgerPlaceOf,
  readSourcesIfAny,
  sourcesFlag,
} from '../flags.ts'
import { type Io, print, printJson } from '../io.ts'
import { visible } from '../page/layout.ts'
import {
  areOfTampering,
  failingIfTampered,
  orFaults,
  readTrust,
  type TrustFlags,
  trustFlags,
} from '../trust.ts'

type Flags = ChronicleFlags & TrustFlags & { readonly sources?: string }

/** `regesta verify`: proves files and ledger, with the texts every span, with a checkpoint the whole history. */
export function fill(command: Command, io: Io): void {
  sourcesFlag(
    command.description(
      'Proves that no landed file was altered, that ids, positions and roots are right, and what events say of one another; with the texts, every span. All chronicles, or the one named. Needs no ledger, unless one is named; in one that is there every event and every root is proved as well, and it must agree. One that cannot be read is told of, beside what the files prove by themselves. Who could rewrite all of it together is found by a signed checkpoint: --checkpoint, with the key of who signed it.',
    ),
  ).action((flags: Flags) => verify(flags, io))
  helpWith(chronicleFlags(trustFlags(command), 'all that files and ledger hold'), {
    examples: [
      'verify',
      'verify --sources DIR',
      'verify --checkpoint published.checkpoint --verifier regesta.pub',
    ],
    json: `{ chronicles: [{ chronicle, batches, events, sources, root, spans: { all, proved }, texts, withoutText,
  strangers: [{ file, text: { digest, length } | null }], ledger, signed: [size], warnings: [{ code, message, place }] }],
  unread: { code, message } | null }. What was tampered with ends with 1, files that say what they should not with 5, a
  ledger that could not be read (unread) as it does elsewhere`,
  })
}

async function verify(flags: Flags, io: Io): Promise<void> {
  const { eventsDir } = placesOf(flags, io.env)
  const ledgerPlace = ledgerPlaceOf(flags, io)
  if (flags.verifier !== undefined && flags.checkpoint === undefined) {
    const message =
      'a verifier key tells nothing by itself; expected the checkpoint that it signed by --checkpoint'
    throw new RegestaError('E_NO_CHECKPOINT', 'invalid', message)
  }
  const texts = await readSourcesIfAny(flags.sources, io)
  const ledger = await LedgerReader.open(ledgerPlace, { isNamed: flags.ledger !== undefined })
  const inFiles = await chroniclesIn(eventsDir)
  const chronicles = await chroniclesToVerify(flags, { inFiles, ledger, eventsDir, env: io.env })
  const proofs: Proof[] = []
  const faults: Fault[] = []
  const { held } = (await orFaults(faults, () => readTrust(flags))) ?? { held: [] }
  for (const { file, checkpoint } of held)
    if (!chronicles.some((chronicle) => originOf(chronicle) === checkpoint.origin))
      faults.push(ofNone(file, checkpoint.origin))
  for (const chronicle of chronicles) {
    const copy = await ledger.copyOf(chronicle)
    if (copy === undefined && ledger.chronicles.includes(chronicle) && !inFiles.includes(chronicle)) continue
    const proof = await orFaults(faults, () =>
      verifyChronicle({
        catalogue: catalogueOfDomains(flags),
        eventsDir,
        chronicle,
        ledgerPlace,
        ledger: copy,
        texts,
        held,
        clock: io.clock,
      }),
    )
    if (proof !== undefined) proofs.push(proof)
  }
  const { error } = ledger
  const readFaults = error === undefined ? [] : faultsOf(error)
  if (areOfTampering(readFaults)) faults.unshift(...readFaults)
  else if (error !== undefined && faults.length > 0) report(error, io)
  await failingIfTampered(io, async () => {
    if (faults.length > 0) throw new InvalidInput(faults)
  })
  const warnings = proofs.flatMap((proof) => proof.warnings)
  if (warnings.length > 0) io.err.write(`${faultLines(warnings)}\n`)
  if (flags.json === true) printJson(io, { chronicles: proofs, unread: unreadJson(error) })
  else for (const proof of proofs) print(io, proofInWords(proof, ledger))
  if (error !== undefined) throw error
}

/**
 * The one named, or all that the files and the ledger hold; of a folder named by `--events` and a ledger that is not named,
 * those of the folder. Throws as `chronicleIn` does, and what keeps the ledger from
 * being read where the files do not have what is meant.
 */
async function chroniclesToVerify(
  { chronicle, events, ledger: named }: Flags,
  {
    inFiles,
    ledger,
    eventsDir,
    env,
  }: {
    readonly inFiles: readonly string[]
    readonly ledger: LedgerReader
    readonly eventsDir: string
    readonly env: Io['env']
  },
): Promise<readonly string[]> {
  const isDefault = named === undefined && !env.REGESTA_LEDGER
  // A folder that is named is asked about, and not what else the default ledger may hold.
  const inLedger = events !== undefined && isDefault ? [] : ledger.chronicles
  const both = [...new Set([...inFiles, ...inLedger])].sort()
  const chosen = chronicle === undefined ? both : both.filter((each) => each === chronicle)
  if (chosen.length > 0) return chosen
  if (ledger.error !== undefined) throw ledger.error
  return [await chronicleIn(eventsDir, chronicle)]
}

function unreadJson(error: RegestaError | undefined) {
  return error === undefined ? null : { code: error.code, message: error.message }
}

function ofNone(file: string, origin: string): Fault {
  const message = `is of ${origin}; expected a checkpoint of a chronicle that is here`
  return { code: 'E_CHECKPOINT_OTHER', message, place: { file } }
}

function proofInWords(proof: Proof, beside: LedgerReader): string {
  const { chronicle, batches, events, sources, root, withoutText, strangers, texts } = proof
  const proved = [
    counted(batches, 'batch', 'batches'),
    counted(events, 'event'),
    ...(sources === null ? [] : [counted(sources, 'source')]),
  ].join(', ')
  const lines = [
    `${visible(chronicle)}: ${proved} sound, root ${root.slice(0, 16)}…`,
    ...spansInWords(proof),
    ...(texts === null || withoutText.length === 0
      ? []
      : [`  without their text: ${withoutText.join(', ')}`]),
    ...(strangers.length === 0 ? [] : ['  texts of no source, each with the line that registers it:']),
    ...strangers.flatMap((stranger) => [`    ${stranger.file}`, `      ${registrationLine(stranger)}`]),
    ledgerInWords(proof, beside),
    ...proof.signed.map((size) => `  as it was signed, through position ${size}`),
  ]
  return lines.join('\n')
}

function spansInWords({ spans, texts }: Proof): readonly string[] {
  if (spans === null) return []
  if (texts === null && spans.all === 0) return []
  if (texts === null) return [`  ${counted(spans.all, 'span')} not proved: no texts were given (--sources)`]
  return [`  ${spans.proved} of ${counted(spans.all, 'span')} proved in ${counted(texts, 'text')}`]
}

function ledgerInWords({ events, ledger, sources }: Proof, { isThere, error }: LedgerReader): string {
  if (ledger === null && error !== undefined) return '  the ledger could not be read'
  if (ledger === null) return isThere ? '  the ledger holds nothing of it yet' : '  no ledger beside them yet'
  if (sources === null) return `  in the ledger alone, through position ${ledger}: there are no files of it`
  if (ledger > events) return `  the ledger agrees, and goes on to position ${ledger}: export writes the rest`
  return `  the ledger agrees, through position ${ledger}`
}
