import { type Command, CommanderError } from 'commander'
import { packageVersion } from '../version.ts'
import { CommandLine, helpWith } from './command-line.ts'
import { EXIT, type ExitCode, report } from './exit.ts'
import type { Io } from './io.ts'

/** Adds what is typed after a command's name, and what it does. */
type Fill = (command: Command, io: Io) => void

/** Every command: what it does in a line, and where the rest of it is. A file is loaded when its command is typed. */
const COMMANDS: Readonly<Record<string, readonly [summary: string, load: () => Promise<Fill>]>> = {
  serve: ['answer GraphQL over HTTP', async () => (await import('./commands/serve.ts')).addServe],
  'as-of': [
    'what stood on a date, and who says so',
    async () => (await import('./commands/as-of.ts')).addAsOf,
  ],
  compare: [
    'what changed between two dates, and why',
    async () => (await import('./commands/compare.ts')).addCompare,
  ],
  timeline: ['the dated events, in order', async () => (await import('./commands/timeline.ts')).addTimeline],
  source: [
    'the sources, or one of them, and what they lack',
    async () => (await import('./commands/source.ts')).addSource,
  ],
  count: [
    'how many events of which type rest on which source',
    async () => (await import('./commands/count.ts')).addCount,
  ],
  cite: ['the evidence line for words of a source', async () => (await import('./commands/cite.ts')).addCite],
  'cite-answer': [
    'cite the answer to a GraphQL query',
    async () => (await import('./commands/cite-answer.ts')).addCiteAnswer,
  ],
  'verify-answer': [
    'check that a cited answer is what the ledger still gives',
    async () => (await import('./commands/verify-answer.ts')).addVerifyAnswer,
  ],
  record: [
    'check a draft and seal it as the next batch',
    async () => (await import('./commands/record.ts')).addRecord,
  ],
  verify: [
    'prove the files, and with the texts every span',
    async () => (await import('./commands/verify.ts')).addVerify,
  ],
  checkpoint: [
    'sign what stands recorded, to be published elsewhere',
    async () => (await import('./commands/checkpoint.ts')).addCheckpoint,
  ],
  prove: [
    'write a proof of an event, or that the ledger only grew',
    async () => (await import('./commands/prove.ts')).addProve,
  ],
  'verify-proof': [
    'check a proof, with no ledger and no events',
    async () => (await import('./commands/verify-proof.ts')).addVerifyProof,
  ],
  keygen: [
    'make a key to sign checkpoints with',
    async () => (await import('./commands/keygen.ts')).addKeygen,
  ],
  coverage: [
    'what of the texts has not been read into events',
    async () => (await import('./commands/coverage.ts')).addCoverage,
  ],
  'json-schema': [
    'write the JSON Schemas that editors check batches and drafts by',
    async () => (await import('./commands/json-schema.ts')).addJsonSchema,
  ],
  backup: [
    'copy the whole ledger into one file, while it is written to',
    async () => (await import('./commands/backup.ts')).addBackup,
  ],
  restore: [
    'make a ledger of a backup, once all of it was proved',
    async () => (await import('./commands/restore.ts')).addRestore,
  ],
  export: [
    'write what the ledger holds beyond its batch files as the next ones',
    async () => (await import('./commands/export.ts')).addExport,
  ],
  import: [
    'take into the ledger what batch files or another ledger hold',
    async () => (await import('./commands/import.ts')).addImport,
  ],
  token: [
    'make a token for someone who may read, record or run the server',
    async () => (await import('./commands/token.ts')).addToken,
  ],
  policy: [
    'who may have which field of the API',
    async () => (await import('./commands/policy.ts')).addPolicy,
  ],
}

/** Runs one command line (`argv` without node and script), reports what went wrong, and returns the exit code. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  try {
    const program = await programOn(argv, io)
    await program.parseAsync(argv, { from: 'user' })
    return EXIT.fine
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage
    return report(error, io)
  }
}

/** The program with all its commands, of which those that are typed are whole. */
async function programOn(argv: readonly string[], io: Io): Promise<Command> {
  const program = new CommandLine('regesta')
    .description(
      'What stood when, who says so, and since when we know: a chronology kept in a ledger of events.',
    )
    .version(packageVersion())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out.write(text),
      writeErr: (text) => io.err.write(text),
      outputError: (text, write) =>
        write(text.replace(/^error: /, 'E_USAGE ').replace(DAY_AS_OPTION, AFTER_DASHES)),
    })
  for (const [name, [summary, load]] of Object.entries(COMMANDS)) {
    const command = program.command(name).summary(summary)
    if (argv.includes(name)) (await load())(command, io)
  }
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

/** A day before year 0 where commander looks for an option. */
const DAY_AS_OPTION = /unknown option '(-\d{4}-\d{2}-\d{2})'/
const AFTER_DASHES = '$&; a day before year 0 comes last, after two dashes: -- $1'
