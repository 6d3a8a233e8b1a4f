import { type Command, CommanderError } from 'commander'
import { packageVersion } from '../server/index.ts'
import { CommandLine } from './command-line.ts'
import { addAsOf } from './commands/as-of.ts'
import { addBackup } from './commands/backup.ts'
import { addCheckpoint } from './commands/checkpoint.ts'
import { addCite } from './commands/cite.ts'
import { addCiteAnswer } from './commands/cite-answer.ts'
import { addCompare } from './commands/compare.ts'
import { addCount } from './commands/count.ts'
import { addCoverage } from './commands/coverage.ts'
import { addExport } from './commands/export.ts'
import { addImport } from './commands/import.ts'
import { addJsonSchema } from './commands/json-schema.ts'
import { addKeygen } from './commands/keygen.ts'
import { addPolicy } from './commands/policy.ts'
import { addProve } from './commands/prove.ts'
import { addRecord } from './commands/record.ts'
import { addRestore } from './commands/restore.ts'
import { addServe } from './commands/serve.ts'
import { addSource } from './commands/source.ts'
import { addTimeline } from './commands/timeline.ts'
import { addToken } from './commands/token.ts'
import { addVerify } from './commands/verify.ts'
import { addVerifyAnswer } from './commands/verify-answer.ts'
import { addVerifyProof } from './commands/verify-proof.ts'
import { EXIT, type ExitCode, report } from './exit.ts'
import { helpWith } from './flags.ts'
import type { Io } from './io.ts'

const COMMANDS = [
  addServe,
  addAsOf,
  addCompare,
  addTimeline,
  addSource,
  addCount,
  addCite,
  addCiteAnswer,
  addVerifyAnswer,
  addRecord,
  addVerify,
  addCheckpoint,
  addProve,
  addVerifyProof,
  addKeygen,
  addCoverage,
  addJsonSchema,
  addBackup,
  addRestore,
  addExport,
  addImport,
  addToken,
  addPolicy,
]

/** Runs one command line (`argv` without node and script), reports what went wrong, and returns the exit code. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    await programOn(io).parseAsync(argv, { from: 'user' })
    return EXIT.fine
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage
    return report(error, io)
  }
}

function programOn(io: Io): Command {
  const program = new CommandLine('regesta')
    .description(
      'What stood when, who says so, and since when we know: a chronology kept in a ledger of events.',
    )
    .version(packageVersion())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out.write(text),
      writeErr: (text) => io.err.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'E_USAGE ')),
    })
  for (const add of COMMANDS) add(program, io)
  program.addHelpText('after', `\n${ENVIRONMENT}`)
  return helpWith(program, {
    examples: ['as-of 2025-05-01', 'compare 2021-12-31 2025-12-31', 'serve --port 4000'],
  })
}

const ENVIRONMENT = `Environment:
  REGESTA_LEDGER   the ledger’s file or URL
  REGESTA_EVENTS   the folder of chronicles
  REGESTA_SOURCES  the folder of texts
  REGESTA_TOKEN    lets verify-answer --server in
  REGESTA_NOW      an instant to take for now, like 2026-01-01T00:00:00Z
  REGESTA_DEBUG=1  show the stack of an unexpected fault
  NO_COLOR         no colours
serve takes a variable for each of its flags: serve --help names them`
