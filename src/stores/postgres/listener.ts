import type { Client } from 'pg'
import type { Watchers } from '../../ledger/index.ts'
import { backoff, sleep } from './retry.ts'
import type { Sessions } from './sessions.ts'
import { asText, integerColumn, type Row, type Statements, textColumn } from './tables.ts'

/**
 * Wakes the watchers of chronicles that grew, whichever process appended: by LISTEN on a dedicated session, and by
 * polling the heads, since a notification may be lost with the session. Runs while anything is watched.
 */
export class Listener {
  readonly #sessions: Sessions
  readonly #sql: Statements
  readonly #channel: string
  readonly #pollEvery: number
  readonly #watchers: Watchers
  /** The heads as last seen, by chronicle. */
  readonly #seen = new Map<string, number>()
  readonly #stop = new AbortController()
  #running: Promise<void> | undefined

  constructor(sessions: Sessions, sql: Statements, channel: string, pollEvery: number, watchers: Watchers) {
    this.#sessions = sessions
    this.#sql = sql
    this.#channel = channel
    this.#pollEvery = pollEvery
    this.#watchers = watchers
  }

  /** Starts listening, if it does not already. */
  start(): void {
    if (this.#stop.signal.aborted) return
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
      if (this.#isWatched()) this.start()
    })
  }

  async close(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    for (let tries = 0; this.#isWatched(); tries += 1) {
      try {
        const client = await this.#sessions.openDedicated()
        try {
          await this.#listen(client, () => {
            tries = 0
          })
        } finally {
          await this.#sessions.closeDedicated(client)
        }
      } catch {
        // Whoever reads or appends gets this error; the listener only reconnects.
        await sleep(backoff(tries), this.#stop.signal)
      }
    }
  }

  #isWatched(): boolean {
    return !this.#stop.signal.aborted && this.#watchers.watched.length > 0
  }

  /** Returns when nobody watches any more; throws when the session is lost. */
  async #listen(client: Client, onPolled: () => void): Promise<void> {
    const lost = new AbortController()
    client.on('end', () => lost.abort())
    client.on('notification', ({ payload = '' }) => this.#watchers.wake(textColumn({ payload }, 'payload')))
    // A standby accepts no LISTEN: there polling alone has to do.
    await client.query(`LISTEN ${this.#channel}`).catch(() => undefined)
    const over = AbortSignal.any([this.#stop.signal, lost.signal])
    while (this.#isWatched()) {
      await this.#poll(client)
      onPolled()
      await sleep(this.#pollEvery, over)
    }
  }

  async #poll(client: Client): Promise<void> {
    const { rows } = await client.query<Row>(this.#sql.positions, [this.#watchers.watched.map(asText)])
    for (const row of rows) {
      const [chronicle, position] = [textColumn(row, 'chronicle'), integerColumn(row, 'position')]
      if (this.#seen.get(chronicle) === position) continue
      this.#seen.set(chronicle, position)
      this.#watchers.wake(chronicle)
    }
  }
}
