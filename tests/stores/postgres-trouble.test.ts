import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { inspect } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPostgresLedger, type Remark } from '../../src/stores/index.ts'
import { batchOf, chronicle, readAll } from '../ledger/events.ts'
import { describeWith, type Need } from '../require.ts'
import { ownPostgres } from './postgres-binaries.ts'
import { ask, type OwnServer, startOwnPostgres } from './postgres-server.ts'

const limits = { openingPatience: 300, patience: 600, connectTimeout: 500 }
const secret = 'a-secret-that-nobody-shows'

describeWith(ownPostgres, 'a PostgreSQL server', () => {
  let server: OwnServer

  beforeAll(async () => {
    server = await startOwnPostgres({ fsync: 'off', full_page_writes: 'off' })
  })

  afterAll(async () => {
    await server.stop()
  })

  it('that may lose what it acknowledged is told of, once', async () => {
    const url = await server.newDatabase()
    const remarks: Remark[] = []
    const ledger = await openPostgresLedger({ url, mode: 'write', report: (remark) => remarks.push(remark) })
    await Promise.all(Array.from({ length: 8 }, () => ledger.head(chronicle)))
    expect(remarks.map(({ code }) => code)).toEqual(['FSYNC_OFF', 'FULL_PAGE_WRITES_OFF'])
    await ledger.close()
  })

  it('whose default is not to wait for the disk waits for it where events are appended', async () => {
    await server.set({ fsync: 'on', synchronous_commit: 'off', wal_writer_delay: '10s' })
    const url = await server.newDatabase()
    const ledger = await openPostgresLedger({ url, mode: 'write' })
    for (let second = 1; second <= 5; second += 1) await ledger.append(batchOf(second, [`${second}`]))
    await server.kill()
    await server.start()
    expect(await readAll(ledger)).toHaveLength(5)
    await ledger.close()
  })

  it('that wants its password is given it, and shows it to nobody where it is wrong', async () => {
    const url = new URL(await server.newDatabase())
    await ask(url.href, `CREATE ROLE keeper LOGIN SUPERUSER PASSWORD '${secret}'`)
    await server.allow('host all keeper 127.0.0.1/32 scram-sha-256')
    url.username = 'keeper'
    url.password = secret
    await (await openPostgresLedger({ url: url.href, mode: 'write' })).close()
    url.password = `not-${secret}`
    const error = await openPostgresLedger({ url: url.href, mode: 'write', limits }).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({
      code: 'E_STORAGE',
      message: expect.stringMatching(
        /password authentication failed for user "keeper"; see user and password/,
      ),
    })
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(secret)
  })

  it('that hangs is given up after a while, is no hindrance to an end, and is gone on with when it wakes', async () => {
    const url = await server.newDatabase()
    const openSockets = () =>
      process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length
    const before = openSockets()
    const quick = { patience: 1_000, queryTimeout: 300, connectTimeout: 300 }
    const ledger = await openPostgresLedger({ url, mode: 'write', limits: quick })
    const watched = await openPostgresLedger({ url, mode: 'write', limits: quick })
    await ledger.append(batchOf(1, ['a']))
    watched.watch(chronicle, () => {})
    await watched.head(chronicle)
    server.freeze()
    await expect(ledger.head(chronicle)).rejects.toMatchObject({ code: 'E_STORAGE' })
    await expect(ledger.append(batchOf(2, ['b']))).rejects.toMatchObject({
      code: 'E_STORAGE',
      facts: { outcome: 'notRecorded' },
    })
    await watched.close()
    await ledger.close()
    // What is left open keeps a process from ending.
    while (openSockets() > before) await wait(20)
    server.thaw()
    const again = await openPostgresLedger({ url, mode: 'write' })
    expect(await again.append(batchOf(2, ['b']))).toMatchObject({ position: 2 })
    await again.close()
  })

  it('that is shut down and started again while events are appended loses none', async () => {
    const url = await server.newDatabase()
    const ledger = await openPostgresLedger({ url, mode: 'write' })
    const acknowledged: number[] = []
    const appending = (async () => {
      for (let second = 1; second <= 60; second += 1)
        acknowledged.push((await ledger.append(batchOf(second, [`${second}`]))).position)
    })()
    await server.restart()
    await server.restart()
    await appending
    expect(acknowledged).toEqual(Array.from({ length: 60 }, (_, index) => index + 1))
    expect(await readAll(ledger)).toHaveLength(60)
    await ledger.close()
  })
})

const ownMounts: Need = {
  name: 'mounts of its own (unshare -m), and the programs of PostgreSQL',
  there:
    ownPostgres.there && spawnSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', tmpdir()]).status === 0,
}

describeWith(ownMounts, 'a PostgreSQL server whose disk is full', () => {
  it('refuses with E_STORAGE_FULL, keeps all that was acknowledged, and goes on once there is room', () => {
    const folder = mkdtempSync(join(tmpdir(), 'regesta-full-'))
    chmodSync(folder, 0o755)
    const program = join(import.meta.dirname, 'full-disk-postgres-process.ts')
    const mounted = 'mount -t tmpfs -o size=40m none "$0" && exec "$1" "$2" "$0"'
    const run = spawnSync('unshare', ['-m', 'sh', '-c', mounted, folder, process.execPath, program], {
      encoding: 'utf8',
    })
    rmSync(folder, { recursive: true })
    expect(run.stderr).toBe('')
    expect(JSON.parse(run.stdout)).toEqual({
      refusal: { code: 'E_STORAGE_FULL', outcome: 'notRecorded' },
      kept: true,
      more: true,
    })
  })
})
