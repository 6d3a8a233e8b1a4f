import { setTimeout as wait } from 'node:timers/promises'
import fc from 'fast-check'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Ledger } from '../../src/ledger/index.ts'
import { openPostgresLedger } from '../../src/stores/index.ts'
import { batchOf, chronicle, eventOf, readAll } from '../ledger/events.ts'
import { naiveRootOfLeaves } from '../ledger/naive-tree.ts'
import { describeWith } from '../require.ts'
import { postgres } from './postgres-binaries.ts'
import { type CuttingProxy, type Moment, startProxy } from './postgres-proxy.ts'
import { type PostgresServer, startPostgres } from './postgres-server.ts'

/** A ledger that is reached through a proxy that cuts connections, and the same ledger reached directly. */
describeWith(postgres, 'append() of a PostgreSQL ledger whose connection is cut', () => {
  let server: PostgresServer
  let database: string
  let proxy: CuttingProxy
  let count = 0
  let ledger: Ledger
  let beside: Ledger

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
    const schema = `?schema=ledger_${count}&partitions=2`
    beside = await openPostgresLedger({ url: `${database}${schema}`, mode: 'write' })
    ledger = await openPostgresLedger({
      url: `${proxy.through(database)}${schema}`,
      mode: 'write',
      limits: { patience: 1_500 },
    })
    await ledger.append(batchOf(1, ['a', 'b']))
  })

  afterEach(async () => {
    proxy.cutting('inside', 0)
    proxy.refuse(false)
    await ledger.close()
    await beside.close()
  })

  const MOMENTS: readonly Moment[] = ['inside', 'before', 'after']

  it.each(MOMENTS.flatMap((moment) => [1, 2, 3].map((times) => ({ moment, times }))))(
    '$times times, $moment, records the batch once and answers the head after it',
    async ({ moment, times }) => {
      proxy.cutting(moment, times)
      const head = await ledger.append(batchOf(2, ['c', 'd'], { expectedPosition: 2 }))
      const entries = await readAll(beside)
      expect(entries.map(({ body }) => body)).toEqual(['a', 'b', 'c', 'd'].map((text) => eventOf(text).body))
      expect(head).toEqual({
        chronicle,
        position: 4,
        recordedAt: batchOf(2, []).recordedAt,
        root: naiveRootOfLeaves(entries),
      })
    },
  )

  it('after COMMIT, with more recorded by another before it asks, answers the head as after its own batch', async () => {
    proxy.cutting('after', 1, () => beside.append(batchOf(3, ['by another'])))
    const head = await ledger.append(batchOf(2, ['c', 'd']))
    expect(head).toMatchObject({ position: 4, recordedAt: batchOf(2, []).recordedAt })
    expect(head.root).toBe(naiveRootOfLeaves((await readAll(beside)).slice(0, 4)))
    expect(await beside.head(chronicle)).toMatchObject({ position: 5 })
  })

  it('before COMMIT, with the place taken by another, is a conflict as if it had come later', async () => {
    proxy.cutting('before', 1, () => beside.append(batchOf(2, ['by another'])))
    await expect(ledger.append(batchOf(3, ['c'], { expectedPosition: 2 }))).rejects.toMatchObject({
      code: 'E_POSITION',
      facts: { expected: 2, actual: 3 },
    })
    expect(await readAll(beside)).toHaveLength(3)
  })

  it('before COMMIT, with the same event recorded by another, does not take that batch for its own', async () => {
    proxy.cutting('before', 1, () => beside.append(batchOf(2, ['c'], { name: 'by another' })))
    await expect(ledger.append(batchOf(2, ['c']))).rejects.toMatchObject({
      code: 'E_ALREADY_RECORDED',
      facts: { id: eventOf('c').id, position: 3 },
    })
  })

  it.each(['before', 'after'] as const)(
    'always, %s COMMIT, ends with E_UNKNOWN_OUTCOME, the ids in it, and can be tried again later',
    async (moment) => {
      proxy.cutting(moment, Number.POSITIVE_INFINITY)
      const ids = [eventOf('c').id, eventOf('d').id]
      await expect(ledger.append(batchOf(2, ['c', 'd']))).rejects.toMatchObject({
        code: 'E_UNKNOWN_OUTCOME',
        category: 'fault',
        facts: { outcome: 'unknown', chronicle, ids },
      })
      proxy.cutting(moment, 0)
      const again = await ledger.append(batchOf(3, ['c', 'd'])).catch((error: unknown) => error)
      if (moment === 'after') expect(again).toMatchObject({ code: 'E_ALREADY_RECORDED' })
      else expect(again).toMatchObject({ position: 4 })
      expect(await readAll(beside)).toHaveLength(4)
    },
  )

  it('always, before COMMIT was sent, ends with E_STORAGE, which says that nothing was recorded', async () => {
    proxy.cutting('inside', Number.POSITIVE_INFINITY)
    await expect(ledger.append(batchOf(2, ['c']))).rejects.toMatchObject({
      code: 'E_STORAGE',
      facts: { outcome: 'notRecorded' },
    })
    expect(await readAll(beside)).toHaveLength(2)
  })

  it('with the whole network gone for a while, waits and goes on; reading does, too', async () => {
    proxy.refuse(true)
    proxy.cutAll()
    const answers = Promise.all([
      ledger.append(batchOf(2, ['c'])),
      ledger.head(chronicle),
      readAll(ledger),
      ledger.batches(chronicle),
    ])
    setTimeout(() => proxy.refuse(false), 600)
    const [appended] = await answers
    expect(appended).toMatchObject({ position: 3 })
  })

  it('with more at work than there are sessions, leaves nobody waiting for one', async () => {
    const url = `${proxy.through(database)}?schema=ledger_${count}`
    const few = await openPostgresLedger({ url, mode: 'write', limits: { connections: 2 } })
    for (const name of ['one', 'two']) await few.append(batchOf(1, ['a'], { chronicle: name }))
    // Both sessions wait for a lock, and all others for a session.
    const locked = new Client({ connectionString: database })
    await locked.connect()
    await locked.query(`BEGIN; SELECT FROM ledger_${count}.head FOR UPDATE`)
    const appending = ['one', 'two'].map((name) => few.append(batchOf(2, ['b'], { chronicle: name })))
    await wait(100)
    const asking = Array.from({ length: 50 }, () => few.head(chronicle))
    await wait(100)
    proxy.cutAll()
    await locked.end()
    await Promise.all([...appending, ...asking])
    await few.close()
  })

  it('at any moments, among several writers, keeps every promise it made', async () => {
    let run = 0
    const step = fc.record({
      moment: fc.constantFrom(...MOMENTS),
      times: fc.integer({ min: 0, max: 2 }),
      writers: fc.integer({ min: 1, max: 4 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
        run += 1
        const of = `chronicle-${run}`
        const acknowledged: string[] = []
        const refused: string[] = []
        let second = 0
        for (const [index, { moment, times, writers }] of steps.entries()) {
          proxy.cutting(moment, times)
          await Promise.all(
            Array.from({ length: writers }, async (_, writer) => {
              const text = `${index}-${writer}`
              second += 1
              const batch = batchOf(second, [text, `${text} too`], { chronicle: of, name: text })
              try {
                const { position } = await ledger.append(batch)
                acknowledged.push(`${position - 1} ${text}`, `${position} ${text} too`)
              } catch (error) {
                expect(error).toMatchObject({ code: 'E_RECORDED_AT' })
                refused.push(text)
              }
            }),
          )
        }
        const entries = await readAll(beside, of)
        const stands = entries.map(({ position, body }) => `${position} ${JSON.parse(body).says}`)
        expect(stands.toSorted()).toEqual(acknowledged.toSorted())
        expect(entries.map(({ position }) => position)).toEqual(entries.map((_, index) => index + 1))
        expect((await beside.head(of)).root).toBe(naiveRootOfLeaves(entries))
      }),
      { numRuns: 25 },
    )
  })
})
