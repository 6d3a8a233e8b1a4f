import type { Command } from 'commander'
import { eventsFlags, helpWith, ledgerFlag } from '../flags.ts'
import type { Io } from '../io.ts'
import type { ServeFlags } from '../serving.ts'

/** `regesta serve`: the GraphQL server. It is loaded only when it is asked for: GraphQL takes its time, and no other command needs it. */
export function addServe(program: Command, io: Io): void {
  const command = program
    .command('serve')
    .summary('answer GraphQL over HTTP')
    .description(
      'Serves the chronicle at /graphql, with a playground that needs no network. Logs in JSON on standard output.',
    )
    .option('--port <number>', 'default 4000; environment: PORT; 0 takes any that is free')
    .option('--host <address>', 'default 127.0.0.1; environment: HOST')
    .option('--sources <folder>', 'the texts of sources, to quote them; environment: REGESTA_SOURCES')
    .action(async (flags: ServeFlags) => {
      const { serve } = await import('../serving.ts')
      await serve(flags, io)
    })
  helpWith(ledgerFlag(eventsFlags(command)), { examples: ['serve', 'serve --port 8080 --host 0.0.0.0'] })
}
