import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Ledger, openPostgresLedger } from '../../src/ledger/index.ts'
import { describeWith } from '../require.ts'
import { batchOf, chronicle } from './events.ts'
import { postgres } from './postgres-binaries.ts'
import { type CuttingProxy, startProxy } from './postgres-proxy.ts'
import { ask, type PostgresServer, startPostgres } from './postgres-server.ts'

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
    writer = await open(database)
  })

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((ledger) => ledger.close()))
  })

  async function open(base: string, pollEvery = 60_000): Promise<Ledger> {
    const url = `${base}?schema=${schema}&partitions=1`
    const ledger = await openPostgresLedger({ url, mode: 'write', limits: { pollEvery } })
    opened.push(ledger)
    return ledger
  }

  /** Counts how often it is woken, and waits for one more; ms until then. */
  function watching(ledger: Ledger, of = chronicle) {
    let woken = 0
    let hear = () => {}
    const stop = ledger.watch(of, () => {
      woken += 1
      hear()
    })
    return {
      stop,
      times: () => woken,
      next: async (within: number) => {
        const from = performance.now()
        const heard = new Promise<true>((resolve) => {
          hear = () => resolve(true)
        })
        const answer = await Promise.race([heard, wait(within, false as const)])
        return answer ? performance.now() - from : undefined
      },
    }
  }

  /** Until its session listens and has looked once. */
  const settled = () => wait(250)

  it('is told by another process at once, without looking', async () => {
    const watched = watching(await open(database))
    await settled()
    const next = watched.next(2_000)
    await writer.append(batchOf(1, ['a']))
    expect(await next).toBeLessThan(500)
  })

  it('finds what nobody told of by looking', async () => {
    const watched = watching(await open(database, 100))
    await settled()
    await writer.append(batchOf(1, ['a']))
    await wait(300)
    const before = watched.times()
    // As an append whose process ended before it could tell: the same rows, and no NOTIFY.
    await ask(
      database,
      `INSERT INTO ${schema}.event SELECT chronicle, 2, sha256('x'), batch, recorded_at + 1, 'x' FROM ${schema}.event;
       INSERT INTO ${schema}.batch SELECT chronicle, 2, 2, name, recorded_at + 1, reader, frontier FROM ${schema}.batch;
       UPDATE ${schema}.head SET position = 2, recorded_at = recorded_at + 1`,
    )
    expect(await watched.next(2_000)).toBeLessThan(500)
    expect(watched.times()).toBe(before + 1)
    expect(await watched.next(400)).toBeUndefined()
  })

  it('goes on when its session is lost, and misses nothing that came meanwhile', async () => {
    const watched = watching(await open(proxy.through(database)))
    await settled()
    proxy.refuse(true)
    proxy.cutAll()
    await writer.append(batchOf(1, ['a']))
    await wait(100)
    proxy.refuse(false)
    expect(await watched.next(5_000)).toBeDefined()
    await settled()
    const next = watched.next(2_000)
    await writer.append(batchOf(2, ['b']))
    expect(await next).toBeLessThan(500)
  })

  it('hears of its own chronicle, until it is stopped', async () => {
    const ledger = await open(database)
    const [watched, other] = [watching(ledger), watching(ledger, 'other')]
    await settled()
    const before = [watched.times(), other.times()]
    await writer.append(batchOf(1, ['a'], { chronicle: 'other' }))
    await wait(200)
    expect([watched.times(), other.times()]).toEqual([before[0], expect.any(Number)])
    expect(other.times()).toBeGreaterThan(before[1] ?? 0)
    other.stop()
    const stopped = other.times()
    await writer.append(batchOf(2, ['b'], { chronicle: 'other' }))
    await wait(200)
    expect(other.times()).toBe(stopped)
  })

  it('holds one session however many watch, and none once nobody does', async () => {
    const ledger = await open(database, 50)
    const stops = Array.from({ length: 20 }, (_, index) => ledger.watch(`chronicle-${index}`, () => {}))
    await settled()
    const listening = () =>
      ask(
        database,
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE $1 AND pid <> pg_backend_pid()`,
        [`%${schema}.head WHERE chronicle = ANY%`],
      )
    expect(await listening()).toHaveLength(1)
    for (const stop of stops) stop()
    await settled()
    expect(await listening()).toEqual([])
  })
})
