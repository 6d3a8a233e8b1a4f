import { Client, type ClientBase, type ClientConfig, Pool, types } from 'pg'
import { RegestaError } from '../../errors.ts'
import { ledgerClosed } from '../closed.ts'
import { isLost, isReadOnly, reasonOf } from './failures.ts'
import type { PostgresLimits } from './limits.ts'
import { checkKind, checkServer, factsOf, type Remark, remarksOn } from './server.ts'
import type { Host, SessionKind, Target } from './target.ts'

const INT8 = 20

/**
 * Sessions with the one server that suits, of those that a target names: they are tried in order, and anew whenever
 * a session is lost. `pg` itself knows a single host only.
 */
export class Sessions {
  readonly #target: Target
  readonly #kind: SessionKind
  readonly #limits: PostgresLimits
  readonly #report: (remark: Remark) => void
  readonly #remarked = new Set<string>()
  #host: Host | undefined
  #pool: Promise<Pool> | undefined
  #choices = 0
  #closed = false

  constructor(target: Target, kind: SessionKind, limits: PostgresLimits, report: (remark: Remark) => void) {
    this.#target = target
    this.#kind = kind
    this.#limits = limits
    this.#report = report
  }

  /**
   * What `work` comes to on a session of its own, which is given back after it; it is told which choice of a server it is
   * on, by number. Waits for a session that is free.
   */
  async use<T>(work: (session: ClientBase, choice: number) => Promise<T>): Promise<T> {
    const choosing = this.#choice()
    const pool = await choosing
    const choice = this.#choices
    const session = await pool.connect().catch((error: unknown) => {
      this.#leave(choosing)
      throw error
    })
    let failure: unknown
    try {
      return await work(session, choice)
    } catch (error) {
      failure = error
      throw error
    } finally {
      session.release(isLost(failure) || session.getTransactionStatus() !== 'I')
      if (isLost(failure) || isReadOnly(failure)) this.#leave(choosing)
    }
  }

  /** A session beside the others, for as long as the caller likes; ended by `end()`. */
  async own(config: ClientConfig = {}): Promise<Client> {
    await this.#choice()
    if (this.#host === undefined) throw new RangeError('no server was chosen')
    const client = new Client({ ...this.#config(this.#host), ...config })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await this.#greet(client, this.#host)
      return client
    } catch (error) {
      await client.end()
      throw error
    }
  }

  /** Waits for the work under way; there are no more sessions from now on. */
  async close(): Promise<void> {
    this.#closed = true
    const pool = await this.#pool?.catch(() => undefined)
    await pool?.end()
  }

  /** Everybody who comes while a server is being chosen waits for the same choice. */
  #choice(): Promise<Pool> {
    if (this.#closed) throw ledgerClosed()
    if (this.#pool !== undefined) return this.#pool
    const choosing = this.#choose()
    this.#pool = choosing
    choosing.catch(() => this.#leave(choosing))
    return choosing
  }

  async #choose(): Promise<Pool> {
    const refusals: Error[] = []
    // Who served last is tried first: a session may be lost by itself.
    for (const host of new Set([...(this.#host === undefined ? [] : [this.#host]), ...this.#target.hosts])) {
      const pool = this.#poolOn(host)
      try {
        ;(await pool.connect()).release()
        this.#took(host)
        return pool
      } catch (error) {
        void pool.end()
        refusals.push(this.#refusal(host, error))
      }
    }
    const [only] = refusals
    if (refusals.length === 1 && only !== undefined) throw only
    throw new AggregateError(refusals)
  }

  #refusal(host: Host, error: unknown): Error {
    if (this.#target.hosts.length === 1 && error instanceof Error) return error
    if (error instanceof RegestaError) return error
    const told = error instanceof Error ? error : new Error(String(error))
    told.message = `${host.name}: ${reasonOf(error)}`
    return told
  }

  #took(host: Host): void {
    if (this.#host !== undefined && this.#host !== host)
      this.#report({ code: 'SERVER_CHANGED', message: `${this.#target.name}: ${host.name} serves now` })
    this.#host = host
    this.#choices += 1
  }

  /** The next one chooses anew; who still works on a session of this choice goes on with it. */
  #leave(choosing: Promise<Pool>): void {
    if (this.#pool !== choosing) return
    this.#pool = undefined
    choosing.then((pool) => pool.end()).catch(() => undefined)
  }

  #poolOn(host: Host): Pool {
    const { connections, connectTimeout } = this.#limits
    const pool = new Pool({
      ...this.#config(host),
      // Of the pool it would bound the wait for a free session, too.
      Client: class extends Client {
        constructor(config?: ClientConfig) {
          super({ ...config, connectionTimeoutMillis: connectTimeout })
        }
      },
      max: connections,
      onConnect: (session) => this.#greet(session, host),
    })
    // A session that is lost is found out by who uses it; without a listener its event would end the process.
    pool.on('error', () => undefined)
    pool.on('connect', (session) => session.on('error', () => undefined))
    return pool
  }

  #config(host: Host): ClientConfig {
    return {
      application_name: 'regesta',
      ...host.config(),
      connectionTimeoutMillis: this.#limits.connectTimeout,
      query_timeout: this.#limits.queryTimeout,
      keepAlive: true,
      types: {
        getTypeParser: (oid: number, format?: 'text' | 'binary') =>
          oid === INT8 ? Number : types.getTypeParser(oid, format),
      },
    }
  }

  async #greet(session: ClientBase, { name: host }: Host): Promise<void> {
    const facts = await factsOf(session)
    const name = this.#target.hosts.length === 1 ? this.#target.name : `${this.#target.name} (${host})`
    checkServer(facts, name)
    checkKind(facts, this.#kind)
    const { statementTimeout, lockTimeout, idleInTransactionTimeout } = this.#limits
    // Compiling a statement takes longer than any of ours.
    await session.query(`SET jit = off; SET statement_timeout = ${statementTimeout}; SET lock_timeout = ${lockTimeout};
      SET idle_in_transaction_session_timeout = ${idleInTransactionTimeout}`)
    for (const remark of remarksOn(facts, name, this.#target.hosts.length)) {
      if (this.#remarked.has(remark.message)) continue
      this.#remarked.add(remark.message)
      this.#report(remark)
    }
  }
}
