import type { ClientBase } from 'pg'
import { RegestaError } from '../../errors.ts'
import type { Batch, Entry, Head, Ledger, Range, RecordedBatch } from '../../ledger/index.ts'
import {
  appendLeaf,
  boundsOf,
  checkBatch,
  checkReached,
  ledgerClosed,
  rootOf,
  Watchers,
} from '../../ledger/index.ts'
import { Appending, headOf } from './append.ts'
import { persist, Turns } from './concurrency.ts'
import { asRegestaError, damaged } from './errors.ts'
import { Continuity } from './failover.ts'
import { Listener } from './listener.ts'
import type { Sessions } from './sessions.ts'
import {
  asText,
  batchOf,
  bytesOf,
  entryOf,
  fromText,
  integerOf,
  type Row,
  type Standing,
  type Statements,
  standingOf,
  statementsFor,
} from './tables.ts'
import type { PostgresLimits } from './url.ts'

/** So many entries are read in one go. */
const pageLength = 500

/** An index of PostgreSQL takes no longer key, and NOTIFY no longer message. */
const longestChronicle = 1_000

type Work<T> = (session: ClientBase, choice: number) => Promise<T>

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
  readonly #continuity: Continuity
  readonly #watchers = new Watchers()
  readonly #listener: Listener
  readonly #turns = new Turns()
  readonly #closing = new AbortController()

  constructor({ name, schema, sessions, limits, readOnly }: PostgresLedgerParts) {
    this.#name = name
    this.#schema = schema
    this.#sessions = sessions
    this.#limits = limits
    this.#readOnly = readOnly
    this.#sql = statementsFor(schema)
    this.#continuity = new Continuity(this.#sql, readOnly)
    this.#listener = new Listener(sessions, this.#sql, this.#channel, limits.pollEvery, this.#watchers)
  }

  async chronicles(): Promise<readonly string[]> {
    const rows = await this.#rows(this.#sql.chronicles, [])
    return rows.map((row) => fromText(row, 'chronicle')).sort()
  }

  async head(chronicle: string): Promise<Head> {
    return headOf(chronicle, await this.#standing(chronicle))
  }

  async append(batch: Batch): Promise<Head> {
    this.#checkOpen()
    if (this.#readOnly)
      throw new RegestaError(
        'E_READ_ONLY',
        'invalid',
        `${this.#name} was opened for reading; open it with mode "write" to append`,
        { ledger: this.#name },
      )
    checkBatch(batch)
    checkLength(batch.chronicle)
    const appending = new Appending(batch, this.#sql, this.#continuity)
    const deadline = performance.now() + this.#limits.patience
    // In this process they wait for one another here, and not each with a session in its hand.
    const head = await this.#turns
      .take(batch.chronicle, () => {
        if (performance.now() > deadline) throw new Error('those before it in the queue took all its time')
        return this.#trying(deadline, (session, choice) => appending.attempt(session, choice))
      })
      .catch((error: unknown) => {
        throw appending.failure(error, this.#name)
      })
    this.#watchers.wake(batch.chronicle)
    this.#tell(batch.chronicle)
    return head
  }

  async *read(chronicle: string, range: Range = {}): AsyncGenerator<Entry> {
    const { frontier } = await this.#standing(chronicle)
    const { after, upTo } = boundsOf(range, frontier.size)
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

  async rootAt(chronicle: string, position: number): Promise<string> {
    checkReached(chronicle, position, (await this.#standing(chronicle)).frontier.size)
    const [row] = await this.#rows(this.#sql.batchUpTo, [asText(chronicle), position])
    let { frontier } = standingOf(row)
    while (frontier.size < position) {
      const upTo = Math.min(frontier.size + pageLength, position)
      const leaves = await this.#page(this.#sql.leaves, chronicle, frontier.size, upTo)
      for (const leaf of leaves)
        frontier = appendLeaf(frontier, {
          chronicle,
          position: integerOf(leaf, 'position'),
          recordedAt: integerOf(leaf, 'recorded_at'),
          id: bytesOf(leaf, 'id').toString('hex'),
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

  async #standing(chronicle: string): Promise<Standing> {
    return this.#reading(async (session, choice) => {
      const check = this.#continuity.from(chronicle)
      const { rows } = await session.query<Row>(this.#sql.head, [asText(chronicle)])
      const standing = standingOf(rows[0])
      await check(session, standing, choice)
      return standing
    })
  }

  /** The rows from `after` (out) to `upTo` (in), all of which stand recorded. */
  async #page(statement: string, chronicle: string, after: number, upTo: number): Promise<readonly Row[]> {
    const rows = await this.#rows(statement, [asText(chronicle), after, upTo])
    if (rows.length !== upTo - after)
      throw damaged(this.#name, `${chronicle} lacks events between positions ${after + 1} and ${upTo}`)
    return rows
  }

  async #rows(statement: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return this.#reading(async (session) => (await session.query<Row>(statement, [...values])).rows)
  }

  async #reading<T>(work: Work<T>): Promise<T> {
    return this.#trying(performance.now() + this.#limits.patience, work).catch((error: unknown) => {
      throw asRegestaError(error, this.#name)
    })
  }

  async #trying<T>(deadline: number, work: Work<T>): Promise<T> {
    this.#checkOpen()
    try {
      return await persist(deadline, () => this.#sessions.use(work), this.#closing.signal)
    } catch (error) {
      this.#checkOpen()
      throw error
    }
  }

  get #channel(): string {
    return `${this.#schema}_grew`
  }

  /**
   * Tells the other processes, which also look by themselves. Not within the append: a NOTIFY makes every commit of the
   * server that has one wait for the one before it, disk, standby and all.
   */
  #tell(chronicle: string): void {
    const told = [this.#channel, asText(chronicle)]
    void this.#sessions
      .use((session) => session.query('SELECT pg_notify($1, $2)', told))
      .catch(() => undefined)
  }

  #checkOpen(): void {
    if (this.#closing.signal.aborted) throw ledgerClosed()
  }
}

function checkLength(chronicle: string): void {
  const length = Buffer.byteLength(chronicle)
  if (length > longestChronicle)
    throw new RegestaError(
      'E_NAME',
      'invalid',
      `chronicle: its name has ${length} bytes, expected ${longestChronicle} at most`,
      { argument: 'chronicle', length, expected: longestChronicle },
    )
}
