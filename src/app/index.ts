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

export { type AllOptions, openAll } from './chronicles/open-all.ts'
export type { Keeping, OpenChronicles } from './chronicles/open-chronicles.ts'
export { type OpenOptions, openRegesta, type Regesta } from './chronicles/open-one.ts'
export { vocabulary } from './domain.ts'
export { wording } from './domain-wording.ts'
export { chroniclesIn, type PlaceFlags, placesOf } from './places.ts'
export { run } from './program.ts'
