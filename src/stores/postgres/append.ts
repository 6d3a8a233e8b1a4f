import type { ClientBase } from 'pg'
import { RegestaError } from '../../errors.ts'
import {
  appendLeaf,
  type Batch,
  checkFollows,
  frontierBytes,
  type Head,
  type HeadState,
  headOf,
} from '../../ledger/index.ts'
import {
  asRegestaError,
  damagedLedger,
  isLost,
  isRolledBack,
  RolledBack,
  reasonOf,
  UncertainCommit,
} from './errors.ts'
import type { FailoverCheck } from './failover.ts'
import {
  asText,
  bytesColumn,
  headStateOf,
  integerColumn,
  type Row,
  type Statements,
  textColumn,
} from './tables.ts'

/** Bodies are sent in chunks of about so many characters. */
const CHUNK = 4_000_000

/**
 * The append of one batch, over any number of attempts. Each is a transaction that holds the lock of the chronicle's head
 * from beginning to end. After one whose COMMIT got no answer, the next finds out under that lock whether it committed.
 */
export class Append {
  readonly #batch: Batch
  readonly #sql: Statements
  readonly #failover: FailoverCheck
  #inDoubt = false

  constructor(batch: Batch, sql: Statements, failover: FailoverCheck) {
    this.#batch = batch
    this.#sql = sql
    this.#failover = failover
  }

  /** The head after the batch. Throws E_POSITION, E_ALREADY_RECORDED, E_RECORDED_AT, and what PostgreSQL throws. */
  async attempt(session: ClientBase, generation: number): Promise<Head> {
    const check = this.#failover.begin(this.#batch.chronicle)
    await begin(session)
    // Whether it is known what became of earlier attempts: this one finds out once it has the lock.
    let settled = !this.#inDoubt
    try {
      const before = await this.#lockHead(session)
      await check(session, before, generation)
      const recorded = await this.#recorded(session)
      const committed = this.#inDoubt ? await this.#headIfCommitted(session, recorded) : undefined
      if (committed === undefined) {
        this.#inDoubt = false
        settled = true
      }
      const head = committed ?? (await this.#write(session, before, recorded))
      // Even where nothing was left to write: the row lock is in the WAL, so that this COMMIT is answered only once all
      // before it is durable here and on the standby, the earlier commit of the batch included.
      this.#inDoubt = true
      await commit(session)
      this.#inDoubt = false
      this.#failover.remember(head, generation)
      return head
    } catch (error) {
      if (settled && isRolledBack(error)) this.#inDoubt = false
      // A lost session takes no ROLLBACK; its server rolls back by itself.
      if (!isLost(error) && session.getTransactionStatus() !== 'I') await session.query('ROLLBACK')
      throw error
    }
  }

  /** The error for the caller after the last attempt: what that threw, and what became of the batch. */
  failure(error: unknown, name: string): RegestaError {
    const { chronicle, name: batch, recordedAt, events } = this.#batch
    const ids = events.map(({ id }) => id)
    if (!this.#inDoubt) return asRegestaError(error, name, { outcome: 'notRecorded', chronicle, batch })
    const message = `${name}: the COMMIT of batch "${batch}" in ${chronicle} got no answer, and nobody knows whether it is recorded, or will be once a standby answers (${reasonOf(error)}). Record it again later: what is recorded already is not recorded twice`
    return new RegestaError(
      'E_UNKNOWN_OUTCOME',
      'fault',
      message,
      { ledger: name, outcome: 'unknown', chronicle, batch, recordedAt, ids },
      error,
    )
  }

  async #lockHead(session: ClientBase): Promise<HeadState> {
    const { chronicle } = this.#batch
    const lock = () => session.query<Row>(this.#sql.lockHead, [asText(chronicle)])
    let [row] = (await lock()).rows
    if (row === undefined) {
      await session.query(this.#sql.makeHead, [asText(chronicle)])
      row = (await lock()).rows[0]
    }
    return headStateOf(row)
  }

  /** The positions of those events of the batch that are recorded already, by id, in the order of the batch. */
  async #recorded(session: ClientBase): Promise<ReadonlyMap<string, number>> {
    const { chronicle, events } = this.#batch
    // A statement of its own: only one that begins after the lock was taken sees what its last holder wrote.
    const { rows } = await session.query<Row>(this.#sql.recorded, [
      asText(chronicle),
      events.map(({ id }) => Buffer.from(id, 'hex')),
    ])
    const found = new Map(
      rows.map((row) => [bytesColumn(row, 'id').toString('hex'), integerColumn(row, 'position')]),
    )
    return new Map(
      events.flatMap(({ id }) => {
        const position = found.get(id)
        return position === undefined ? [] : [[id, position] as const]
      }),
    )
  }

  /** The head as it was after this batch, if this very batch is committed. */
  async #headIfCommitted(
    session: ClientBase,
    recorded: ReadonlyMap<string, number>,
  ): Promise<Head | undefined> {
    const { chronicle, name, recordedAt, events } = this.#batch
    const positions = [...recorded.values()]
    const [first = 0] = positions
    if (positions.length !== events.length) return undefined
    if (positions.some((position, index) => position !== first + index)) return undefined
    const { rows } = await session.query<Row>(this.#sql.batchUpTo, [
      asText(chronicle),
      first + events.length - 1,
    ])
    const [row] = rows
    if (row === undefined || integerColumn(row, 'first') !== first || textColumn(row, 'name') !== name)
      return undefined
    const state = headStateOf(row)
    return state.recordedAt === recordedAt ? headOf(chronicle, state) : undefined
  }

  async #write(session: ClientBase, before: HeadState, recorded: ReadonlyMap<string, number>): Promise<Head> {
    const { chronicle, name, recordedAt, events, reader = '' } = this.#batch
    const [first] = recorded
    checkFollows(this.#batch, headOf(chronicle, before), first && { id: first[0], position: first[1] })
    const key = asText(chronicle)
    let { frontier } = before
    for (const chunk of chunksOf(events)) {
      const inserted = await session.query(this.#sql.insertEvents, [
        key,
        frontier.size,
        asText(name),
        recordedAt,
        chunk.map(({ id }) => Buffer.from(id, 'hex')),
        chunk.map(({ body }) => Buffer.from(body)),
      ])
      checkWritten(inserted, chunk.length, 'event')
      for (const { id } of chunk)
        frontier = appendLeaf(frontier, { chronicle, position: frontier.size + 1, recordedAt, id })
    }
    const [last, bytes] = [frontier.size, frontierBytes(frontier)]
    const batch = [key, before.frontier.size + 1, last, asText(name), recordedAt, asText(reader), bytes]
    checkWritten(await session.query(this.#sql.insertBatch, batch), 1, 'batch')
    checkWritten(await session.query(this.#sql.moveHead, [key, last, recordedAt, bytes]), 1, 'head')
    return headOf(chronicle, { frontier, recordedAt })
  }
}

/** A foreign trigger or policy may skip a row silently: then the append fails. */
function checkWritten({ rowCount }: { readonly rowCount: number | null }, rows: number, table: string): void {
  if (rowCount !== rows) {
    const message = `${rowCount} of ${rows} rows were written; see its triggers, rules and policies`
    throw damagedLedger(`the table ${table}`, message)
  }
}

function chunksOf(events: Batch['events']): readonly Batch['events'][] {
  const chunks: Batch['events'][number][][] = [[]]
  let length = 0
  for (const event of events) {
    if (length > CHUNK) {
      chunks.push([])
      length = 0
    }
    chunks.at(-1)?.push(event)
    length += event.body.length
  }
  return chunks
}

/**
 * Begins a transaction without statement timeout: a COMMIT that is cancelled while it waits for a standby is answered
 * like one that was not. Whatever the role's default, the commit is durable here and on the synchronous standby.
 */
const BEGIN = `
  BEGIN ISOLATION LEVEL READ COMMITTED;
  SET LOCAL statement_timeout = 0;
  SELECT set_config('synchronous_commit',
    CASE current_setting('synchronous_commit') WHEN 'remote_apply' THEN 'remote_apply' ELSE 'on' END, true)`

async function begin(session: ClientBase): Promise<void> {
  await session.query(BEGIN)
}

/**
 * Resolves once the transaction is durable, on the standby as well. Throws {@link RolledBack} where nothing was kept,
 * {@link UncertainCommit} where it was kept here but perhaps not on the standby; after any other error nobody knows.
 */
async function commit(session: ClientBase): Promise<void> {
  const notices: string[] = []
  const onNotice = ({ message = '' }: { readonly message?: string | undefined }) => notices.push(message)
  session.on('notice', onNotice)
  try {
    const { command } = await session.query('COMMIT')
    if (command !== 'COMMIT') throw new RolledBack(`COMMIT was answered by ${command}`)
  } finally {
    session.off('notice', onNotice)
  }
  // "canceling wait for synchronous replication", in any language: it is committed here, and perhaps nowhere else.
  if (notices.length > 0) throw new UncertainCommit(notices.join('; '))
}
