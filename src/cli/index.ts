/**
 * How is it all put together, and how does a person ask?
 *
 * The command line, and the composition that it shares with the server: which vocabulary, where the files and the
 * ledger lie, and that the ledger has every batch of the files, once. `main.ts` is the program; `program.ts` its
 * commands, one file each in `commands/`; `page/` lays answers out for people and `json/` for programs.
 *
 * ```ts
 * const { chronicle, close } = await openRegesta({ mode: 'read' }) // the only chronicle of events/
 * const state = chronicle.asOf({ date: parseDay('2025-05-01') })
 * console.log(state.list('undertaking').length, 'of', chronicle.position, 'events')
 * await close()
 *
 * const all = await openAll({ ledgerPath: 'ledger.sqlite' }) // every chronicle of the files and the ledger
 * console.log(...all.byName.keys())
 * await all.close()
 * ```
 */
export { readTextsOf } from './flags.ts'
export { type Io, printJson, progress } from './io.ts'
export { run } from './program.ts'
export { readSignerIn } from './trust.ts'
