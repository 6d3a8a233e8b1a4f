import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { startOwnPostgres } from '../stores/postgres-server.ts'
import { type ApiServer, credentialIn, startApiServer } from './api-server.ts'
import { type Run, underLoad } from './under-load.ts'

/**
 * Three servers start at once on an empty database and serve a load; one is killed and later another added. `which`
 * chooses who is killed; the load goes on for so many seconds.
 */
export async function clusterRun(which: number, seconds: number): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'regesta-cluster-'))
  const credential = credentialIn(folder)
  const database = await startOwnPostgres()
  const started: ApiServer[] = []
  try {
    const ledger = await database.newDatabase()
    const start = async () => {
      const server = await startApiServer(ledger, credential)
      started.push(server)
      return server
    }
    let servers: readonly ApiServer[] = await Promise.all([start(), start(), start()])
    return await underLoad({
      ledger,
      token: credential.token,
      servers: () => servers,
      lanes: 6,
      pause: 40,
      followers: 6,
      alwaysReady: true,
      meanwhile: async () => {
        await wait(seconds * 300)
        const doomed = servers[which % servers.length]
        await doomed?.kill()
        await wait(seconds * 200)
        // Only now is it known to be gone: till then everybody finds out for himself.
        servers = servers.filter((server) => server !== doomed)
        servers = [...servers, await start()]
        await wait(seconds * 500)
      },
    })
  } finally {
    await Promise.all(started.map((server) => (server.isUp() ? server.stop() : undefined)))
    await database.stop()
    rmSync(folder, { recursive: true })
  }
}
