import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Ledger } from '../../src/ledger/index.ts'
import { openPostgresLedger, type Remark } from '../../src/stores/index.ts'
import { batchOf, chronicle, eventOf, readAll } from '../ledger/events.ts'
import { describeWith } from '../require.ts'
import { replicatingPostgres } from './postgres-binaries.ts'
import { ask, type OwnServer, startOwnPostgres } from './postgres-server.ts'

describeWith(replicatingPostgres, 'a PostgreSQL ledger with a standby', () => {
  let primary: OwnServer
  let standby: OwnServer
  const ledgers: Ledger[] = []
  let count = 0
  let schema: string

  beforeAll(async () => {
    primary = await startOwnPostgres()
    standby = await primary.standby('two')
    await standby.start()
  })

  afterAll(async () => {
    await standby.stop()
    await primary.stop()
  })

  beforeEach(() => {
    count += 1
    schema = `ledger_${count}`
  })

  afterEach(async () => {
    await primary.set({ synchronous_standby_names: '' }).catch(() => undefined)
    await Promise.all(ledgers.splice(0).map((ledger) => ledger.close()))
  })

  type Options = Partial<Parameters<typeof openPostgresLedger>[0]>

  async function open(hosts: readonly OwnServer[], options: Options = {}, parameters = ''): Promise<Ledger> {
    const ports = hosts.map(({ port }) => `127.0.0.1:${port}`).join(',')
    const url = `postgres://regesta@${ports}/postgres?schema=${schema}&partitions=1${parameters}`
    const ledger = await openPostgresLedger({ url, mode: 'write', ...options })
    ledgers.push(ledger)
    return ledger
  }

  /** Has commits wait for a standby that is not there, and returns once they do: a server takes settings in its time. */
  async function waitForNobody(): Promise<void> {
    await primary.set({ synchronous_standby_names: 'nobody' })
    for (let waited = false; !waited; ) {
      let committed = false
      const commit = ask(primary.url(), `SELECT pg_logical_emit_message(true, 'test', 'x')`).then(() => {
        committed = true
      })
      while (!committed && !waited) waited = (await cancelWaiting()) > 0
      await commit
    }
  }

  /** Has commits that wait for a standby wait no longer; how many there were. */
  async function cancelWaiting(): Promise<number> {
    const cancelled = await ask(
      primary.url(),
      `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'`,
    )
    return cancelled.length
  }

  /** Until the standby has what the primary has. */
  async function caughtUp(): Promise<void> {
    const [{ lsn } = {}] = await ask(primary.url(), 'SELECT pg_current_wal_lsn()::text AS lsn')
    for (;;) {
      const [row] = await ask(standby.url(), 'SELECT pg_last_wal_replay_lsn() >= $1::pg_lsn AS there', [lsn])
      if (row?.there === true) return
      await wait(20)
    }
  }

  it.each(['first', 'last'])('writes to the one that takes writes, named %s', async (place) => {
    const hosts = place === 'first' ? [primary, standby] : [standby, primary]
    const ledger = await open(hosts)
    expect(await ledger.append(batchOf(1, ['a']))).toMatchObject({ position: 1 })
  })

  it('tells that none of several servers is waited for at a commit', async () => {
    const remarks: Remark[] = []
    const report = (remark: Remark) => remarks.push(remark)
    await open([primary, standby], { report })
    expect(remarks.map(({ code }) => code)).toEqual(['NO_SYNCHRONOUS_STANDBY'])
    await primary.set({ synchronous_standby_names: 'two' })
    remarks.splice(0)
    await open([primary, standby], { report })
    expect(remarks).toEqual([])
  })

  it('is read on the standby, and watched there', async () => {
    const ledger = await open([primary])
    await ledger.append(batchOf(1, ['a']))
    await caughtUp()
    const reader = await open([standby], { mode: 'read', limits: { pollEvery: 50 } })
    expect(await readAll(reader)).toHaveLength(1)
    const woken = Promise.withResolvers<void>()
    let looked = 0
    reader.watch(chronicle, () => {
      looked += 1
      if (looked > 1) woken.resolve()
    })
    await wait(300)
    await ledger.append(batchOf(2, ['b']))
    await woken.promise
    expect(await readAll(reader)).toHaveLength(2)
  })

  it('asks for the kind of server that the URL tells', async () => {
    await (await open([primary])).append(batchOf(1, ['a']))
    await caughtUp()
    const onStandby = await open([primary, standby], { mode: 'read' }, '&target_session_attrs=standby')
    expect(await readAll(onStandby)).toHaveLength(1)
    await expect(
      open([standby], { mode: 'read', limits: { openingPatience: 100 } }, '&target_session_attrs=primary'),
    ).rejects.toMatchObject({ code: 'E_READ_ONLY', message: expect.stringMatching(/it is a standby/) })
    await expect(open([standby], { limits: { openingPatience: 100 } })).rejects.toMatchObject({
      code: 'E_READ_ONLY',
      message: expect.stringMatching(/it is a standby, in recovery/),
    })
  })

  it('does not acknowledge what a standby never had, whoever cuts the waiting short', async () => {
    const limits = { patience: 3_000, queryTimeout: 1_000, lockTimeout: 300 }
    const ledger = await open([primary], { limits })
    await ledger.append(batchOf(1, ['a']))
    await waitForNobody()
    const answer = ledger.append(batchOf(2, ['b'])).catch((error: unknown) => error)
    const cancelling = (async () => {
      for (let times = 0; times < 30; times += 1) {
        await cancelWaiting()
        await wait(100)
      }
    })()
    expect(await answer).toMatchObject({
      code: 'E_UNKNOWN_OUTCOME',
      facts: { outcome: 'unknown', ids: [eventOf('b').id] },
    })
    await cancelling
  })

  it('says of a commit that waits for a standby that is gone that its outcome is unknown: it may land yet', async () => {
    // Those who try again find the chronicle locked by the commit that waits, and have not been told how it ended.
    const limits = { patience: 3_000, queryTimeout: 1_000, lockTimeout: 300 }
    const ledger = await open([primary], { limits })
    await ledger.append(batchOf(1, ['a']))
    await waitForNobody()
    await expect(ledger.append(batchOf(2, ['b']))).rejects.toMatchObject({
      code: 'E_UNKNOWN_OUTCOME',
      facts: { outcome: 'unknown', ids: [eventOf('b').id] },
    })
    await primary.set({ synchronous_standby_names: '' })
    await expect.poll(() => ledger.head(chronicle)).toMatchObject({ position: 2 })
  })

  it('waits for its standby longer than for any statement, and acknowledges once it has it', async () => {
    const ledger = await open([primary], { limits: { statementTimeout: 300 } })
    await ledger.append(batchOf(1, ['a']))
    await primary.set({ synchronous_standby_names: 'two' })
    standby.freeze()
    let acknowledged = false
    const appending = ledger.append(batchOf(2, ['b'])).then((head) => {
      acknowledged = true
      return head
    })
    await wait(1_000)
    expect(acknowledged).toBe(false)
    standby.thaw()
    expect(await appending).toMatchObject({ position: 2 })
    await caughtUp()
    expect(await ask(standby.url(), `SELECT position FROM ${schema}.head`)).toEqual([{ position: '2' }])
  })

  it('waits for a standby that is not yet where it was read before', async () => {
    const limits = { patience: 20_000, queryTimeout: 500, connectTimeout: 500 }
    const ledger = await open([primary])
    await ledger.append(batchOf(1, ['a']))
    await caughtUp()
    await ask(standby.url(), 'SELECT pg_wal_replay_pause()')
    const reader = await open([primary, standby], { mode: 'read', limits })
    const shown = await ledger.append(batchOf(2, ['b']))
    expect(await reader.head(chronicle)).toEqual(shown)
    // Until it has received, and not replayed, what was shown.
    await wait(300)
    primary.freeze()
    setTimeout(() => void ask(standby.url(), 'SELECT pg_wal_replay_resume()'), 2_000)
    expect(await reader.head(chronicle)).toEqual(shown)
    primary.thaw()
  })

  it('is not taken for the same where the one that takes over had not all of it', async () => {
    // The standby hears nothing for a while, and takes over: what nobody waited for is lost.
    const limits = { patience: 1_500, queryTimeout: 500, connectTimeout: 500 }
    const ledger = await open([primary, standby], { limits })
    await ledger.append(batchOf(1, ['a', 'b']))
    await caughtUp()
    await cutOff()
    await ledger.append(batchOf(2, ['lost']))
    await primary.kill()
    await standby.promote()
    await expect(ledger.head(chronicle)).rejects.toMatchObject({
      code: 'E_LEDGER_WENT_BACK',
      category: 'fault',
      facts: { chronicle, position: 3 },
    })
    const other = await open([primary, standby], { limits })
    expect(await other.append(batchOf(3, ['another', 'and another']))).toMatchObject({ position: 4 })
    for (const work of [
      () => ledger.head(chronicle),
      () => readAll(ledger),
      () => ledger.append(batchOf(4, ['c'])),
    ])
      await expect(work()).rejects.toMatchObject({ code: 'E_LEDGER_WENT_BACK' })
    // Whoever opens it now reads what there is.
    const anew = await open([primary, standby], { limits })
    expect(await readAll(anew)).toHaveLength(4)
  })

  /** From now on the standby hears nothing of the primary. */
  async function cutOff(): Promise<void> {
    await ask(standby.url(), `ALTER SYSTEM SET primary_conninfo = ''`)
    await ask(standby.url(), 'SELECT pg_reload_conf()')
    while ((await ask(primary.url(), 'SELECT FROM pg_stat_replication')).length > 0) await wait(20)
  }
})
