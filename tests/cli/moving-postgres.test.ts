import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Ledger } from '../../src/ledger/index.ts'
import { LedgerPlace } from '../../src/stores/index.ts'
import { contentsOf, eventOf } from '../ledger/events.ts'
import { describeWith } from '../require.ts'
import { postgres } from '../stores/postgres-binaries.ts'
import { type PostgresServer, startPostgres } from '../stores/postgres-server.ts'
import { makePlace, NAME, type Place, program, TEXTS, THIRD, temporaryFolder } from './small-chronicle.ts'

describeWith(postgres, 'a ledger that moves', () => {
  let server: PostgresServer
  let place: Place
  beforeAll(async () => {
    server = await startPostgres()
    place = await makePlace()
    await program(place, ['import', place.events])
    await program(place, ['record', THIRD, '--sources', TEXTS, '--events', place.events])
  })
  afterAll(() => server?.stop())

  async function contentsAt(address: string): Promise<unknown> {
    const ledger: Ledger = await new LedgerPlace(address).open('read')
    try {
      return await contentsOf(ledger)
    } finally {
      await ledger.close()
    }
  }

  const moved = (...args: readonly string[]) => program(place, args)

  test('from SQLite to PostgreSQL and back is the same, and twice does nothing', async () => {
    const url = await server.newDatabase()
    expect(await moved('import', place.ledger, '--ledger', url)).toMatchObject({ code: 0, err: '' })
    expect(await contentsAt(url)).toEqual(await contentsAt(place.ledger))
    const again = await moved('import', place.ledger, '--ledger', url, '--json')
    expect(JSON.parse(again.out)).toMatchObject({ chronicles: [{ chronicle: NAME, batches: 0, events: 0 }] })
    const back = join(temporaryFolder(), 'back.sqlite')
    expect(await moved('import', url, '--ledger', back)).toMatchObject({ code: 0 })
    expect(await contentsAt(back)).toEqual(await contentsAt(place.ledger))
  })

  test('from files to PostgreSQL and back to files is the same to the byte, notes of batches aside', async () => {
    const url = await server.newDatabase()
    await moved('import', place.events, '--ledger', url)
    const out = join(temporaryFolder(), 'events')
    expect(await moved('export', '--ledger', url, '--out', out)).toMatchObject({ code: 0 })
    const files = readdirSync(join(out, NAME)).sort()
    expect(files).toEqual(readdirSync(join(place.events, NAME)).sort())
    const withoutNote = (dir: string, file: string) =>
      readFileSync(join(dir, NAME, file), 'utf8').replace(/^note: .*\n/m, '')
    for (const file of files.filter((name) => name.endsWith('.yaml')))
      expect(withoutNote(out, file)).toBe(withoutNote(place.events, file))
  })

  test('is backed up into one SQLite file, which either store is restored from', async () => {
    const url = await server.newDatabase()
    await moved('import', place.ledger, '--ledger', url)
    const file = join(temporaryFolder(), 'copy.sqlite')
    const { code, out } = await moved('backup', '--ledger', url, '--out', file)
    expect([code, out]).toEqual([0, expect.not.stringContaining('password')])
    expect(readdirSync(join(file, '..'))).toEqual(['copy.sqlite'])
    const [other, sqlite] = [await server.newDatabase(), join(temporaryFolder(), 'ledger.sqlite')]
    for (const to of [other, sqlite]) {
      expect(await moved('restore', file, '--to', to)).toMatchObject({ code: 0 })
      expect(await contentsAt(to)).toEqual(await contentsAt(place.ledger))
    }
    expect(await moved('restore', file, '--to', other)).toMatchObject({ code: 0 })
    expect(await moved('restore', file, '--to', other, '--replace')).toMatchObject({
      code: 5,
      err: expect.stringMatching(/^E_REPLACE /),
    })
  })

  test('is restored where nothing is yet, or goes on there, and takes back nothing: E_LEDGER_EXISTS', async () => {
    const url = await server.newDatabase()
    const file = join(temporaryFolder(), 'copy.sqlite')
    await moved('backup', '--out', file)
    const ledger = await new LedgerPlace(url).open('write')
    const batches = await contentsOf(ledger)
    expect(batches).toEqual([])
    const [whole] = await firstBatch(place.ledger)
    if (whole !== undefined) await ledger.append(whole)
    await ledger.close()
    expect(await moved('restore', file, '--to', url)).toMatchObject({ code: 0 })
    expect(await contentsAt(url)).toEqual(await contentsAt(place.ledger))
    const further = await new LedgerPlace(url).open('write')
    await further.append({ chronicle: NAME, name: 'more', recordedAt: 2e12, events: [eventOf('more')] })
    await further.close()
    expect(await moved('restore', file, '--to', url)).toMatchObject({
      code: 4,
      err: expect.stringMatching(/^E_LEDGER_EXISTS /),
    })
  })

  test('stays where another history is: E_DIVERGED', async () => {
    const url = await server.newDatabase()
    const ledger = await new LedgerPlace(url).open('write')
    const [entry] = await readFirst(place.ledger)
    await ledger.append({
      chronicle: NAME,
      name: 'other',
      recordedAt: 1,
      events: entry === undefined ? [] : [entry],
    })
    await ledger.close()
    const file = join(temporaryFolder(), 'copy.sqlite')
    await moved('backup', '--out', file)
    for (const args of [
      ['restore', file, '--to', url],
      ['import', place.ledger, '--ledger', url],
      ['import', place.events, '--ledger', url],
    ])
      expect(await moved(...args)).toMatchObject({
        code: 4,
        err: expect.stringMatching(/^E_DIVERGED .* position 1/),
      })
    expect(existsSync(file)).toBe(true)
  })

  async function firstBatch(path: string) {
    const ledger = await new LedgerPlace(path).open('read')
    const [batch] = await ledger.batches(NAME)
    const events = await Array.fromAsync(ledger.read(NAME, { upTo: batch?.last ?? 0 }))
    await ledger.close()
    return batch === undefined ? [] : [{ chronicle: NAME, ...batch, events }]
  }

  async function readFirst(path: string) {
    const ledger = await new LedgerPlace(path).open('read')
    const entries = await Array.fromAsync(ledger.read(NAME, { upTo: 1 }))
    await ledger.close()
    return entries
  }
})
