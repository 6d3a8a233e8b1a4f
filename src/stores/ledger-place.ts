import { type Fault, RegestaError } from '../errors.ts'
import type {
  Head,
  Ledger,
  LedgerSource,
  Progress,
  Remark,
  Restored,
  RestoreOptions,
  StoreDriver,
} from '../ledger/index.ts'
import { postgresDriver } from './postgres/driver.ts'
import { sqliteDriver } from './sqlite/driver.ts'

/** The stores of this program. The first that owns an address has it, so a new store is added in front. */
export const DRIVERS: readonly StoreDriver[] = [postgresDriver, sqliteDriver]

/** Where a ledger is kept, or may be: an address, and the driver of its store. */
export class LedgerPlace implements LedgerSource {
  readonly address: string
  readonly #drivers: readonly StoreDriver[]

  constructor(address: string, drivers: readonly StoreDriver[] = DRIVERS) {
    this.address = address
    this.#drivers = drivers
  }

  /** The address as it may be shown: without password or parameters. */
  get name(): string {
    return this.#owner?.show(this.address) ?? `${this.#scheme}…`
  }

  /** Whether the address is well formed for its store; true for one that no store owns, which {@link check} refuses. */
  get isWellFormed(): boolean {
    return this.#owner?.isWellFormed(this.address) ?? true
  }

  /** Refuses, before anything is made, a place where no ledger can be: E_LEDGER_URL for a URL of no store, E_NO_FILE. */
  check(): void {
    this.#driver.check(this.address)
  }

  /** Whether there may be a ledger; always true of a database. Throws as {@link check} does. */
  mayHoldLedger(): boolean {
    this.check()
    return this.#driver.mayHold(this.address)
  }

  /** The ledger there. Throws as {@link check} does, and what its store throws. */
  async open(mode: 'read' | 'write', report?: (remark: Remark) => void): Promise<Ledger> {
    this.check()
    return this.#driver.open(this.address, { mode, ...(report && { report }) })
  }

  read<T>(work: (ledger: Ledger) => Promise<T>): Promise<T> {
    return this.#with('read', work)
  }

  /** The result of `work` on the ledger, which is open to write meanwhile. */
  write<T>(work: (ledger: Ledger) => Promise<T>): Promise<T> {
    return this.#with('write', work)
  }

  /** See {@link StoreDriver.backUp}. */
  async backUp(file: string, progress?: Progress): Promise<readonly Head[]> {
    this.check()
    return this.#driver.backUp(this, file, progress)
  }

  /** See {@link StoreDriver.restore}. */
  async restore(backup: LedgerPlace, options: RestoreOptions): Promise<Restored> {
    backup.check()
    this.check()
    return this.#driver.restore(backup, this.address, options)
  }

  /** See {@link StoreDriver.verify}. */
  async verify(): Promise<readonly Fault[]> {
    return this.#driver.verify(this.address)
  }

  async #with<T>(mode: 'read' | 'write', work: (ledger: Ledger) => Promise<T>): Promise<T> {
    const ledger = await this.open(mode)
    try {
      return await work(ledger)
    } finally {
      await ledger.close()
    }
  }

  get #owner(): StoreDriver | undefined {
    return this.#drivers.find((driver) => driver.owns(this.address))
  }

  get #driver(): StoreDriver {
    if (this.#owner !== undefined) return this.#owner
    const expected = this.#drivers.map(({ addresses }) => addresses).join(', or ')
    throw new RegestaError('E_LEDGER_URL', 'invalid', `${this.#scheme}…: expected ${expected}`, {
      scheme: this.#scheme,
    })
  }

  /** All that may be shown of an address that no store owns: `mysql://`. */
  get #scheme(): string {
    return /^[^/]*\/\//.exec(this.address)?.[0] ?? ''
  }
}
