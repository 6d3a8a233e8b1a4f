import type { Command } from 'commander'
import { registeringLine } from '../../batches/index.ts'
import { type Fault, InvalidInput } from '../../errors.ts'
import { Ended, EXIT, report } from '../exit.ts'
import { type ChronicleFlags, chronicleFlags, helpWith } from '../flags.ts'
import { type Io, print, printJson } from '../io.ts'
import { counted } from '../page/marks.ts'
import { chronicleIn, chroniclesIn, placesOf } from '../places.ts'
import { readSourcesIfAny, sourcesFlag } from '../source-texts.ts'
import { areOfSeals, type Proof, verifyChronicle } from '../verification.ts'

type Flags = ChronicleFlags & { readonly sources?: string }

/** `regesta verify`: proves the files, and with the texts every span. */
export function addVerify(program: Command, io: Io): void {
  const command = sourcesFlag(
    program
      .command('verify')
      .summary('prove the files, and with the texts every span')
      .description(
        'Proves that no landed file was altered, that ids, positions and roots are right, and what events say of one another; with the texts, every span. All chronicles, or the one named. Needs no ledger; one that is there must agree.',
      ),
  ).action((flags: Flags) => verify(flags, io))
  helpWith(chronicleFlags(command), {
    examples: ['verify', 'verify --sources DIR'],
    json: `{ chronicles: [{ chronicle, batches, events, sources, root, spans: { all, proved }, texts, withoutText,
  strangers: [{ file, text: { digest, length } | null }], ledger }] }. Tampered files end with 1, files that say
  what they should not with 5`,
  })
}

async function verify(flags: Flags, io: Io): Promise<void> {
  const { eventsDir, ledgerPath } = placesOf(flags, io.env)
  const texts = await readSourcesIfAny(flags.sources, io)
  const all = flags.chronicle === undefined ? await chroniclesIn(eventsDir) : []
  const chronicles = all.length > 0 ? all : [await chronicleIn(eventsDir, flags.chronicle)]
  const proofs: Proof[] = []
  const faults: Fault[] = []
  for (const chronicle of chronicles)
    try {
      proofs.push(await verifyChronicle({ eventsDir, chronicle, ledgerPath, texts }))
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error
      faults.push(...error.faults)
    }
  if (faults.length > 0) {
    const invalid = report(new InvalidInput(faults), io)
    throw new Ended(areOfSeals(faults) ? EXIT.failed : invalid)
  }
  if (flags.json === true) printJson(io, { chronicles: proofs })
  else for (const proof of proofs) print(io, proofInWords(proof))
}

function proofInWords(proof: Proof): string {
  const { chronicle, batches, events, sources, root, spans, texts, withoutText, strangers, ledger } = proof
  const proved = [
    counted(batches, 'batch', 'batches'),
    counted(events, 'event'),
    counted(sources, 'source'),
  ].join(', ')
  const spansTold =
    texts === null
      ? `${counted(spans.all, 'span')} not proved: no texts were given (--sources)`
      : `${spans.proved} of ${counted(spans.all, 'span')} proved in ${counted(texts, 'text')}`
  const lines = [
    `${chronicle}: ${proved} sound, root ${root.slice(0, 16)}…`,
    `  ${spansTold}`,
    ...(texts === null || withoutText.length === 0
      ? []
      : [`  without their text: ${withoutText.join(', ')}`]),
    ...(strangers.length === 0 ? [] : ['  texts of no source, each with the line that registers it:']),
    ...strangers.flatMap((stranger) => [`    ${stranger.file}`, `      ${registeringLine(stranger)}`]),
    ledger === null ? '  no ledger beside them yet' : `  the ledger agrees, through position ${ledger}`,
  ]
  return lines.join('\n')
}
