import type { DatabaseSync } from 'node:sqlite'
import { RegestaError } from '../../errors.ts'
import {
  appendLeaf,
  type Batch,
  checkBatch,
  checkFollows,
  checkPosition,
  type Entry,
  emptyFrontier,
  frontierBytes,
  type Head,
  type HeadState,
  headOf,
  type Ledger,
  ledgerClosed,
  type Range,
  type RecordedBatch,
  resolveRange,
  rootOf,
  type SideFiles,
  Watchers,
} from '../../ledger/index.ts'
import { damagedLedger, guard } from './errors.ts'
import type { WriterLock } from './lock.ts'
import { readSchemaVersion } from './schema.ts'
import { sideFilesOf } from './side-files.ts'
import {
  batchOf,
  entryOf,
  frontierOf,
  integerColumn,
  readStatements,
  textColumn,
  writeStatements,
} from './tables.ts'

/** Entries read at once. Between two pages no transaction is open, so that the log can be checkpointed. */
const pageLength = 256

/** So many bodies are read at once where a second one of them is asked for, and so many such blocks are kept. */
const BLOCK = 64
const BLOCKS = 8

/** What only the one writer has. */
type Writing = { readonly lock: WriterLock; readonly insert: ReturnType<typeof writeStatements> }

/** A ledger on an open database that was checked. Without a lock it only reads. */
export class SqliteLedger implements Ledger {
  readonly #path: string
  readonly #database: DatabaseSync
  readonly #select: ReturnType<typeof readStatements>
  readonly #writing: Writing | undefined
  readonly #watchers = new Watchers()
  /** By number and chronicle, the bodies by position of the blocks that were asked last; undefined where that was once. */
  readonly #blocks = new Map<string, ReadonlyMap<number, string> | undefined>()
  readonly sideFiles: SideFiles

  constructor(path: string, database: DatabaseSync, lock?: WriterLock) {
    this.#path = path
    this.#database = database
    this.sideFiles = sideFilesOf(path)
    this.#select = readStatements(database, readSchemaVersion(database, path))
    this.#writing = lock && { lock, insert: writeStatements(database) }
  }

  async chronicles(): Promise<readonly string[]> {
    return this.#reading(() =>
      this.#select.chronicles
        .all()
        .map((row) => textColumn(row, 'chronicle'))
        .sort(),
    )
  }

  async head(chronicle: string): Promise<Head> {
    return this.#reading(() => headOf(chronicle, this.#headState(chronicle)))
  }

  async append(batch: Batch): Promise<Head> {
    this.#checkOpen()
    const writing = this.#writing
    if (writing === undefined) {
      const message = `${this.#path} was opened for reading; open it with mode "write" to append`
      throw new RegestaError('E_READ_ONLY', 'invalid', message, { path: this.#path })
    }
    checkBatch(batch)
    const head = guard(this.#path, () => this.#inTransaction(() => this.#appendChecked(batch, writing)))
    this.#watchers.wake(batch.chronicle)
    return head
  }

  async *read(chronicle: string, range: Range = {}): AsyncGenerator<Entry> {
    const head = this.#reading(() => this.#headState(chronicle).frontier.size)
    const { after, upTo } = resolveRange(range, head)
    for (let position = after; position < upTo; position += pageLength)
      for (const entry of this.#page(chronicle, position, Math.min(position + pageLength, upTo))) {
        this.#checkOpen()
        yield entry
      }
  }

  bodyAt(chronicle: string, position: number): string | undefined {
    return this.#reading(() => {
      const known = this.#blockOf(chronicle, position)?.get(position)
      if (known !== undefined) return known
      const row = this.#select.bodyAt.get(chronicle, position)
      return row && textColumn(row, 'body')
    })
  }

  /** The block of bodies that has a position, from its second question on. */
  #blockOf(chronicle: string, position: number): ReadonlyMap<number, string> | undefined {
    const number = Math.floor(position / BLOCK)
    const name = `${number} ${chronicle}`
    const kept = this.#blocks.get(name)
    const isSecond = this.#blocks.delete(name)
    const block = kept ?? (isSecond ? this.#readBlock(chronicle, number * BLOCK) : undefined)
    this.#blocks.set(name, block)
    const [oldest] = this.#blocks.keys()
    if (this.#blocks.size > BLOCKS && oldest !== undefined) this.#blocks.delete(oldest)
    return block
  }

  #readBlock(chronicle: string, first: number): ReadonlyMap<number, string> {
    const rows = this.#select.bodies.all(chronicle, first, first + BLOCK - 1)
    return new Map(rows.map((row) => [integerColumn(row, 'position'), textColumn(row, 'body')]))
  }

  async batches(chronicle: string): Promise<readonly RecordedBatch[]> {
    return this.#reading(() => this.#select.batches.all(chronicle).map(batchOf))
  }

  async batchAt(chronicle: string, position: number): Promise<RecordedBatch | undefined> {
    return this.#reading(() => {
      const row = position < 1 ? undefined : this.#select.batchAt.get(chronicle, position)
      return row && batchOf(row)
    })
  }

  async rootAt(chronicle: string, position: number): Promise<string> {
    return this.#reading(() => {
      checkPosition(chronicle, position, this.#headState(chronicle).frontier.size)
      const row = this.#select.batchUpTo.get(chronicle, position)
      let frontier = row === undefined ? emptyFrontier : frontierOf(row)
      while (frontier.size < position) {
        const upTo = Math.min(frontier.size + pageLength, position)
        frontier = this.#page(chronicle, frontier.size, upTo).reduce(appendLeaf, frontier)
      }
      return rootOf(frontier)
    })
  }

  watch(chronicle: string, wake: () => void): () => void {
    this.#checkOpen()
    return this.#watchers.add(chronicle, wake)
  }

  async close(): Promise<void> {
    if (!this.#database.isOpen) return
    this.#watchers.clear()
    guard(this.#path, () => {
      try {
        if (this.#writing !== undefined) this.#emptyLog()
        this.#database.close()
      } finally {
        this.#writing?.lock.release()
      }
    })
  }

  /**
   * Moves the write-ahead log into the file, unless another process is reading. SQLite does so itself only where this connection
   * is the last one; a log that stays is read and moved once more by every process that comes, and grows.
   */
  #emptyLog(): void {
    try {
      this.#database.exec('PRAGMA busy_timeout = 0; PRAGMA wal_checkpoint(TRUNCATE)')
    } catch {
      // The log has all of it, and stays.
    }
  }

  #appendChecked(batch: Batch, { insert }: Writing): Head {
    const { chronicle, name, recordedAt, events, reader = '' } = batch
    const before = this.#headState(chronicle)
    checkFollows(batch, headOf(chronicle, before), this.#firstRecorded(batch))
    const first = before.frontier.size + 1
    let frontier = before.frontier
    for (const { id, body } of events) {
      const position = frontier.size + 1
      insert.event.run(chronicle, position, id, name, recordedAt, body)
      frontier = appendLeaf(frontier, { chronicle, position, recordedAt, id })
    }
    const last = frontier.size
    insert.batch.run(chronicle, last, first, name, recordedAt, reader, frontierBytes(frontier))
    return headOf(chronicle, { frontier, recordedAt })
  }

  #headState(chronicle: string): HeadState {
    const row = this.#select.batchUpTo.get(chronicle, Number.MAX_SAFE_INTEGER)
    if (row === undefined) return { frontier: emptyFrontier, recordedAt: undefined }
    return { frontier: frontierOf(row), recordedAt: integerColumn(row, 'recorded_at') }
  }

  #firstRecorded({ chronicle, events }: Batch): { id: string; position: number } | undefined {
    for (const { id } of events) {
      const row = this.#select.positionOf.get(chronicle, id)
      if (row !== undefined) return { id, position: integerColumn(row, 'position') }
    }
    return undefined
  }

  /** The entries after `after` up to and with `upTo`, none of which may be missing. */
  #page(chronicle: string, after: number, upTo: number): readonly Entry[] {
    return this.#reading(() => {
      const entries = this.#select.events.all(chronicle, after, upTo).map(entryOf)
      if (entries.length !== upTo - after) {
        const message = `${chronicle} lacks events between positions ${after + 1} and ${upTo}`
        throw damagedLedger(this.#path, message)
      }
      return entries
    })
  }

  #reading<T>(work: () => T): T {
    this.#checkOpen()
    return guard(this.#path, work)
  }

  #inTransaction<T>(work: () => T): T {
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      this.#database.exec('COMMIT')
      return result
    } catch (error) {
      // SQLite has rolled back by itself after some errors, a full disk among them.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw error
    }
  }

  #checkOpen(): void {
    if (!this.#database.isOpen) throw ledgerClosed()
  }
}
