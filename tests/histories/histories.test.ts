import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { diceOf } from '../../torture/rig/dice.ts'
import { chronicle } from '../ledger/events.ts'
import { describeWith } from '../require.ts'
import { postgres } from '../stores/postgres-binaries.ts'
import { type PostgresServer, startPostgres } from '../stores/postgres-server.ts'
import { faultsOf } from './check.ts'
import { FAULTS, faultyStore, type PlantedFault } from './faulty-store.ts'
import { hostedStore } from './hosted-store.ts'
import { play } from './play.ts'

const SIZE = { writers: 16, each: 5, followers: 2, crashes: 1 }
const folder = mkdtempSync(join(tmpdir(), 'regesta-histories-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The faults found in one history of a ledger in memory with a fault planted. */
async function played(fault: PlantedFault, seed: number): Promise<readonly string[]> {
  const dice = diceOf(seed)
  return faultsOf(await play(chronicle, faultyStore(fault, dice.fork()), dice, SIZE))
}

describe('the checker of histories', () => {
  test('finds nothing wrong with a ledger that does nothing wrong', async () => {
    for (let seed = 1; seed <= 10; seed++) expect(await played('none', seed)).toEqual([])
  })

  const planted = Object.entries(FAULTS).filter(([fault]) => fault !== 'none')
  test.each(planted)('finds %s: a ledger that %s', async (fault) => {
    const found = await Promise.all(
      Array.from({ length: 10 }, (_, seed) => played(fault as PlantedFault, seed + 1)),
    )
    expect(found.some((faults) => faults.length > 0)).toBe(true)
  })
})

async function checkHosted(target: string, hosts: number, seed: number): Promise<void> {
  const dice = diceOf(seed)
  const own = dice.fork()
  const name = `history-${seed}`
  const store = await hostedStore(target, name, hosts, () => own.fraction())
  try {
    const history = await play(name, store, dice, SIZE)
    expect(faultsOf(history)).toEqual([])
    expect(history.end.length).toBeGreaterThan(0)
  } finally {
    await store.close()
  }
}

describe('a SQLite ledger under 16 writers and kills', () => {
  test.each([1, 2, 3])('takes things one after another (seed %i)', (seed) =>
    checkHosted(join(folder, `${seed}.sqlite`), 1, seed),
  )
})

describeWith(postgres, 'a PostgreSQL ledger under 16 writers of two processes, and kills', () => {
  let server: PostgresServer
  let url: string
  beforeAll(async () => {
    server = await startPostgres()
    url = await server.newDatabase()
  })
  afterAll(() => server?.stop())

  test.each([1, 2, 3])('takes things one after another (seed %i)', (seed) => checkHosted(url, 2, seed))
})
