/**
 * Where does what is known of every event lie, so that a million events take little memory and a start reads none of them?
 *
 * In typed arrays, by the number of the event: {@link Numbers}, {@link Names} and {@link Digests} that are numbered, and
 * {@link Chains} of numbers by number. Those of one chronicle are a {@link ColumnSet}, which goes into bytes and back.
 *
 * ```ts
 * const columns = new ColumnSet()
 * const citing = columns.chains('citing')
 * const sources = columns.names('sources')
 * citing.add(sources.add('source/gazette'), 4)
 * const again = new ColumnSet(columns.copy().sections())
 * ```
 */
export type { Chains } from './chains.ts'
export { columnBytes, columnsIn } from './column-bytes.ts'
export { ColumnSet, type Sections } from './column-set.ts'
export type { Days } from './days.ts'
export { type Digests, Hashes } from './digests.ts'
export type { Names } from './names.ts'
export { Numbers } from './numbers.ts'
