import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Ledger } from '../../src/ledger/index.ts'
import { openPostgresLedger } from '../../src/stores/index.ts'
import { batchOf, chronicle, eventOf, readAll } from '../ledger/events.ts'
import { naiveRootOfLeaves } from '../ledger/naive-tree.ts'
import { describeWith } from '../require.ts'
import { postgres } from './postgres-binaries.ts'
import { ask, type PostgresServer, startPostgres } from './postgres-server.ts'

describeWith(postgres, 'many writers of one PostgreSQL ledger', () => {
  let server: PostgresServer
  let database: string

  beforeAll(async () => {
    server = await startPostgres()
    database = await server.newDatabase()
  })

  afterAll(async () => {
    await server.stop()
  })

  async function withLedgers<T>(
    schema: string,
    count: number,
    work: (...ledgers: Ledger[]) => Promise<T>,
    limits = {},
  ): Promise<T> {
    const url = `${database}?schema=${schema}&partitions=2`
    const ledgers = await Promise.all(
      Array.from({ length: count }, () => openPostgresLedger({ url, mode: 'write', limits })),
    )
    try {
      return await work(...ledgers)
    } finally {
      await Promise.all(ledgers.map((ledger) => ledger.close()))
    }
  }

  it('get places one after another, and readers see a prefix at every moment', async () => {
    await withLedgers('writers', 5, async (reader, ...writers) => {
      let done = false
      const reading = (async () => {
        let longest = 0
        while (reader !== undefined && !done) {
          const before = (await reader.head(chronicle)).position
          const entries = await readAll(reader)
          expect(entries.map(({ position }) => position)).toEqual(entries.map((_, index) => index + 1))
          expect(entries.length).toBeGreaterThanOrEqual(before)
          expect(entries.length).toBeGreaterThanOrEqual(longest)
          longest = entries.length
        }
      })()
      const acknowledged: string[] = []
      await Promise.all(
        writers.flatMap((ledger, which) =>
          Array.from({ length: 4 }, async (_, lane) => {
            for (let index = 0; index < 5; index += 1) {
              const texts = [`${which}-${lane}-${index}`, `${which}-${lane}-${index} too`]
              const { position } = await appendLater(ledger, texts)
              acknowledged.push(`${position - 1} ${texts[0]}`, `${position} ${texts[1]}`)
            }
          }),
        ),
      )
      done = true
      await reading
      const entries = reader === undefined ? [] : await readAll(reader)
      expect(entries.map(({ position, body }) => `${position} ${JSON.parse(body).says}`).toSorted()).toEqual(
        acknowledged.toSorted(),
      )
      expect(entries).toHaveLength(4 * 4 * 5 * 2)
      expect((await reader?.head(chronicle))?.root).toBe(naiveRootOfLeaves(entries))
    })
  })

  it('let exactly one win who expects a position, over and over', async () => {
    await withLedgers('expecting', 4, async (...writers) => {
      for (let position = 0; position < 20; position += 1) {
        const outcomes = await Promise.allSettled(
          writers.map((ledger, which) =>
            ledger.append(batchOf(position + 1, [`${position}-${which}`], { expectedPosition: position })),
          ),
        )
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
        for (const outcome of outcomes)
          if (outcome.status === 'rejected')
            expect(outcome.reason).toMatchObject({ code: 'E_POSITION', category: 'conflict' })
      }
    })
  })

  it('record an event once, whoever of many brings it', async () => {
    await withLedgers('same', 4, async (...writers) => {
      for (let round = 0; round < 20; round += 1) {
        const outcomes = await Promise.allSettled(
          writers.map((ledger, which) =>
            ledger.append({ ...batchOf(0, [`${round}`]), recordedAt: 10 * round + which + 1 }),
          ),
        )
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
        for (const outcome of outcomes)
          if (outcome.status === 'rejected')
            expect(outcome.reason).toMatchObject({
              code: 'E_ALREADY_RECORDED',
              facts: { position: round + 1 },
            })
      }
    })
  })

  it('may bring a batch of many megabytes, which lands whole', async () => {
    await withLedgers('large', 1, async (ledger) => {
      const texts = Array.from({ length: 9 }, (_, index) => `${index} ${'long '.repeat(400_000)}`)
      const head = await ledger?.append(batchOf(1, texts))
      const entries = ledger === undefined ? [] : await readAll(ledger)
      expect(entries.map(({ id }) => id)).toEqual(texts.map((text) => eventOf(text).id))
      expect(head?.root).toBe(naiveRootOfLeaves(entries))
    })
  })

  it('are not held up for long by one that hangs in the midst of an append', async () => {
    await withLedgers(
      'hanging',
      1,
      async (ledger) => {
        await ledger?.append(batchOf(1, ['a']))
        const hanging = startHanging(`${database}?schema=hanging`)
        expect(await hanging.holds).toBe('holds')
        const from = performance.now()
        expect(await ledger?.append(batchOf(2, ['b']))).toMatchObject({ position: 2 })
        expect(performance.now() - from).toBeGreaterThan(300)
        await hanging.kill()
      },
      { idleInTransactionTimeout: 800, lockTimeout: 200 },
    )
  })

  it('are told after a while that another holds the place: E_STORAGE, nothing recorded', async () => {
    await withLedgers(
      'held',
      1,
      async (ledger) => {
        await ledger?.append(batchOf(1, ['a']))
        const holding = ask(
          database,
          `BEGIN; SELECT FROM held.head WHERE chronicle = '${chronicle}' FOR UPDATE; SELECT pg_sleep(2); ROLLBACK`,
        )
        await wait(200)
        await expect(ledger?.append(batchOf(2, ['b']))).rejects.toMatchObject({
          code: 'E_STORAGE',
          facts: { outcome: 'notRecorded' },
          message: expect.stringMatching(/lock timeout/),
        })
        // Another chronicle is no matter.
        expect(await ledger?.append(batchOf(2, ['b'], { chronicle: 'other' }))).toMatchObject({ position: 1 })
        await holding
      },
      { patience: 700, lockTimeout: 200 },
    )
  })

  it('write to very many chronicles at a time without waiting for one another', async () => {
    await withLedgers('apart', 2, async (one, two) => {
      const names = Array.from({ length: 60 }, (_, index) => `chronicle-${index}`)
      await Promise.all(
        names.map(async (name, index) => {
          const ledger = index % 2 === 0 ? one : two
          for (const second of [1, 2, 3])
            await ledger?.append(batchOf(second, [`${second}`], { chronicle: name }))
        }),
      )
      expect(await one?.chronicles()).toEqual(names.toSorted())
      for (const name of names) expect(await two?.head(name)).toMatchObject({ position: 3 })
    })
  })
})

/** Appends at the next instant that the ledger will take. */
async function appendLater(ledger: Ledger, texts: readonly string[]) {
  for (;;) {
    const { recordedAt = 0 } = await ledger.head(chronicle)
    try {
      return await ledger.append({ ...batchOf(0, texts), recordedAt: recordedAt + 1 })
    } catch (error) {
      expect(error).toMatchObject({ code: 'E_RECORDED_AT' })
    }
  }
}

/** A process that takes the place of the next event, as an append does, and then stands still. */
function startHanging(url: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'hanging-process.ts'), url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  return {
    holds: once(lines, 'line').then(([line]) => String(line)),
    kill: async () => {
      child.kill('SIGKILL')
      await once(child, 'close')
    },
  }
}
