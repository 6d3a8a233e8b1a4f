/**
 * What is in a file that others made?
 *
 * Every such file is read by a process of its own, which can read no other file, write nothing and reach no network, within
 * limits of memory and time. A format is a row in `readers.ts`: the file that reads it, loaded in that process alone.
 *
 * ```ts
 * const { text } = await readForeign('txt', await readFile('report.txt'), { result: documentSchema })
 * ```
 */
export { documentSchema, type ForeignDocument } from './document.ts'
export { type DraftHead, draftOf } from './draft-of.ts'
export {
  type CslDateRead,
  type CslItemRead,
  type CslNameRead,
  type Library,
  type LibraryEntry,
  librarySchema,
} from './library.ts'
export type { KnownName } from './names-in.ts'
export { type DocumentFile, readDocument } from './read-document.ts'
export { READING_LIMITS, type ReadingLimits, readForeign } from './read-foreign.ts'
export type { ReaderOptions } from './reader.ts'
export type { ForeignKind } from './readers.ts'
export { type Cell, cellName, type Table, type TableRow, tableSchema } from './table.ts'
