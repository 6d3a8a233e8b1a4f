import type { ClientBase } from 'pg'
import { type Head, rootOf } from '../../ledger/index.ts'
import { FellBack, wentBack } from './errors.ts'
import { asText, type Row, type Standing, type Statements, standingOf } from './tables.ts'

/** How far a chronicle was seen to go, on which choice of a server. */
type Seen = { readonly position: number; readonly root: string; readonly choice: number }

/** Checks where a chronicle stands now against where it stood when this was asked for. */
export type Check = (session: ClientBase, standing: Standing, choice: number) => Promise<void>

/**
 * Remembers how far every chronicle was seen to go, so that a server which took over without all that the last one had
 * is found out: whoever has read what it lacks must not go on as if nothing were.
 */
export class Continuity {
  readonly #sql: Statements
  readonly #behind: boolean
  readonly #seen = new Map<string, Seen>()

  /** `behind`: whether a server that was chosen may still be catching up, as a standby may. */
  constructor(sql: Statements, behind: boolean) {
    this.#sql = sql
    this.#behind = behind
  }

  /** To be asked for before one looks. The check throws {@link FellBack}, E_LEDGER_WENT_BACK. */
  from(chronicle: string): Check {
    const seen = this.#seen.get(chronicle)
    return async (session, standing, choice) => {
      const { size } = standing.frontier
      const root = rootOf(standing.frontier)
      if (seen !== undefined) {
        if (size < seen.position)
          throw this.#behind ? new FellBack(chronicle, seen.position) : wentBack(chronicle, seen.position)
        if (size === seen.position && root !== seen.root) throw wentBack(chronicle, seen.position)
        if (size > seen.position && choice !== seen.choice) await this.#checkBefore(session, chronicle, seen)
      }
      this.saw({ chronicle, position: size, root }, choice)
    }
  }

  /** Where a chronicle stands for sure. */
  saw({ chronicle, position, root }: Pick<Head, 'chronicle' | 'position' | 'root'>, choice: number): void {
    if (position >= (this.#seen.get(chronicle)?.position ?? 0))
      this.#seen.set(chronicle, { position, root, choice })
  }

  async #checkBefore(session: ClientBase, chronicle: string, { position, root }: Seen): Promise<void> {
    if (position === 0) return
    const { rows } = await session.query<Row>(this.#sql.batchUpTo, [asText(chronicle), position])
    const [row] = rows
    if (row === undefined || rootOf(standingOf(row).frontier) !== root) throw wentBack(chronicle, position)
  }
}
