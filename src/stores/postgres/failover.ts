import type { ClientBase } from 'pg'
import { type Head, type HeadState, rootOf } from '../../ledger/index.ts'
import { historyLost, StaleServer } from './errors.ts'
import { asText, headStateOf, type Row, type Statements } from './tables.ts'

/** The last head seen of a chronicle, and the generation of the pool it was seen on. */
type Seen = { readonly position: number; readonly root: string; readonly generation: number }

/** Checks a head as read against the head as last seen before the reading. */
type Check = (session: ClientBase, head: HeadState, generation: number) => Promise<void>

/**
 * Finds a failover that lost events: remembers the last head seen of every chronicle, and refuses a server that took over
 * without all of it.
 */
export class FailoverCheck {
  readonly #sql: Statements
  readonly #mayLag: boolean
  readonly #seen = new Map<string, Seen>()

  /** `mayLag`: whether a server may still be catching up, as a standby may. */
  constructor(sql: Statements, mayLag: boolean) {
    this.#sql = sql
    this.#mayLag = mayLag
  }

  /** To be called before the head is read. The check throws {@link StaleServer}, E_LEDGER_WENT_BACK. */
  begin(chronicle: string): Check {
    const seen = this.#seen.get(chronicle)
    return async (session, head, generation) => {
      const { size } = head.frontier
      const root = rootOf(head.frontier)
      if (seen !== undefined) {
        if (size < seen.position)
          throw this.#mayLag
            ? new StaleServer(chronicle, seen.position)
            : historyLost(chronicle, seen.position)
        if (size === seen.position && root !== seen.root) throw historyLost(chronicle, seen.position)
        if (size > seen.position && generation !== seen.generation)
          await this.#checkBefore(session, chronicle, seen)
      }
      this.remember({ chronicle, position: size, root }, generation)
    }
  }

  /** Takes note of a head that is committed. */
  remember({ chronicle, position, root }: Omit<Head, 'recordedAt'>, generation: number): void {
    if (position >= (this.#seen.get(chronicle)?.position ?? 0))
      this.#seen.set(chronicle, { position, root, generation })
  }

  async #checkBefore(session: ClientBase, chronicle: string, { position, root }: Seen): Promise<void> {
    if (position === 0) return
    const { rows } = await session.query<Row>(this.#sql.batchUpTo, [asText(chronicle), position])
    const [row] = rows
    if (row === undefined || rootOf(headStateOf(row).frontier) !== root)
      throw historyLost(chronicle, position)
  }
}
