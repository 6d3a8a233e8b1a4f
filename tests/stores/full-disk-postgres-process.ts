/**
 * Fills the disk at argv[2], on which a PostgreSQL keeps a database, through a ledger, makes room, goes on, and says in
 * one line of JSON what it saw. To be run on a small file system of its own.
 */
import { randomBytes } from 'node:crypto'
import { chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { RegestaError } from '../../src/errors.ts'
import { openPostgresLedger } from '../../src/stores/index.ts'
import { batchOf, readAll } from '../ledger/events.ts'
import { unprivileged } from './postgres-binaries.ts'
import { ask, startOwnPostgres } from './postgres-server.ts'

const disk = process.argv[2] ?? ''
const space = join(disk, 'space')
const ballast = join(disk, 'ballast')
mkdirSync(space)
const { uid, gid } = unprivileged()
if (uid !== undefined && gid !== undefined) chownSync(space, uid, gid)

// The log of the server lies elsewhere: if that is full, the server itself stops.
const server = await startOwnPostgres({ fsync: 'off' })
try {
  await ask(server.url(), `CREATE TABLESPACE small LOCATION '${space}'`)
  await ask(server.url(), 'CREATE DATABASE small TABLESPACE small')
  writeFileSync(ballast, Buffer.alloc(4 * 1024 * 1024))
  const ledger = await openPostgresLedger({ url: `${server.url('small')}?partitions=1`, mode: 'write' })

  let acknowledged = 0
  let refusal: unknown
  while (refusal === undefined) {
    const texts = Array.from({ length: 10 }, () => randomBytes(20_000).toString('base64'))
    try {
      acknowledged = (await ledger.append(batchOf(acknowledged + 1, texts))).position
    } catch (error) {
      refusal =
        error instanceof RegestaError ? { code: error.code, outcome: error.facts.outcome } : String(error)
    }
  }
  const readable = (await readAll(ledger)).length
  rmSync(ballast)
  const { position: afterwards } = await ledger.append(batchOf(acknowledged + 1, ['there is room again']))
  await ledger.close()
  console.log(
    JSON.stringify({ refusal, kept: readable === acknowledged, more: afterwards === acknowledged + 1 }),
  )
} finally {
  await server.stop()
}
