import { type Command, CommanderError } from 'commander'
import { packageVersion } from '../version.ts'
import { CommandLine, helpWith } from './command-line.ts'
import { EXIT, type ExitCode, report } from './exit.ts'
import type { Io } from './io.ts'

/** Adds what is typed after a command's name, and what it does. */
type Fill = (command: Command, io: Io) => void

/** Every command: what it does in a line, and where the rest of it is. A file is loaded when its command is typed. */
const COMMANDS: Readonly<Record<string, readonly [summary: string, load: () => Promise<{ fill: Fill }>]>> = {
  serve: ['answer GraphQL over HTTP', () => import('./commands/serve.ts')],
  'as-of': ['what stood on a date, and who says so', () => import('./commands/as-of.ts')],
  compare: ['what changed between two dates, and why', () => import('./commands/compare.ts')],
  timeline: ['the dated events, in order', () => import('./commands/timeline.ts')],
  feed: ['what a chronicle holds, for other programs', () => import('./commands/feed.ts')],
  source: ['the sources, or one of them, and what they lack', () => import('./commands/source.ts')],
  count: ['how many events of which type rest on which source', () => import('./commands/count.ts')],
  cite: ['the evidence line for words of a source', () => import('./commands/cite.ts')],
  'cite-answer': ['cite the answer to a GraphQL query', () => import('./commands/cite-answer.ts')],
  'verify-answer': [
    'check that a cited answer is what the ledger still gives',
    () => import('./commands/verify-answer.ts'),
  ],
  draft: ['make of a document its text and a draft', () => import('./commands/draft.ts')],
  record: ['check a draft and seal it as the next batch', () => import('./commands/record.ts')],
  correct: ['write the draft of a correction of an event', () => import('./commands/act.ts')],
  retract: ['write the draft of a retraction of an event', () => import('./commands/act.ts')],
  verify: ['prove the files, and with the texts every span', () => import('./commands/verify.ts')],
  checkpoint: [
    'sign what stands recorded, to be published elsewhere',
    () => import('./commands/checkpoint.ts'),
  ],
  prove: ['write a proof of an event, or that the ledger only grew', () => import('./commands/prove.ts')],
  'verify-proof': ['check a proof, with no ledger and no events', () => import('./commands/verify-proof.ts')],
  keygen: ['make a key to sign checkpoints with', () => import('./commands/keygen.ts')],
  coverage: ['what of the texts has not been read into events', () => import('./commands/coverage.ts')],
  'json-schema': [
    'write the JSON Schemas that editors check batches and drafts by',
    () => import('./commands/json-schema.ts'),
  ],
  backup: [
    'copy the whole ledger into one file, while it is written to',
    () => import('./commands/backup.ts'),
  ],
  restore: ['make a ledger of a backup, once all of it was proved', () => import('./commands/restore.ts')],
  export: [
    'write what the ledger holds beyond its batch files as the next ones',
    () => import('./commands/export.ts'),
  ],
  import: [
    'take into the ledger what batch files or another ledger hold',
    () => import('./commands/import.ts'),
  ],
  token: [
    'make a token for someone who may read, record or run the server',
    () => import('./commands/token.ts'),
  ],
  policy: ['who may have which field of the API', () => import('./commands/policy.ts')],
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
    if (argv.includes(name)) (await load()).fill(command, io)
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
