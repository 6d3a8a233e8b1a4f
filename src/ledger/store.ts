import type { Fault } from '../errors.ts'
import type { Head, Ledger, Progress } from './port.ts'

/**
 * One kind of place in which ledgers are kept, as files of SQLite are, or databases of PostgreSQL. A program has a list
 * of drivers; the first that owns an address does everything with it, and no other code knows which it is.
 */
export type StoreDriver = {
  /** As in `sqlite`. */
  readonly name: string
  /** What its addresses look like, for messages: `postgres://…`, or `a file`. */
  readonly addresses: string

  /** Whether an address is one of this store, well written or not. */
  owns(address: string): boolean

  /** Whether {@link open} can read the address; whether anything is there is another question. */
  isWellFormed(address: string): boolean

  /** The address as it may be shown: without password, key or token. */
  show(address: string): string

  /** Refuses a place where no ledger can be (E_NO_FILE for a folder). Changes nothing, and waits for no server. */
  check(address: string): void

  /** Whether there may be a ledger; true where only opening it can tell. */
  mayHold(address: string): boolean

  /** The ledger there; E_NO_LEDGER where there is none to read. To write, it is made if need be. */
  open(address: string, options: OpenStoreOptions): Promise<Ledger>

  /**
   * Writes all that the ledger holds to a file that is not there yet (E_FILE_EXISTS): itself a ledger, in SQLite whatever
   * the store, durable and audited before it has its name. Answers its heads.
   */
  backUp(ledger: LedgerSource, file: string, progress?: Progress): Promise<readonly Head[]>

  /**
   * Makes a ledger at the address of a backup, after an audit of all of it. A ledger that is there already is refused
   * (E_LEDGER_EXISTS), or with `replace` kept aside.
   */
  restore(backup: LedgerSource, address: string, options: RestoreOptions): Promise<Restored>

  /** What is wrong in the store itself, beside what the events say: pages, indexes, tables, triggers. */
  verify(address: string): Promise<readonly Fault[]>
}

export type OpenStoreOptions = {
  readonly mode: 'read' | 'write'
  /** Hears what an operator of the store should know; nothing that keeps the ledger from working. */
  readonly report?: (remark: Remark) => void
}

/** Something an operator should hear of. */
export type Remark = { readonly code: string; readonly message: string }

/** A ledger that can be opened and read. */
export type LedgerSource = {
  readonly address: string
  /** The address as it may be shown. */
  readonly name: string
  /** The result of `work` on the ledger, which is open to read meanwhile. */
  read<T>(work: (ledger: Ledger) => Promise<T>): Promise<T>
}

export type RestoreOptions = { readonly replace: boolean; readonly progress?: Progress }

/** What came of restoring. */
export type Restored = {
  readonly heads: readonly Head[]
  /** Where the ledger is that was there before; undefined where none was. */
  readonly aside: string | undefined
}
