import { type Command, Option } from 'commander'
import type { Role } from '../../graphql/index.ts'
import { helpWith } from '../command-line.ts'
import { jsonFlag } from '../flags.ts'
import { type Io, print, printJson } from '../io.ts'

type TokenFlags = { readonly name: string; readonly role: Role; readonly json?: boolean }

/** `regesta token`: a credential for someone, and what a file of tokens has to say of it. */
export function fill(command: Command, io: Io): void {
  command
    .description(
      'Makes a token that no one can guess and shows it, this once. The file that serve --tokens names lets it in by the line that is shown below it; of the token itself that tells nothing.',
    )
    .requiredOption('--name <name>', 'who it is for, as logs and records name them')
    .addOption(
      new Option('--role <role>', 'what it lets do')
        .choices(['reader', 'recorder', 'admin'])
        .makeOptionMandatory(),
    )
    .action(async (flags: TokenFlags) => {
      const { newToken } = await import('../../server/index.ts')
      const { token, line } = newToken(flags.name, flags.role)
      if (flags.json === true) return printJson(io, { token, line })
      print(
        io,
        `${token}\n\nIt is not shown again. The line for the file that serve --tokens names:\n\n${line}`,
      )
    })
  helpWith(jsonFlag(command), {
    examples: ['token --role recorder --name press-desk'],
    json: '{ token, line }',
  })
}
