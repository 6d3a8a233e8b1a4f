import type { Client } from 'pg'
import type { Watchers } from '../../ledger/index.ts'
import { pauseAfter, rest } from './concurrency.ts'
import type { Sessions } from './sessions.ts'
import type { Statements } from './tables.ts'
import { asText, fromText, integerOf, type Row } from './tables.ts'

/**
 * Wakes the watchers of chronicles that grew, in whichever process: it is told by NOTIFY on a session of its own, and
 * looks at the heads every so often, since a message may be lost with the session. Runs while anything is watched.
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

  /** Begins to listen, if it does not already. */
  start(): void {
    if (this.#stop.signal.aborted) return
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined
      if (this.#wanted()) this.start()
    })
  }

  async close(): Promise<void> {
    this.#stop.abort()
    await this.#running
  }

  async #run(): Promise<void> {
    for (let tries = 0; this.#wanted(); tries += 1) {
      try {
        const client = await this.#sessions.own()
        try {
          await this.#listen(client, () => {
            tries = 0
          })
        } finally {
          await this.#sessions.end(client)
        }
      } catch {
        // Whatever it was, whoever reads or appends hears of it; here it is for the next session to do better.
        await rest(pauseAfter(tries), this.#stop.signal)
      }
    }
  }

  #wanted(): boolean {
    return !this.#stop.signal.aborted && this.#watchers.watched.length > 0
  }

  /** Until nobody watches any more; throws when the session is lost. */
  async #listen(client: Client, begun: () => void): Promise<void> {
    const lost = new AbortController()
    client.on('end', () => lost.abort())
    client.on('notification', ({ payload = '' }) => this.#watchers.wake(fromText({ payload }, 'payload')))
    // A standby cannot be listened to: there it is for the looks alone.
    await client.query(`LISTEN ${this.#channel}`).catch(() => undefined)
    const over = AbortSignal.any([this.#stop.signal, lost.signal])
    while (this.#wanted()) {
      await this.#look(client)
      begun()
      await rest(this.#pollEvery, over)
    }
  }

  async #look(client: Client): Promise<void> {
    const { rows } = await client.query<Row>(this.#sql.positions, [this.#watchers.watched.map(asText)])
    for (const row of rows) {
      const [chronicle, position] = [fromText(row, 'chronicle'), integerOf(row, 'position')]
      if (this.#seen.get(chronicle) === position) continue
      this.#seen.set(chronicle, position)
      this.#watchers.wake(chronicle)
    }
  }
}
