import { Socket } from 'node:net'
import { setTimeout } from 'node:timers/promises'
import { Client, type ClientBase, type ClientConfig, Pool, types } from 'pg'
import { RegestaError } from '../../errors.ts'
import { ledgerClosed, type Remark } from '../../ledger/index.ts'
import { Gate } from './concurrency.ts'
import { isLost, isReadOnly, reasonOf } from './errors.ts'
import { checkKind, checkServer, factsOf, remarksOn } from './server.ts'
import type { Host, PostgresLimits, SessionKind, Target } from './url.ts'

const INT8 = 20

/** How long a server may take to end a session, ms. */
const LEAVE = 1_000

/** A pool of sessions with one server. */
type Choice = { readonly pool: Pool; readonly sockets: Sockets }

/**
 * Sessions with the one server that suits, of those that a target names: they are tried in order, and anew whenever
 * a session is lost. `pg` itself knows a single host only.
 */
export class Sessions {
  readonly #target: Target
  readonly #kind: SessionKind
  readonly #limits: PostgresLimits
  readonly #report: (remark: Remark) => void
  readonly #gate: Gate
  readonly #remarked = new Set<string>()
  #host: Host | undefined
  #chosen: Promise<Choice> | undefined
  /** Sessions on which someone still works, of choices that were left. */
  readonly #left = new Set<Sockets>()
  readonly #own = new WeakMap<Client, Sockets>()
  #choices = 0
  #closed = false

  constructor(target: Target, kind: SessionKind, limits: PostgresLimits, report: (remark: Remark) => void) {
    this.#target = target
    this.#kind = kind
    this.#limits = limits
    this.#report = report
    this.#gate = new Gate(limits.connections)
  }

  /**
   * What `work` comes to on a session of its own, which is given back after it; it is told which choice of a server it is
   * on, by number. Waits for a session that is free.
   */
  use<T>(work: (session: ClientBase, choice: number) => Promise<T>): Promise<T> {
    // Not for the pool to keep anyone waiting: of one that is left, those who wait would never hear again.
    return this.#gate.through(() => this.#work(work))
  }

  /** A session beside the others, for as long as the caller likes; to be given to {@link end}. */
  async own(config: ClientConfig = {}): Promise<Client> {
    await this.#choice()
    if (this.#host === undefined) throw new RangeError('no server was chosen')
    const sockets = new Sockets()
    const client = new Client({ ...this.#config(this.#host, sockets), ...config })
    this.#own.set(client, sockets)
    client.on('error', () => undefined)
    try {
      await client.connect()
      await this.#greet(client, this.#host)
      return client
    } catch (error) {
      await this.end(client)
      throw error
    }
  }

  /** Ends a session that was had by {@link own}. */
  async end(client: Client): Promise<void> {
    await this.#own.get(client)?.end(client.end(), LEAVE)
  }

  /** Waits for the work under way; there are no more sessions from now on. */
  async close(): Promise<void> {
    this.#closed = true
    const chosen = await this.#chosen?.catch(() => undefined)
    await chosen?.sockets.end(chosen.pool.end(), this.#limits.queryTimeout)
    for (const sockets of this.#left) sockets.cutOff()
  }

  async #work<T>(work: (session: ClientBase, choice: number) => Promise<T>): Promise<T> {
    const choosing = this.#choice()
    const { pool } = await choosing
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

  /** Everybody who comes while a server is being chosen waits for the same choice. */
  #choice(): Promise<Choice> {
    if (this.#closed) throw ledgerClosed()
    if (this.#chosen !== undefined) return this.#chosen
    const choosing = this.#choose()
    this.#chosen = choosing
    choosing.catch(() => this.#leave(choosing))
    return choosing
  }

  async #choose(): Promise<Choice> {
    const refusals: Error[] = []
    // Who served last is tried first: a session may be lost by itself.
    for (const host of new Set([...(this.#host === undefined ? [] : [this.#host]), ...this.#target.hosts])) {
      const choice = this.#poolOn(host)
      try {
        ;(await choice.pool.connect()).release()
        this.#took(host)
        return choice
      } catch (error) {
        void choice.sockets.end(choice.pool.end(), LEAVE)
        refusals.push(this.#refusal(host, error))
      }
    }
    const [first] = refusals
    throw refusals.every((each) => each instanceof RegestaError) ? first : new AggregateError(refusals)
  }

  #refusal(host: Host, error: unknown): Error {
    if (error instanceof RegestaError) return error
    if (this.#target.hosts.length === 1 && error instanceof Error) return error
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

  /** The next one chooses anew; who still works on a session of this choice goes on with it, as far as it will go. */
  #leave(choosing: Promise<Choice>): void {
    if (this.#chosen !== choosing) return
    this.#chosen = undefined
    void choosing
      .then(async ({ pool, sockets }) => {
        this.#left.add(sockets)
        await sockets.end(pool.end(), 2 * this.#limits.queryTimeout)
        this.#left.delete(sockets)
      })
      .catch(() => undefined)
  }

  #poolOn(host: Host): Choice {
    const sockets = new Sockets()
    const pool = new Pool({
      ...this.#config(host, sockets),
      max: this.#limits.connections,
      onConnect: (session) => this.#greet(session, host),
    })
    // A session that is lost is found out by who uses it; without a listener its event would end the process.
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

/** The sockets of some sessions: a server that hangs takes no leave of anyone, and would keep them open for ever. */
export class Sockets {
  readonly #open = new Set<Socket>()

  /** One more, for `pg` to connect. */
  readonly make = (): Socket => {
    const socket = new Socket()
    this.#open.add(socket)
    socket.once('close', () => this.#open.delete(socket))
    return socket
  }

  /** Waits for a polite end, for at most so many ms, and then cuts off what is still open. */
  async end(politely: Promise<unknown>, within: number): Promise<void> {
    await Promise.race([politely.catch(() => undefined), setTimeout(within, undefined, { ref: false })])
    this.cutOff()
  }

  cutOff(): void {
    for (const socket of this.#open) socket.destroy()
  }
}
