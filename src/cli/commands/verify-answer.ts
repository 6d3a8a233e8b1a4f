import type { Command } from 'commander'
import { formatFault, InvalidInput, type RegestaError } from '../../errors.ts'
import type { Verified } from '../citing.ts'
import { helpWith } from '../command-line.ts'
import { Ended, EXIT, type ExitCode, exitCodeOf } from '../exit.ts'
import { textOf } from '../files.ts'
import { eventsFlag, jsonFlag, ledgerFlag, sourcesFlag } from '../flags.ts'
import { type Io, print, printJson } from '../io.ts'

type Flags = {
  readonly server?: string
  readonly events?: string
  readonly ledger?: string
  readonly sources?: string
  readonly json?: boolean
}

/** `regesta verify-answer <citation>`: computes cited answers again, and reports what differs. */
export function fill(command: Command, io: Io): void {
  sourcesFlag(
    command
      .description(
        'Works out every answer that a file of CSL-JSON cites once more, from the ledger here or at a server, and tells of each part that is another: the question, where it stands, the ledger that it rests on, the answer. Needs no server.',
      )
      .argument('<citation>', 'a file of CSL-JSON, with one citation or among others')
      .option('--server <address>', 'ask a server instead of the ledger here (token: REGESTA_TOKEN)'),
  ).action((file: string, flags: Flags) => verifyAnswer(file, flags, io))
  helpWith(jsonFlag(ledgerFlag(eventsFlag(command))), {
    examples: ['verify-answer citation.json', 'verify-answer citation.json --server https://example.org'],
    json: `{ citations: [{ id, holds, differences: [{ part, message }], refused: { code, message } | null }] }. Differences end with 1;
  a position that the ledger here has not reached with 4, a chronicle that is not here with 3`,
  })
}

async function verifyAnswer(file: string, flags: Flags, io: Io): Promise<void> {
  const text = await textOf(file)
  const { verifyCitations } = await import('../citing.ts')
  const verified = await verifyCitations(file, text, flags, io)
  if (flags.json === true) printJson(io, { citations: verified.map(jsonOf) })
  else for (const each of verified) tell(each, io)
  const codes = verified.map(codeOf).filter((code) => code !== EXIT.fine)
  const [code] = codes
  if (code !== undefined) throw new Ended(codes.includes(EXIT.failed) ? EXIT.failed : code)
}

function tell({ id, differences, refused, holds, rests }: Verified, io: Io): void {
  if (holds) print(io, `${id}: holds, on ${rests}`)
  for (const { part, message } of differences)
    io.err.write(`E_CITED_${part.toUpperCase()} ${id}: ${message}\n`)
  if (refused !== undefined)
    for (const line of linesOf(refused)) io.err.write(`${line.replace(/^(E_\w+) /, `$1 ${id}: `)}\n`)
}

function linesOf(refused: RegestaError): readonly string[] {
  if (refused instanceof InvalidInput) return refused.faults.map(formatFault)
  return [`${refused.code} ${refused.message}`]
}

function codeOf({ holds, refused }: Verified): ExitCode {
  if (holds) return EXIT.fine
  return refused === undefined ? EXIT.failed : exitCodeOf(refused)
}

function jsonOf({ id, holds, differences, refused }: Verified) {
  return {
    id,
    holds,
    differences,
    refused: refused === undefined ? null : { code: refused.code, message: refused.message },
  }
}
