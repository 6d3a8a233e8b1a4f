import type { ClientBase } from 'pg'
import { RegestaError } from '../../errors.ts'
import { appendLeaf, type Batch, checkFollows, frontierBytes, type Head, rootOf } from '../../ledger/index.ts'
import { asRegestaError, damaged, isLost, isUndone, reasonOf, Uncertain, Undone } from './errors.ts'
import type { Continuity } from './failover.ts'
import {
  asText,
  bytesOf,
  fromText,
  integerOf,
  type Row,
  type Standing,
  type Statements,
  standingOf,
} from './tables.ts'

/** Bodies are sent in portions of about so many characters. */
const PORTION = 4_000_000

/**
 * One batch on its way in. Each attempt is a transaction that holds the lock of the chronicle's head from first to
 * last. If one is lost at its COMMIT, the next finds out under that lock whether the batch stands.
 */
export class Appending {
  readonly #batch: Batch
  readonly #sql: Statements
  readonly #continuity: Continuity
  #inDoubt = false

  constructor(batch: Batch, sql: Statements, continuity: Continuity) {
    this.#batch = batch
    this.#sql = sql
    this.#continuity = continuity
  }

  /** The head after the batch. Throws E_POSITION, E_ALREADY_RECORDED, E_RECORDED_AT, and what PostgreSQL throws. */
  async attempt(session: ClientBase, choice: number): Promise<Head> {
    const check = this.#continuity.from(this.#batch.chronicle)
    await begin(session)
    // What an earlier attempt left in doubt, this one settles under the lock, if it gets that far.
    let settled = !this.#inDoubt
    try {
      const before = await this.#lockHead(session)
      await check(session, before, choice)
      const stands = await this.#standing(session)
      const landed = this.#inDoubt ? await this.#landed(session, stands) : undefined
      if (landed === undefined) {
        this.#inDoubt = false
        settled = true
      }
      const head = landed ?? (await this.#write(session, before, stands))
      // Where nothing was left to write, too: the lock stands in the log, so that a COMMIT is answered only once all
      // before it is durable here and on the standby, the batch that landed among it.
      this.#inDoubt = true
      await commit(session)
      this.#inDoubt = false
      this.#continuity.saw(head, choice)
      return head
    } catch (error) {
      if (settled && isUndone(error)) this.#inDoubt = false
      // Of a session that is lost nothing can be asked; its server rolls back by itself.
      if (!isLost(error) && session.getTransactionStatus() !== 'I') await session.query('ROLLBACK')
      throw error
    }
  }

  /** What the caller is told after the last attempt: what it threw, and what became of the batch. */
  failure(error: unknown, name: string): RegestaError {
    const { chronicle, name: batch, recordedAt, events } = this.#batch
    const ids = events.map(({ id }) => id)
    if (!this.#inDoubt) return asRegestaError(error, name, { outcome: 'notRecorded', chronicle, batch })
    return new RegestaError(
      'E_UNKNOWN_OUTCOME',
      'fault',
      `${name}: nothing answered the COMMIT of batch "${batch}" in ${chronicle}, and it cannot be found out whether it is recorded, or will be once a standby answers (${reasonOf(error)}). Record it again later: what stands recorded is not recorded twice`,
      { ledger: name, outcome: 'unknown', chronicle, batch, recordedAt, ids },
      error,
    )
  }

  async #lockHead(session: ClientBase): Promise<Standing> {
    const { chronicle } = this.#batch
    const lock = () => session.query<Row>(this.#sql.lockHead, [asText(chronicle)])
    let [row] = (await lock()).rows
    if (row === undefined) {
      await session.query(this.#sql.makeHead, [asText(chronicle)])
      row = (await lock()).rows[0]
    }
    return standingOf(row)
  }

  /** The positions of those events of the batch that stand recorded, by id, in the order of the batch. */
  async #standing(session: ClientBase): Promise<ReadonlyMap<string, number>> {
    const { chronicle, events } = this.#batch
    // A statement of its own: only one that begins after the lock was had sees what its last holder wrote.
    const { rows } = await session.query<Row>(this.#sql.standing, [
      asText(chronicle),
      events.map(({ id }) => Buffer.from(id, 'hex')),
    ])
    const found = new Map(rows.map((row) => [bytesOf(row, 'id').toString('hex'), integerOf(row, 'position')]))
    return new Map(
      events.flatMap(({ id }) => {
        const position = found.get(id)
        return position === undefined ? [] : [[id, position] as const]
      }),
    )
  }

  /** The head as it was after this batch, if this very batch stands. */
  async #landed(session: ClientBase, stands: ReadonlyMap<string, number>): Promise<Head | undefined> {
    const { chronicle, name, recordedAt, events } = this.#batch
    const positions = [...stands.values()]
    const [first = 0] = positions
    if (positions.length !== events.length) return undefined
    if (positions.some((position, index) => position !== first + index)) return undefined
    const { rows } = await session.query<Row>(this.#sql.batchUpTo, [
      asText(chronicle),
      first + events.length - 1,
    ])
    const [row] = rows
    if (row === undefined || integerOf(row, 'first') !== first || fromText(row, 'name') !== name)
      return undefined
    const standing = standingOf(row)
    return standing.recordedAt === recordedAt ? headOf(chronicle, standing) : undefined
  }

  async #write(session: ClientBase, before: Standing, stands: ReadonlyMap<string, number>): Promise<Head> {
    const { chronicle, name, recordedAt, events, reader = '' } = this.#batch
    const [standing] = stands
    checkFollows(
      this.#batch,
      headOf(chronicle, before),
      standing && { id: standing[0], position: standing[1] },
    )
    const key = asText(chronicle)
    let { frontier } = before
    for (const portion of portionsOf(events)) {
      const inserted = await session.query(this.#sql.insertEvents, [
        key,
        frontier.size,
        asText(name),
        recordedAt,
        portion.map(({ id }) => Buffer.from(id, 'hex')),
        portion.map(({ body }) => Buffer.from(body)),
      ])
      checkWritten(inserted, portion.length, 'event')
      for (const { id } of portion)
        frontier = appendLeaf(frontier, { chronicle, position: frontier.size + 1, recordedAt, id })
    }
    const [first, last, bytes] = [before.frontier.size + 1, frontier.size, frontierBytes(frontier)]
    const told = [key, first, last, asText(name), recordedAt, asText(reader), bytes]
    checkWritten(await session.query(this.#sql.insertBatch, told), 1, 'batch')
    checkWritten(await session.query(this.#sql.moveHead, [key, last, recordedAt, bytes]), 1, 'head')
    return headOf(chronicle, { frontier, recordedAt })
  }
}

export function headOf(chronicle: string, { frontier, recordedAt }: Standing): Head {
  return { chronicle, position: frontier.size, recordedAt, root: rootOf(frontier) }
}

/** A trigger or a policy of someone else's may pass over a row in silence: nothing is acknowledged then. */
function checkWritten({ rowCount }: { readonly rowCount: number | null }, rows: number, table: string): void {
  if (rowCount !== rows)
    throw damaged(
      `the table ${table}`,
      `${rowCount} of ${rows} rows were written; see its triggers, rules and policies`,
    )
}

function portionsOf(events: Batch['events']): readonly Batch['events'][] {
  const portions: Batch['events'][number][][] = [[]]
  let length = 0
  for (const event of events) {
    if (length > PORTION) {
      portions.push([])
      length = 0
    }
    portions.at(-1)?.push(event)
    length += event.body.length
  }
  return portions
}

/**
 * A transaction in which nothing but the lock's own limit runs out: a COMMIT cut short while it waits for a standby is
 * answered as if it had not been. Whatever the role's default, a commit is durable here and, if there is one, there.
 */
const BEGIN = `
  BEGIN ISOLATION LEVEL READ COMMITTED;
  SET LOCAL statement_timeout = 0;
  SELECT set_config('synchronous_commit',
    CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, true)`

export async function begin(session: ClientBase): Promise<void> {
  await session.query(BEGIN)
}

/**
 * Resolves once everything up to here is durable, wherever it has to be. Throws {@link Undone} where nothing was kept, and
 * {@link Uncertain} where it was, and perhaps not everywhere; after any other error one cannot tell.
 */
export async function commit(session: ClientBase): Promise<void> {
  const notices: string[] = []
  const hear = ({ message = '' }: { readonly message?: string | undefined }) => notices.push(message)
  session.on('notice', hear)
  try {
    const { command } = await session.query('COMMIT')
    if (command !== 'COMMIT') throw new Undone(`COMMIT was answered by ${command}`)
  } finally {
    session.off('notice', hear)
  }
  // "canceling wait for synchronous replication", in whichever language: it stands here, and perhaps nowhere else.
  if (notices.length > 0) throw new Uncertain(notices.join('; '))
}
