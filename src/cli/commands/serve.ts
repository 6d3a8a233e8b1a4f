import type { Command } from 'commander'
import { addConfig, addSettings, type ServeFlags } from '../../server/index.ts'
import { helpWith } from '../command-line.ts'
import { type DomainFlags, domainFlag, domainsOf } from '../domains.ts'
import { readTextsOf } from '../flags.ts'
import { type Io, printJson, progress } from '../io.ts'
import { readSignerIn } from '../trust.ts'

/** `regesta serve`: the GraphQL server. GraphQL is slow to load and no other command needs it, so it is loaded only here. */
export function fill(command: Command, io: Io): void {
  command
    .description(
      'Serves every chronicle of the files and the ledger at /graphql, with a playground that needs no network. Logs in JSON on standard output. ' +
        'Flags hold over the environment, that over the file named by --config, that over defaults.',
    )
    .action(async ({ domains, ...flags }: ServeFlags & DomainFlags) => {
      const { serve } = await import('../../server/index.ts')
      await serve(flags, {
        ...io,
        printJson: (value) => printJson(io, value),
        progress: (text) => progress(io, text),
        domains: domainsOf({ ...(domains && { domains }) }),
        readTexts: readTextsOf,
        readSigner: readSignerIn,
      })
    })
  addSettings(addConfig(domainFlag(command))).option(
    '--print-config',
    'print what holds and who said so, secrets hidden, and end',
  )
  helpWith(command, {
    examples: [
      'serve',
      'serve --port 8080 --host 0.0.0.0 --reading open',
      'serve --chronicle japan-viet-nam --chronicle my-chronicle',
      'serve --config regesta.yaml --print-config',
      'serve --domain ./lawsuits.ts',
    ],
  })
}
