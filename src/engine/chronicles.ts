import type { CivilDay } from '../time/index.ts'
import type { Chronicle } from './chronicle.ts'

/**
 * The chronicles that can be asked, by name. A map of open chronicles is one of these; a server may have more of them than
 * it keeps open, and opens each at its first question.
 */
export type Chronicles = {
  readonly size: number
  has(name: string): boolean
  /** All names, in order. */
  keys(): Iterable<string>
  /** One of them if it is open. */
  get(name: string): Chronicle | undefined
  /** Those that are open. */
  values(): Iterable<Chronicle>
  /** One of them, opened if need be; undefined if there is none of that name. Without this, all are open. */
  open?(name: string): Promise<Chronicle | undefined>
  /** How many are open at most; one request may ask no more of them. */
  readonly limit?: number
  /** By default that of the first that is open. */
  readonly today?: CivilDay
  /** Those that were found damaged when they were last asked. */
  readonly failed?: ReadonlyMap<string, unknown>
}

/** The chronicle of that name, opened if need be; undefined if there is none. Throws as opening does. */
export async function openIn(chronicles: Chronicles, name: string): Promise<Chronicle | undefined> {
  return chronicles.get(name) ?? (await chronicles.open?.(name))
}
