import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { describeWith } from '../require.ts'
import { postgres } from '../stores/postgres-binaries.ts'
import { type PostgresServer, startPostgres } from '../stores/postgres-server.ts'
import { type Key, makeKey, publish } from './signed.ts'
import { makePlace, type Place, regesta } from './small-chronicle.ts'

describeWith(postgres, 'verify, checkpoint and prove, of a ledger in PostgreSQL,', () => {
  let server: PostgresServer
  let files: Place
  let place: Place
  let key: Key
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.stop())
  beforeEach(async () => {
    files = await makePlace()
    key = await makeKey(files, 'example.org/regesta')
    place = { ...files, ledger: await server.newDatabase() }
    const taken = await regesta(place, ['as-of'])
    if (taken.code !== 0) throw new Error(taken.err)
  })

  async function alter(sql: string): Promise<void> {
    const client = new Client({ connectionString: place.ledger })
    await client.connect()
    await client.query(`SET session_replication_role = replica; ${sql}`)
    await client.end()
  }

  test('give what they give of the files', async () => {
    for (const args of [
      ['checkpoint', '--key', key.secret],
      ['prove', '12', '--key', key.secret],
      ['prove', '--from', '3', '--to', '17'],
    ])
      expect(await regesta(place, args)).toEqual(await regesta(files, args))
  })

  test('name the event whose body was altered', async () => {
    await alter(`UPDATE regesta.event SET body = '{}' WHERE position = 13`)
    const { code, err } = await regesta(place, ['verify'])
    expect([code, err]).toEqual([1, expect.stringMatching(/E_AUDIT_BODY event 13, [0-9a-f]{64},/)])
  })

  test('find a cut by a checkpoint', async () => {
    const published = await publish(files, 'published', ['--key', key.secret])
    await alter(`
      DELETE FROM regesta.event WHERE position > 10;
      DELETE FROM regesta.batch WHERE last > 10;
      UPDATE regesta.head SET (position, recorded_at, frontier) =
        (SELECT last, recorded_at, frontier FROM regesta.batch WHERE last = 10)
    `)
    const alone = { ...place, events: `${place.dir}/none` }
    const args = ['verify', '--verifier', key.verifier, '--checkpoint', published]
    expect(await regesta(alone, ['verify'])).toMatchObject({ code: 0 })
    expect(await regesta(alone, args)).toMatchObject({
      code: 1,
      err: expect.stringContaining('E_TRUNCATED ends at position 10'),
    })
  })

  test('tell of a ledger that cannot be read, though there is nothing else', async () => {
    await alter('DELETE FROM regesta.event WHERE position > 10')
    expect(await regesta({ ...place, events: `${place.dir}/none` }, ['verify'])).toMatchObject({
      code: 1,
      err: expect.stringContaining('E_LEDGER_DAMAGED'),
    })
  })

  test.each([
    ['no server', (url: URL) => Object.assign(url, { port: '1' }), 1, 'E_STORAGE'],
    ['no such role', (url: URL) => Object.assign(url, { username: 'no_such_role' }), 1, 'E_STORAGE'],
    ['no such database', (url: URL) => Object.assign(url, { pathname: '/none' }), 1, 'E_STORAGE'],
    ['no such schema', (url: URL) => Object.assign(url, { search: '?schema=typo' }), 3, 'E_NO_LEDGER'],
    ['no such parameter', (url: URL) => Object.assign(url, { search: '?schemma=x' }), 5, 'E_LEDGER_URL'],
  ])('verify raises no alarm over a ledger that it cannot read: %s', async (_, altered, code, told) => {
    const url = altered(new URL(place.ledger))
    url.password = 'hunter2'
    const found = await regesta(place, ['verify', '--ledger', url.href])
    expect([found.code, found.err]).toEqual([code, expect.stringMatching(`^${told} [^\n]*\n$`)])
    expect(found.out).toMatch(/^arlandia-bolria: 2 batches, 20 events, .* sound, /)
    expect(found.out).toContain('\n  the ledger could not be read\n')
    expect(found.err + found.out).not.toContain('hunter2')
    const other = await regesta(place, ['as-of', '--ledger', url.href])
    if (told !== 'E_NO_LEDGER') expect([other.code, other.err]).toEqual([code, found.err])
  })

  test('verify stays alarmed over one that cannot be read because it was tampered with', async () => {
    await alter('DELETE FROM regesta.event WHERE position > 10')
    const { code, out, err } = await regesta(place, ['verify'])
    expect([code, out]).toEqual([1, ''])
    expect(err).toMatch(/^E_LEDGER_DAMAGED [^\n]*\n$/)
  })
})
