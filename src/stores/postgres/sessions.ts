import { Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { Client, type ClientBase, type ClientConfig, Pool, types } from 'pg'
import { RegestaError } from '../../errors.ts'
import { ledgerClosed, type Remark } from '../../ledger/index.ts'
import { Semaphore } from '../concurrency.ts'
import { isLost, isReadOnly, reasonOf } from './errors.ts'
import { checkServer, checkSessionKind, remarksOn, serverSettings } from './server.ts'
import type { Host, PostgresLimits, SessionKind, Target } from './url.ts'

const INT8 = 20

/** How long a server may take to end a session, ms. */
const END_TIMEOUT = 1_000

/** A pool of sessions with one server. */
type ServerPool = { readonly pool: Pool; readonly sockets: Sockets }

/**
 * Connection pools with failover: sessions with the one suitable server of those that a URL names. The servers are tried
 * in order, and again whenever a session is lost. (`pg` itself connects to a single host.)
 */
export class Sessions {
  readonly #target: Target
  readonly #kind: SessionKind
  readonly #limits: PostgresLimits
  readonly #report: (remark: Remark) => void
  readonly #semaphore: Semaphore
  readonly #remarked = new Set<string>()
  #host: Host | undefined
  #current: Promise<ServerPool> | undefined
  /** Of pools that were abandoned, and whose last sessions are still at work. */
  readonly #draining = new Set<Sockets>()
  readonly #dedicated = new WeakMap<Client, Sockets>()
  /** Counts the pools: it rises with every failover. */
  #generation = 0
  #closed = false

  constructor(target: Target, kind: SessionKind, limits: PostgresLimits, report: (remark: Remark) => void) {
    this.#target = target
    this.#kind = kind
    this.#limits = limits
    this.#report = report
    this.#semaphore = new Semaphore(limits.connections)
  }

  /**
   * The result of `work` on a session of the pool. `work` gets the generation of the pool as well, which rises with every
   * failover. Waits while all sessions are in use.
   */
  use<T>(work: (session: ClientBase, generation: number) => Promise<T>): Promise<T> {
    // The queue is here, not in the pool: who waits in a pool that is abandoned would never get an answer.
    return this.#semaphore.run(() => this.#work(work))
  }

  /** A session outside the pool, to be closed by {@link closeDedicated}. */
  async openDedicated(config: ClientConfig = {}): Promise<Client> {
    await this.#currentPool()
    if (this.#host === undefined) throw new RangeError('not connected')
    const sockets = new Sockets()
    const client = new Client({ ...this.#config(this.#host, sockets), ...config })
    this.#dedicated.set(client, sockets)
    client.on('error', () => undefined)
    try {
      await client.connect()
      await this.#prepare(client, this.#host)
      return client
    } catch (error) {
      await this.closeDedicated(client)
      throw error
    }
  }

  /** Ends a session of {@link openDedicated}. */
  async closeDedicated(client: Client): Promise<void> {
    await this.#dedicated.get(client)?.end(client.end(), END_TIMEOUT)
  }

  /** Waits for the work under way; no session is given out any more. */
  async close(): Promise<void> {
    this.#closed = true
    const current = await this.#current?.catch(() => undefined)
    await current?.sockets.end(current.pool.end(), this.#limits.queryTimeout)
    for (const sockets of this.#draining) sockets.destroyAll()
  }

  async #work<T>(work: (session: ClientBase, generation: number) => Promise<T>): Promise<T> {
    const current = this.#currentPool()
    const { pool } = await current
    const generation = this.#generation
    const session = await pool.connect().catch((error: unknown) => {
      this.#abandon(current)
      throw error
    })
    let failure: unknown
    try {
      return await work(session, generation)
    } catch (error) {
      failure = error
      throw error
    } finally {
      session.release(isLost(failure) || session.getTransactionStatus() !== 'I')
      if (isLost(failure) || isReadOnly(failure)) this.#abandon(current)
    }
  }

  /** The pool in use, or the one that is being opened: all callers wait for the same one. */
  #currentPool(): Promise<ServerPool> {
    if (this.#closed) throw ledgerClosed()
    if (this.#current !== undefined) return this.#current
    const current = this.#connect()
    this.#current = current
    current.catch(() => this.#abandon(current))
    return current
  }

  /** Opens a pool on the first suitable server; throws what all of them answered. */
  async #connect(): Promise<ServerPool> {
    const refusals: Error[] = []
    // The last one is tried first: a single session may be lost without its server.
    for (const host of new Set([...(this.#host === undefined ? [] : [this.#host]), ...this.#target.hosts])) {
      const candidate = this.#poolOn(host)
      try {
        ;(await candidate.pool.connect()).release()
        this.#selected(host)
        return candidate
      } catch (error) {
        void candidate.sockets.end(candidate.pool.end(), END_TIMEOUT)
        refusals.push(this.#refusal(host, error))
      }
    }
    const [first] = refusals
    throw refusals.every((each) => each instanceof RegestaError) ? first : new AggregateError(refusals)
  }

  #refusal(host: Host, error: unknown): Error {
    if (error instanceof RegestaError) return error
    if (this.#target.hosts.length === 1 && error instanceof Error) return error
    const named = error instanceof Error ? error : new Error(String(error))
    named.message = `${host.name}: ${reasonOf(error)}`
    return named
  }

  #selected(host: Host): void {
    if (this.#host !== undefined && this.#host !== host)
      this.#report({ code: 'SERVER_CHANGED', message: `${this.#target.name}: ${host.name} serves now` })
    this.#host = host
    this.#generation += 1
  }

  /** Makes the next caller connect anew. Work under way on sessions of this pool goes on. */
  #abandon(pool: Promise<ServerPool>): void {
    if (this.#current !== pool) return
    this.#current = undefined
    void pool
      .then(async ({ pool, sockets }) => {
        this.#draining.add(sockets)
        await sockets.end(pool.end(), 2 * this.#limits.queryTimeout)
        this.#draining.delete(sockets)
      })
      .catch(() => undefined)
  }

  #poolOn(host: Host): ServerPool {
    const sockets = new Sockets()
    const pool = new Pool({
      ...this.#config(host, sockets),
      max: this.#limits.connections,
      onConnect: (session) => this.#prepare(session, host),
    })
    // Whoever uses a lost session gets its error; an 'error' event without a listener would end the process.
    pool.on('error', () => undefined)
    pool.on('connect', (session) => session.on('error', () => undefined))
    return { pool, sockets }
  }

  #config(host: Host, { make }: Sockets): ClientConfig {
    return {
      application_name: 'regesta',
      ...host.config(),
      stream: make,
      connectionTimeoutMillis: this.#limits.connectTimeout,
      query_timeout: this.#limits.queryTimeout,
      keepAlive: true,
      types: {
        getTypeParser: (oid: number, format?: 'text' | 'binary') =>
          oid === INT8 ? Number : types.getTypeParser(oid, format),
      },
    }
  }

  async #prepare(session: ClientBase, { name: host }: Host): Promise<void> {
    const facts = await serverSettings(session)
    const name = this.#target.hosts.length === 1 ? this.#target.name : `${this.#target.name} (${host})`
    checkServer(facts, name)
    checkSessionKind(facts, this.#kind)
    const { statementTimeout, lockTimeout, idleInTransactionTimeout } = this.#limits
    // Compiling a statement takes longer than running any of ours.
    await session.query(`SET jit = off; SET statement_timeout = ${statementTimeout}; SET lock_timeout = ${lockTimeout};
      SET idle_in_transaction_session_timeout = ${idleInTransactionTimeout}`)
    for (const remark of remarksOn(facts, name, this.#target.hosts.length)) {
      if (this.#remarked.has(remark.message)) continue
      this.#remarked.add(remark.message)
      this.#report(remark)
    }
  }
}

/** The sockets of a pool. A server that hangs answers no goodbye, and would keep them open for ever. */
class Sockets {
  readonly #open = new Set<Socket>()

  /** A new socket, for `pg` to connect. */
  readonly make = (): Socket => {
    const socket = new Socket()
    this.#open.add(socket)
    socket.once('close', () => this.#open.delete(socket))
    return socket
  }

  /** Waits for `ended`, at most so many ms, and then destroys what is still open. */
  async end(ended: Promise<unknown>, timeout: number): Promise<void> {
    await Promise.race([ended.catch(() => undefined), setTimeout(timeout, undefined, { ref: false })])
    this.destroyAll()
  }

  destroyAll(): void {
    for (const socket of this.#open) socket.destroy()
  }
}
