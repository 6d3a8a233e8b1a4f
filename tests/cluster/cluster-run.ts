import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startOwnPostgres } from '../stores/postgres-server.ts'
import { type ApiServer, credentialIn, startApiServer } from './api-server.ts'
import { type Run, underLoad } from './under-load.ts'

/**
 * Three servers start at once on an empty database and serve a load; one is killed and later another added. `which`
 * chooses who is killed; the load goes on until about so many batches were acknowledged.
 */
export async function clusterRun(which: number, batches: number): Promise<Run> {
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
      meanwhile: async (acknowledged) => {
        await acknowledged(batches * 0.3)
        const doomed = servers[which % servers.length]
        await doomed?.kill()
        await acknowledged(batches * 0.2)
        // Only now is it known to be gone: till then everybody finds out for himself.
        servers = servers.filter((server) => server !== doomed)
        servers = [...servers, await start()]
        await acknowledged(batches * 0.5)
      },
    })
  } finally {
    await Promise.all(started.map((server) => (server.isUp() ? server.stop() : undefined)))
    await database.stop()
    rmSync(folder, { recursive: true })
  }
}
