import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Ledger } from '../../src/ledger/index.ts'
import { openPostgresLedger } from '../../src/stores/index.ts'
import { batchOf, chronicle } from '../ledger/events.ts'
import { describeWith } from '../require.ts'
import { postgres } from './postgres-binaries.ts'
import { type CuttingProxy, startProxy } from './postgres-proxy.ts'
import { ask, type PostgresServer, startPostgres } from './postgres-server.ts'

/** Longer than any test: what is heard before was told, and not found by looking. */
const NEVER = 600_000

describeWith(postgres, 'watch() of a PostgreSQL ledger', () => {
  let server: PostgresServer
  let database: string
  let proxy: CuttingProxy
  let count = 0
  let schema: string
  let writer: Ledger
  const opened: Ledger[] = []

  beforeAll(async () => {
    server = await startPostgres()
    database = await server.newDatabase()
    proxy = await startProxy(database)
  })

  afterAll(async () => {
    await proxy.close()
    await server.stop()
  })

  beforeEach(async () => {
    count += 1
    schema = `ledger_${count}`
    writer = await open(database, NEVER)
    await writer.append(batchOf(1, ['a']))
  })

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((ledger) => ledger.close()))
  })

  async function open(base: string, pollEvery: number): Promise<Ledger> {
    const url = `${base}?schema=${schema}&partitions=1`
    const ledger = await openPostgresLedger({ url, mode: 'write', limits: { pollEvery } })
    opened.push(ledger)
    return ledger
  }

  /** Counts how often it is woken. */
  function watching(ledger: Ledger, of = chronicle) {
    let times = 0
    const stop = ledger.watch(of, () => {
      times += 1
    })
    return { stop, times: () => times }
  }

  /** The sessions of this ledger that look at heads. */
  const looking = () =>
    ask(
      database,
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE $1 AND pid <> pg_backend_pid()`,
      [`%${schema}.head WHERE chronicle = ANY%`],
    )

  async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
    while (!(await holds())) await wait(10)
  }

  const settled = () => until(async () => (await looking()).length === 1)

  it('is told by another process, without looking', async () => {
    const watched = watching(await open(database, NEVER))
    await settled()
    const before = watched.times()
    await writer.append(batchOf(2, ['b']))
    await until(() => watched.times() > before)
  })

  it('finds by looking what nobody told of, and is woken for nothing else', async () => {
    const watched = watching(await open(database, 50))
    await until(() => watched.times() === 1)
    // As an append whose process ended before it could tell: the same rows, and no NOTIFY.
    await ask(
      database,
      `INSERT INTO ${schema}.event SELECT chronicle, 2, sha256('x'), batch, recorded_at + 1, 'x' FROM ${schema}.event;
       INSERT INTO ${schema}.batch SELECT chronicle, 2, 2, name, recorded_at + 1, reader, frontier FROM ${schema}.batch;
       UPDATE ${schema}.head SET position = 2, recorded_at = recorded_at + 1`,
    )
    await until(() => watched.times() === 2)
    await wait(300)
    expect(watched.times()).toBe(2)
  })

  it('goes on when its session is lost, and misses nothing that came meanwhile', async () => {
    const watched = watching(await open(proxy.through(database), NEVER))
    await settled()
    const [lost] = await looking()
    const before = watched.times()
    proxy.refuse(true)
    proxy.cutAll()
    await writer.append(batchOf(2, ['b']))
    proxy.refuse(false)
    await until(() => watched.times() > before)
    await until(async () => (await looking()).some(({ pid }) => pid !== lost?.pid))
    const then = watched.times()
    await writer.append(batchOf(3, ['c']))
    await until(() => watched.times() > then)
  })

  it('hears of its own chronicle, until it is stopped', async () => {
    const ledger = await open(database, NEVER)
    const [watched, other] = [watching(ledger), watching(ledger, 'other')]
    await settled()
    const before = watched.times()
    await writer.append(batchOf(1, ['a'], { chronicle: 'other' }))
    await until(() => other.times() === 1)
    expect(watched.times()).toBe(before)
    other.stop()
    await writer.append(batchOf(2, ['b'], { chronicle: 'other' }))
    await writer.append(batchOf(2, ['b']))
    await until(() => watched.times() > before)
    expect(other.times()).toBe(1)
  })

  it('holds one session however many watch, none once nobody does, and one again', async () => {
    const ledger = await open(database, 50)
    const stops = Array.from({ length: 20 }, (_, index) => ledger.watch(`chronicle-${index}`, () => {}))
    await settled()
    for (const stop of stops) stop()
    await until(async () => (await looking()).length === 0)
    const watched = watching(ledger)
    await settled()
    await until(() => watched.times() === 1)
  })
})
