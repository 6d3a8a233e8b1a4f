/**
 * Which events does a table come to?
 *
 * A person maps its columns to fields; each row becomes events, checked as a draft is, with every fault at its cell. Without a
 * map one is proposed. An export of events is known by its header, and read whole.
 *
 * ```ts
 * const table = headedTable(await readTable('list.csv', await readFile('list.csv')))
 * console.log(proposeMap('list.csv', table, catalogue))
 * ```
 */
export { DATE_FORMATS, type DateFormat, PLAIN_FORMATS, readCellDate } from './dates.ts'
export { draftOfTable } from './events-of-rows.ts'
export { type HeadedTable, headedTable } from './header.ts'
export { type PlacedMap, readTableMap } from './map.ts'
export { chronicleOfOwnEvents, draftOfOwnEvents, isOwnEvents, type OwnEvents } from './own-events.ts'
export { proposeMap } from './propose-map.ts'
export { readTable } from './read-table.ts'
export type { TableReading } from './row-event.ts'
export { slugOfTexts } from './subject-key.ts'
