import type { ClientBase } from 'pg'
import { RegestaError } from '../../errors.ts'
import {
  appendLeaf,
  type Batch,
  checkBatch,
  checkPosition,
  type Entry,
  type Head,
  type HeadState,
  headOf,
  type Ledger,
  ledgerClosed,
  type Range,
  type RecordedBatch,
  resolveRange,
  rootOf,
  Watchers,
} from '../../ledger/index.ts'
import { KeyedMutex } from '../concurrency.ts'
import { Append } from './append.ts'
import { asRegestaError, damagedLedger } from './errors.ts'
import { FailoverCheck } from './failover.ts'
import { Listener } from './listener.ts'
import { retry } from './retry.ts'
import type { Sessions } from './sessions.ts'
import {
  asText,
  batchOf,
  bytesColumn,
  entryOf,
  headStateOf,
  integerColumn,
  type Row,
  type Statements,
  statementsFor,
  textColumn,
} from './tables.ts'
import type { PostgresLimits } from './url.ts'

/** Entries read at once. */
const pageLength = 500

/** In bytes: an index of PostgreSQL takes no longer key, and NOTIFY no longer payload. */
const longestChronicle = 1_000

type Work<T> = (session: ClientBase, generation: number) => Promise<T>

export type PostgresLedgerParts = {
  readonly name: string
  readonly schema: string
  readonly sessions: Sessions
  readonly limits: PostgresLimits
  readonly readOnly: boolean
}

/** A ledger in a database whose tables were checked. */
export class PostgresLedger implements Ledger {
  readonly #name: string
  readonly #schema: string
  readonly #sessions: Sessions
  readonly #limits: PostgresLimits
  readonly #readOnly: boolean
  readonly #sql: Statements
  readonly #failover: FailoverCheck
  readonly #watchers = new Watchers()
  readonly #listener: Listener
  readonly #appends = new KeyedMutex()
  readonly #closing = new AbortController()

  constructor({ name, schema, sessions, limits, readOnly }: PostgresLedgerParts) {
    this.#name = name
    this.#schema = schema
    this.#sessions = sessions
    this.#limits = limits
    this.#readOnly = readOnly
    this.#sql = statementsFor(schema)
    this.#failover = new FailoverCheck(this.#sql, readOnly)
    this.#listener = new Listener(sessions, this.#sql, this.#channel, limits.pollEvery, this.#watchers)
  }

  async chronicles(): Promise<readonly string[]> {
    const rows = await this.#rows(this.#sql.chronicles, [])
    return rows.map((row) => textColumn(row, 'chronicle')).sort()
  }

  async head(chronicle: string): Promise<Head> {
    return headOf(chronicle, await this.#headState(chronicle))
  }

  async append(batch: Batch): Promise<Head> {
    this.#checkOpen()
    if (this.#readOnly) {
      const message = `${this.#name} was opened for reading; open it with mode "write" to append`
      throw new RegestaError('E_READ_ONLY', 'invalid', message, { ledger: this.#name })
    }
    checkBatch(batch)
    checkLength(batch.chronicle)
    const append = new Append(batch, this.#sql, this.#failover)
    const deadline = performance.now() + Math.min(this.#limits.patience, batch.patience ?? Infinity)
    // Appends of this process queue here, so that those that wait hold no session.
    const head = await this.#appends
      .run(batch.chronicle, () => {
        if (performance.now() > deadline) throw new Error('the appends queued before it took all its time')
        return this.#withRetry(deadline, (session, generation) => append.attempt(session, generation))
      })
      .catch((error: unknown) => {
        throw append.failure(error, this.#name)
      })
    this.#watchers.wake(batch.chronicle)
    this.#notify(batch.chronicle)
    return head
  }

  async *read(chronicle: string, range: Range = {}): AsyncGenerator<Entry> {
    const { frontier } = await this.#headState(chronicle)
    const { after, upTo } = resolveRange(range, frontier.size)
    for (let position = after; position < upTo; position += pageLength) {
      const page = await this.#page(
        this.#sql.events,
        chronicle,
        position,
        Math.min(position + pageLength, upTo),
      )
      for (const row of page) {
        this.#checkOpen()
        yield entryOf(row)
      }
    }
  }

  async batches(chronicle: string): Promise<readonly RecordedBatch[]> {
    return (await this.#rows(this.#sql.batches, [asText(chronicle)])).map(batchOf)
  }

  async batchAt(chronicle: string, position: number): Promise<RecordedBatch | undefined> {
    const [row] = position < 1 ? [] : await this.#rows(this.#sql.batchAt, [asText(chronicle), position])
    return row && batchOf(row)
  }

  async rootAt(chronicle: string, position: number): Promise<string> {
    checkPosition(chronicle, position, (await this.#headState(chronicle)).frontier.size)
    const [row] = await this.#rows(this.#sql.batchUpTo, [asText(chronicle), position])
    let { frontier } = headStateOf(row)
    while (frontier.size < position) {
      const upTo = Math.min(frontier.size + pageLength, position)
      const leaves = await this.#page(this.#sql.leaves, chronicle, frontier.size, upTo)
      for (const leaf of leaves)
        frontier = appendLeaf(frontier, {
          chronicle,
          position: integerColumn(leaf, 'position'),
          recordedAt: integerColumn(leaf, 'recorded_at'),
          id: bytesColumn(leaf, 'id').toString('hex'),
        })
    }
    return rootOf(frontier)
  }

  watch(chronicle: string, wake: () => void): () => void {
    this.#checkOpen()
    const stop = this.#watchers.add(chronicle, wake)
    this.#listener.start()
    return stop
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return
    this.#closing.abort()
    this.#watchers.clear()
    await this.#listener.close()
    await this.#sessions.close()
  }

  async #headState(chronicle: string): Promise<HeadState> {
    return this.#reading(async (session, generation) => {
      const check = this.#failover.begin(chronicle)
      const { rows } = await session.query<Row>(this.#sql.head, [asText(chronicle)])
      const state = headStateOf(rows[0])
      await check(session, state, generation)
      return state
    })
  }

  /** The rows of the events after `after` up to and with `upTo`, none of which may be missing. */
  async #page(statement: string, chronicle: string, after: number, upTo: number): Promise<readonly Row[]> {
    const rows = await this.#rows(statement, [asText(chronicle), after, upTo])
    if (rows.length !== upTo - after)
      throw damagedLedger(this.#name, `${chronicle} lacks events between positions ${after + 1} and ${upTo}`)
    return rows
  }

  async #rows(statement: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return this.#reading(async (session) => (await session.query<Row>(statement, [...values])).rows)
  }

  async #reading<T>(work: Work<T>): Promise<T> {
    return this.#withRetry(performance.now() + this.#limits.patience, work).catch((error: unknown) => {
      throw asRegestaError(error, this.#name)
    })
  }

  async #withRetry<T>(deadline: number, work: Work<T>): Promise<T> {
    this.#checkOpen()
    try {
      return await retry(deadline, () => this.#sessions.use(work), this.#closing.signal)
    } catch (error) {
      this.#checkOpen()
      throw error
    }
  }

  get #channel(): string {
    return `${this.#schema}_grew`
  }

  /**
   * Wakes the listeners of other processes, which poll as well. Outside the transaction of the append: commits with a
   * NOTIFY are serialised over the whole server, disk, standby and all.
   */
  #notify(chronicle: string): void {
    const message = [this.#channel, asText(chronicle)]
    void this.#sessions
      .use((session) => session.query('SELECT pg_notify($1, $2)', message))
      .catch(() => undefined)
  }

  #checkOpen(): void {
    if (this.#closing.signal.aborted) throw ledgerClosed()
  }
}

function checkLength(chronicle: string): void {
  const length = Buffer.byteLength(chronicle)
  if (length > longestChronicle) {
    const message = `chronicle: its name has ${length} bytes, expected ${longestChronicle} at most`
    throw new RegestaError('E_NAME', 'invalid', message, {
      argument: 'chronicle',
      length,
      expected: longestChronicle,
    })
  }
}
