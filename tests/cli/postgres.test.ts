import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openRegesta } from '../../src/archive/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { sha256Hex } from '../../src/event/index.ts'
import type { Ledger } from '../../src/ledger/index.ts'
import { openPostgresLedger } from '../../src/stores/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import { describeWith } from '../require.ts'
import { postgres } from '../stores/postgres-binaries.ts'
import { ask, type PostgresServer, startPostgres } from '../stores/postgres-server.ts'
import { makePlace, NAME, type Place, regesta, regestaProcess, TEXTS, THIRD } from './small-chronicle.ts'

describeWith(postgres, 'the program on a PostgreSQL ledger', () => {
  let server: PostgresServer
  let database: string
  let count = 0
  let schema: string
  let place: Place

  beforeAll(async () => {
    server = await startPostgres()
    database = await server.newDatabase()
  })

  afterAll(async () => {
    await server.stop()
  })

  beforeEach(async () => {
    count += 1
    schema = `ledger_${count}`
    // The password is none that the server asks for; it is there to see that nobody shows it.
    const url = Object.assign(new URL(database), { password: 'hunter2' }).href
    place = { ...(await makePlace()), ledger: `${url}?schema=${schema}&partitions=2` }
  })

  const open = (mode: 'read' | 'write', ledgerPath = place.ledger) =>
    openRegesta({
      vocabulary: bilateral.vocabulary,
      eventsDir: place.events,
      ledgerPath,
      mode,
      clock: fixedClock('2026-02-01T12:00:00Z'),
    })

  test('gives the same answers, to the byte, and the same roots as on a file', async () => {
    const file = { ...place, ledger: join(place.dir, 'ledger.sqlite') }
    for (const args of [
      ['as-of', '2025-06-30', '--all', '--json'],
      ['as-of', '2025-06-30', '--known-at', '2025-03-01', '--json'],
      ['compare', '2024-01-01', '2026-01-01', '--json'],
      ['timeline', '--json'],
      ['verify', '--json'],
    ]) {
      const [one, other] = [await regesta(file, args), await regesta(place, args)]
      expect(other).toEqual(one)
      expect(one.out).not.toBe('')
    }
    const roots = async (path: string) => {
      const { ledger, close } = await open('read', path)
      const all = await everyRoot(ledger)
      await close()
      return all
    }
    expect(await roots(place.ledger)).toEqual(await roots(file.ledger))
  })

  test('takes in files that several start with at the same time once, each batch whole', async () => {
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => open('write')))
    for (const { chronicle, ledger, close } of outcomes) {
      expect(chronicle.position).toBe(20)
      expect((await ledger.batches(NAME)).map(({ name, last }) => [name, last])).toEqual([
        ['0001-first-talks', 10],
        ['0002-first-dialogue', 20],
      ])
      await close()
    }
    expect((await regesta(place, ['verify'])).code).toBe(0)
  })

  test('records a draft while others hold the ledger open, and they follow', async () => {
    const { chronicle, close } = await open('write')
    const stop = chronicle.keepUp({ every: 60_000, onFault: (error) => expect.fail(`${error}`) })
    const recorded = await regesta(place, ['record', THIRD, '--sources', TEXTS])
    expect(recorded).toMatchObject({ code: 0 })
    await chronicle.reach(21, 5_000)
    stop()
    await close()
  })

  test('says where files and ledger part ways, and shows the password to nobody', async () => {
    const ledger = await openPostgresLedger({ url: place.ledger, mode: 'write' })
    const body = JSON.stringify({ chronicle: NAME, label: 'something else' })
    const events = [{ id: sha256Hex(body), body }]
    await ledger.append({ chronicle: NAME, name: 'else', recordedAt: 1, events })
    await ledger.close()
    for (const args of [['verify'], ['as-of'], ['as-of', '--json']]) {
      const told = await regesta(place, args)
      expect(told.code).not.toBe(0)
      expect(told.err).toMatch(/^E_DIVERGED postgres:\/\/\w+@.* part ways at position 1: /)
      expect(told.err + told.out).not.toContain('hunter2')
    }
  })

  test('finds an event that was altered in the table, and names it', async () => {
    await (await open('write')).close()
    await ask(
      database,
      `SET session_replication_role = replica;
       UPDATE ${schema}.event SET body = overlay(body PLACING 'X' FROM 20 FOR 1) WHERE position = 7`,
    )
    const told = await regesta(place, ['verify'])
    expect(told.code).not.toBe(0)
    expect(told.err).toMatch(/event 7\b/)
  })

  test('says plainly that no server is there', async () => {
    const nowhere = { ...place, ledger: 'postgres://me:hunter2@127.0.0.1:1/none' }
    const told = await regestaProcess(nowhere, ['as-of', '--ledger', nowhere.ledger])
    expect(told.err).toMatch(
      /^E_STORAGE postgres:\/\/me@127\.0\.0\.1:1\/none: .*ECONNREFUSED.*; see that the server runs/,
    )
    expect(told.err).not.toContain('hunter2')
  })
})

async function everyRoot(ledger: Ledger): Promise<readonly string[]> {
  const { position } = await ledger.head(NAME)
  return Promise.all(Array.from({ length: position + 1 }, (_, at) => ledger.rootAt(NAME, at)))
}
