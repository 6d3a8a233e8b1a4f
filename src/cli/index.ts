/**
 * How does a person ask on the command line?
 *
 * `main.ts` is the program; `program.ts` lists its commands, one file each in `commands/`. `page/` lays out answers for
 * people, `state-json.ts` for programs. The room `archive` opens the chronicles of the files and the ledger:
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
