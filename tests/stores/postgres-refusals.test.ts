import { inspect } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LedgerPlace, openPostgresLedger } from '../../src/stores/index.ts'
import { checkServer, type ServerSettings } from '../../src/stores/postgres/server.ts'
import { batchOf, readAll } from '../ledger/events.ts'
import { describeWith } from '../require.ts'
import { postgres } from './postgres-binaries.ts'
import { ask, type PostgresServer, startPostgres } from './postgres-server.ts'

const limits = { openingPatience: 300, patience: 600, connectTimeout: 500 }
const secret = 'a-secret-that-nobody-shows'

describeWith(postgres, 'openPostgresLedger() says what is wrong, and never the password:', () => {
  let server: PostgresServer
  let url: URL

  beforeAll(async () => {
    server = await startPostgres()
    url = new URL(await server.newDatabase())
    await ask(url.href, `CREATE ROLE ${role} LOGIN PASSWORD '${secret}'`)
  })

  afterAll(async () => {
    await ask(url.href, `DROP ROLE ${role}`)
    await server.stop()
  })

  const role = `regesta_test_${process.pid}_stranger`
  const changed = (parts: Partial<URL>) => {
    const other = Object.assign(new URL(url), parts)
    other.password = secret
    return other.href
  }

  it.each<{ why: string; at: () => string; code: string; told: RegExp }>([
    {
      why: 'nobody listens there',
      at: () => changed({ port: '1' }),
      code: 'E_STORAGE',
      told: /ECONNREFUSED.*; see that the server runs/,
    },
    {
      why: 'no such host',
      at: () => changed({ hostname: 'nowhere.invalid' }),
      code: 'E_STORAGE',
      told: /nowhere\.invalid.*; see that the server runs/,
    },
    {
      why: 'no such database',
      at: () => changed({ pathname: '/no_such_database' }),
      code: 'E_STORAGE',
      told: /"no_such_database" does not exist; create it first: createdb --encoding UTF8/,
    },
    {
      why: 'no such role',
      at: () => changed({ username: 'no_such_role' }),
      code: 'E_STORAGE',
      told: /no_such_role.*; see user and password/,
    },
    {
      why: 'a role that may make no schema',
      at: () => changed({ username: role }),
      code: 'E_STORAGE',
      told: /permission denied.*; see docs\/postgres\.md for the rights that a ledger needs/,
    },
  ])('$why', async ({ at, code, told }) => {
    const error = await openPostgresLedger({ url: at(), mode: 'write', limits }).catch(
      (thrown: unknown) => thrown,
    )
    expect(error).toMatchObject({ code, category: 'fault', message: expect.stringMatching(told) })
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(secret)
  })

  it('all of several servers, each with its own reason', async () => {
    const hosts = Object.assign(new URL(url), { port: '1' }).host
    const several = changed({}).replace(url.host, `${hosts},nowhere.invalid:2`)
    await expect(openPostgresLedger({ url: several, mode: 'write', limits })).rejects.toMatchObject({
      code: 'E_STORAGE',
      message: expect.stringMatching(/:1: .*ECONNREFUSED.*; nowhere\.invalid:2: /),
    })
  })

  it('a database in another encoding: E_SERVER_ENCODING', async () => {
    const latin = await server.newDatabase('LATIN1')
    await expect(openPostgresLedger({ url: latin, mode: 'write', limits })).rejects.toMatchObject({
      code: 'E_SERVER_ENCODING',
      category: 'invalid',
      facts: { actual: 'LATIN1' },
    })
  })

  it.each(['order', 'left', 'time'])('a schema whose name is a word of SQL: %s', async (word) => {
    const reserved = `${url.href}?schema=${word}`
    await expect(openPostgresLedger({ url: reserved, mode: 'write' })).rejects.toMatchObject({
      code: 'E_LEDGER_URL',
      category: 'invalid',
      message: expect.stringMatching(`schema is "${word}", a word of SQL; expected another name`),
    })
    await expect(openPostgresLedger({ url: reserved, mode: 'read' })).rejects.toMatchObject({
      code: 'E_NO_LEDGER',
    })
    expect(await ask(url.href, 'SELECT FROM pg_namespace WHERE nspname = $1', [word])).toEqual([])
  })

  it.each(['event', 'first'])('nothing of a word that SQL leaves free: %s', async (word) => {
    const ledger = await openPostgresLedger({ url: `${url.href}?schema=${word}&partitions=0`, mode: 'write' })
    expect(await ledger.append(batchOf(1, ['a']))).toMatchObject({ position: 1 })
    await ledger.close()
    expect(await new LedgerPlace(`${url.href}?schema=${word}`).verify()).toEqual([])
  })

  it('a name of a chronicle that no index can hold: E_NAME', async () => {
    const ledger = await openPostgresLedger({ url: url.href, mode: 'write' })
    await expect(ledger.append(batchOf(1, ['a'], { chronicle: '日'.repeat(400) }))).rejects.toMatchObject({
      code: 'E_NAME',
      category: 'invalid',
    })
    const long = { chronicle: '日'.repeat(333) }
    expect(await ledger.append(batchOf(1, ['a'], long))).toMatchObject({ position: 1, ...long })
    await ledger.close()
  })

  it('an append to what was opened for reading: E_READ_ONLY', async () => {
    const ledger = await openPostgresLedger({ url: url.href, mode: 'write' })
    await ledger.append(batchOf(1, ['a']))
    const reader = await openPostgresLedger({ url: url.href, mode: 'read' })
    await expect(reader.append(batchOf(0, []))).rejects.toMatchObject({ code: 'E_READ_ONLY' })
    expect(await readAll(reader)).toHaveLength(1)
    await reader.close()
    await ledger.close()
  })

  it('a server that takes no writes for now: E_READ_ONLY, once it was waited for', async () => {
    const ledger = await openPostgresLedger({ url: url.href, mode: 'write', limits })
    const name = url.pathname.slice(1)
    await ask(url.href, `ALTER DATABASE ${name} SET default_transaction_read_only = on`)
    await ask(
      url.href,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'regesta' AND datname = current_database()`,
    )
    await expect(ledger.append(batchOf(9, ['z']))).rejects.toMatchObject({
      code: 'E_READ_ONLY',
      category: 'fault',
    })
    await expect(openPostgresLedger({ url: url.href, mode: 'write', limits })).rejects.toMatchObject({
      code: 'E_READ_ONLY',
    })
    const another = await server.newDatabase()
    await ask(another, `ALTER DATABASE ${name} RESET default_transaction_read_only`)
    expect(await ledger.append(batchOf(9, ['z']))).toMatchObject({ position: 2 })
    await ledger.close()
  })
})

describe('checkServer()', () => {
  const facts: ServerSettings = {
    version: 150_018,
    encoding: 'UTF8',
    standby: false,
    readOnly: false,
    fsync: true,
    fullPageWrites: true,
    synchronousStandbys: '',
  }

  it('takes PostgreSQL 15', () => {
    expect(() => checkServer(facts, 'it')).not.toThrow()
  })

  it('refuses what came before: E_SERVER_VERSION', () => {
    expect(() => checkServer({ ...facts, version: 140_012 }, 'it')).toThrow(
      expect.objectContaining({
        code: 'E_SERVER_VERSION',
        category: 'invalid',
        message: 'it is PostgreSQL 14; a ledger needs 15 or later',
      }),
    )
  })
})
