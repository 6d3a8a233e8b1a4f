import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startOwnPostgres } from '../stores/postgres-server.ts'
import { type ApiServer, credentialIn, startApiServer } from './api-server.ts'
import { type Run, underLoad } from './under-load.ts'

/** How the primary ends: all its processes at once, or silently, with its connections left open. */
export type End = 'killed' | 'hanging'

/** How long the standby gets nothing before the primary ends, ms. */
const BEHIND = 500

export type Failover = Run & {
  readonly end: End
  /** From the end of the primary until events were acknowledged again, ms. */
  readonly outage: number
  /** How much of it went by before the standby was promoted, ms. */
  readonly operator: number
}

/**
 * Two API servers on a primary and its synchronous standby serve a load; the primary ends, and some time later the
 * standby is promoted, as an operator or a supervisor does. Then the load goes on, until about so many batches were
 * acknowledged.
 */
export async function failoverRun(batches: number, operator: number, end: End = 'killed'): Promise<Failover> {
  const folder = mkdtempSync(join(tmpdir(), 'regesta-failover-'))
  const credential = credentialIn(folder)
  const primary = await startOwnPostgres()
  const standby = await primary.standby('two')
  const started: ApiServer[] = []
  let killedAt = Number.POSITIVE_INFINITY
  try {
    await standby.start()
    await primary.set({ synchronous_standby_names: 'two' })
    const ledger = `postgres://regesta@127.0.0.1:${primary.port},127.0.0.1:${standby.port}/postgres`
    const start = async () => {
      const server = await startApiServer(ledger, credential)
      started.push(server)
      return server
    }
    const servers = await Promise.all([start(), start()])
    const run = await underLoad({
      ledger: `${ledger}?target_session_attrs=read-write`,
      token: credential.token,
      servers: () => servers,
      lanes: 6,
      pause: 40,
      followers: 4,
      alwaysReady: false,
      meanwhile: async (acknowledged) => {
        await acknowledged(batches * 0.4)
        // The standby falls behind for a moment: what was acknowledged without it now would be lost.
        primary.holdBack()
        await wait(BEHIND)
        killedAt = performance.now()
        if (end === 'killed') await primary.kill()
        else primary.freeze()
        await wait(operator)
        await standby.promote()
        // It has nobody to wait for now, until it is given a standby of its own.
        await standby.set({ synchronous_standby_names: '' })
        await acknowledged(batches * 0.6)
      },
    })
    return { ...run, end, outage: Math.round(run.silence.until - killedAt), operator }
  } finally {
    await Promise.all(started.map((server) => (server.isUp() ? server.stop() : undefined)))
    await standby.stop()
    await primary.kill()
    await primary.stop()
    rmSync(folder, { recursive: true })
  }
}
