import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Ledger } from '../../src/ledger/index.ts'
import { openPostgresLedger } from '../../src/stores/index.ts'
import { type Migration, migrate, migrations, schemaVersion } from '../../src/stores/postgres/schema.ts'
import { batchOf, chronicle, contentsOf, readAll } from '../ledger/events.ts'
import { describeWith } from '../require.ts'
import { postgres } from './postgres-binaries.ts'
import { ask, type PostgresServer, startPostgres } from './postgres-server.ts'

describeWith(postgres, 'the tables of a PostgreSQL ledger', () => {
  let server: PostgresServer
  let database: string
  let count = 0
  let schema: string
  let url: string
  const roles: string[] = []

  beforeAll(async () => {
    server = await startPostgres()
    database = await server.newDatabase()
  })

  afterAll(async () => {
    for (const role of roles) await ask(database, `DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`)
    await server.stop()
  })

  beforeEach(() => {
    count += 1
    schema = `ledger_${count}`
    url = `${database}?schema=${schema}&partitions=2`
  })

  async function withLedger<T>(work: (ledger: Ledger) => Promise<T>, at = url): Promise<T> {
    const ledger = await openPostgresLedger({ url: at, mode: 'write' })
    try {
      return await work(ledger)
    } finally {
      await ledger.close()
    }
  }

  const beginning = (ledger: Ledger) => ledger.append(batchOf(1, ['a', 'b', 'c']))

  describe('are made', () => {
    it('once, by whoever of many comes first', async () => {
      const ledgers = await Promise.all(
        Array.from({ length: 8 }, () => openPostgresLedger({ url, mode: 'write' })),
      )
      for (const ledger of ledgers) expect(await ledger.chronicles()).toEqual([])
      await Promise.all(ledgers.map((ledger) => ledger.close()))
      expect(await ask(database, `SELECT version FROM ${schema}.regesta_schema_version`)).toEqual([
        { version: migrations.length },
      ])
    })

    it('in an empty schema that is there, by one who may make none', async () => {
      const role = await newRole()
      await ask(database, `CREATE SCHEMA ${schema} AUTHORIZATION ${role}`)
      const own = urlOf(role)
      expect(await withLedger(beginning, own)).toMatchObject({ position: 3 })
    })

    it('by one who writes only: reading what is not there is E_NO_LEDGER, and makes nothing', async () => {
      await expect(openPostgresLedger({ url, mode: 'read' })).rejects.toMatchObject({
        code: 'E_NO_LEDGER',
        category: 'notFound',
      })
      expect(await ask(database, 'SELECT FROM pg_namespace WHERE nspname = $1', [schema])).toEqual([])
    })

    it.each(['read', 'write'] as const)(
      'not beside tables of another program: E_FOREIGN_SCHEMA (%s)',
      async (mode) => {
        await ask(database, `CREATE SCHEMA ${schema} CREATE TABLE event (id int)`)
        await expect(openPostgresLedger({ url, mode })).rejects.toMatchObject({
          code: 'E_FOREIGN_SCHEMA',
          category: 'invalid',
          facts: { schema },
        })
        expect(await tablesIn(schema)).toEqual(['event'])
      },
    )
  })

  describe('are migrated', () => {
    const later: readonly Migration[] = [
      ...migrations,
      ({ schema }) => `CREATE TABLE ${schema}.second (n int); INSERT INTO ${schema}.second VALUES (1)`,
      ({ schema }) => `INSERT INTO ${schema}.second VALUES (2)`,
    ]

    /** A session like those on which a ledger is opened. */
    async function onSession<T>(work: (session: Client) => Promise<T>): Promise<T> {
      const session = new Client({ connectionString: database })
      await session.connect()
      try {
        return await work(session)
      } finally {
        await session.end()
      }
    }

    const layout = () => ({ schema, partitions: 2 })

    it('step by step, each once, however many come at a time, with the events in them kept', async () => {
      await withLedger(beginning)
      const before = await withLedger(contentsOf)
      await Promise.all(
        Array.from({ length: 6 }, () => onSession((session) => migrate(session, 'it', layout(), later))),
      )
      expect(await ask(database, `SELECT n FROM ${schema}.second ORDER BY n`)).toEqual([{ n: 1 }, { n: 2 }])
      expect(await onSession((session) => schemaVersion(session, 'it', layout(), later))).toBe(later.length)
      const entries = await ask(database, `SELECT position FROM ${schema}.event`)
      expect(entries).toHaveLength(3)
      expect(before).toMatchObject([{ head: { position: 3 } }])
    })

    it('not at all by a step that fails, and from there on by one that is mended', async () => {
      const broken: readonly Migration[] = [
        ...migrations,
        ({ schema }) => `CREATE TABLE ${schema}.second (n int); SELECT 1 / 0`,
      ]
      await withLedger(beginning)
      await expect(onSession((session) => migrate(session, 'it', layout(), broken))).rejects.toThrow(/zero/)
      expect(await tablesIn(schema)).not.toContain('second')
      expect(await withLedger((ledger) => readAll(ledger))).toHaveLength(3)
      await onSession((session) => migrate(session, 'it', layout(), later))
      expect(await tablesIn(schema)).toContain('second')
    })

    it.each(['read', 'write'] as const)(
      'never back: those of a later program are E_NEWER_SCHEMA (%s)',
      async (mode) => {
        await withLedger(beginning)
        await ask(database, `INSERT INTO ${schema}.regesta_schema_version VALUES (99)`)
        await expect(openPostgresLedger({ url, mode })).rejects.toMatchObject({
          code: 'E_NEWER_SCHEMA',
          category: 'invalid',
          facts: { expected: migrations.length, actual: 99 },
        })
      },
    )
  })

  describe('keep what was appended', () => {
    it.each([
      `UPDATE @event SET body = '' WHERE position = 2`,
      `UPDATE @event SET position = 9 WHERE position = 3`,
      'DELETE FROM @event WHERE position = 3',
      'TRUNCATE @event',
      'TRUNCATE @event, @batch, @head',
      `UPDATE @batch SET name = 'other'`,
      'DELETE FROM @batch',
      'TRUNCATE @batch',
      `UPDATE @head SET position = 2`,
      `UPDATE @head SET position = 4`,
      `UPDATE @head SET frontier = ''`,
      'DELETE FROM @head',
      'TRUNCATE @head',
      // A gap, a place that is taken, an event that stands, an id that is not the body's.
      `INSERT INTO @event VALUES ('${chronicle}', 5, sha256('x'), 'b', 1, 'x')`,
      `INSERT INTO @event VALUES ('${chronicle}', 3, sha256('x'), 'b', 1, 'x')`,
      `INSERT INTO @event SELECT chronicle, 4, id, batch, recorded_at, body FROM @event WHERE position = 1`,
      `INSERT INTO @event VALUES ('${chronicle}', 4, sha256('x'), 'b', 1, 'y')`,
      // A batch of no events, one of an instant that was, a head out of nothing.
      `INSERT INTO @batch SELECT chronicle, 4, 4, name, recorded_at + 1, reader, frontier FROM @batch`,
      `INSERT INTO @batch SELECT chronicle, 3, 1, 'again', recorded_at, reader, frontier FROM @batch`,
      `INSERT INTO @head VALUES ('other', 1, 1, '')`,
    ])('from %s', async (statement) => {
      await withLedger(beginning)
      const before = await withLedger(contentsOf)
      const on = (part: string) =>
        ask(database, statement.replaceAll(/@(event|batch|head)/g, `${schema}.$1${part}`))
      await expect(on('')).rejects.toMatchObject({ code: expect.stringMatching(/^23/) })
      // And by each of its parts, as a clumsy hand might.
      for (const part of ['_0', '_1']) await on(part).catch(() => undefined)
      expect(await withLedger(contentsOf)).toEqual(before)
    })

    it('by a role that may read and add, and nothing else', async () => {
      await withLedger(beginning)
      const role = await newRole()
      await ask(
        database,
        `GRANT USAGE ON SCHEMA ${schema} TO ${role};
         GRANT SELECT ON ALL TABLES IN SCHEMA ${schema} TO ${role};
         GRANT INSERT ON ${schema}.event, ${schema}.batch, ${schema}.head TO ${role};
         GRANT UPDATE ON ${schema}.head TO ${role}`,
      )
      const own = urlOf(role)
      expect(await withLedger((ledger) => ledger.append(batchOf(2, ['d'])), own)).toMatchObject({
        position: 4,
      })
      expect(
        await withLedger((ledger) => ledger.append(batchOf(2, ['d'], { chronicle: 'new' })), own),
      ).toMatchObject({ position: 1 })
      await expect(ask(own, `DELETE FROM ${schema}.event`)).rejects.toMatchObject({ code: '42501' })
    })
  })

  it('can be spread by chronicle: every key begins with it, nothing reaches from one to another', async () => {
    await withLedger(beginning)
    const keys = await ask(
      database,
      `SELECT DISTINCT pg_get_indexdef(indexrelid, 1, true) AS first FROM pg_index
       JOIN pg_class ON pg_class.oid = indrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
       WHERE nspname = $1 AND relname <> 'regesta_schema_version'`,
      [schema],
    )
    expect(keys).toEqual([{ first: 'chronicle' }])
    const reaching = await ask(
      database,
      `SELECT conname FROM pg_constraint JOIN pg_namespace ON pg_namespace.oid = connamespace
       WHERE nspname = $1 AND contype IN ('f', 'x')
       UNION SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
       WHERE nspname = $1 AND relkind = 'S'`,
      [schema],
    )
    expect(reaching).toEqual([])
    const layouts = await ask(
      database,
      `SELECT relname, pg_get_partkeydef(pg_class.oid) AS key FROM pg_class
       JOIN pg_namespace ON pg_namespace.oid = relnamespace
       WHERE nspname = $1 AND relkind = 'p' ORDER BY relname`,
      [schema],
    )
    expect(layouts).toEqual(
      ['batch', 'event', 'head'].map((relname) => ({ relname, key: 'HASH (chronicle)' })),
    )
  })

  it('lay out many chronicles in parts, and ask one part for one chronicle', async () => {
    await withLedger(async (ledger) => {
      for (let index = 0; index < 40; index += 1)
        await ledger.append(batchOf(1, ['a', 'b'], { chronicle: `chronicle-${index}` }))
      expect(await ledger.chronicles()).toHaveLength(40)
    })
    const filled = await ask(
      database,
      `SELECT tableoid::regclass::text AS part, count(*)::int FROM ${schema}.event GROUP BY 1`,
    )
    expect(filled).toHaveLength(2)
    const plan = await ask(
      database,
      `EXPLAIN (COSTS OFF) SELECT body FROM ${schema}.event WHERE chronicle = 'chronicle-7' AND position > 0 AND position <= 500 ORDER BY position`,
    )
    expect(JSON.stringify(plan).match(/event_\d+_pkey/g)).toHaveLength(1)
  })

  describe('that are damaged are told of on opening: E_LEDGER_DAMAGED', () => {
    it.each([
      { why: 'the last event is gone', sql: 'DELETE FROM @event WHERE position = 3' },
      { why: 'all events are gone', sql: 'DELETE FROM @event' },
      { why: 'the last batch is gone', sql: 'DELETE FROM @batch' },
      { why: 'the head is gone', sql: 'DELETE FROM @head' },
      { why: 'the head is elsewhere', sql: 'UPDATE @head SET position = 2' },
      {
        why: 'the frontier is cut',
        sql: `UPDATE @head SET frontier = '\\x00'; UPDATE @batch SET frontier = '\\x00'`,
      },
      { why: 'the last body is another', sql: `UPDATE @event SET body = '{}' WHERE position = 3` },
      { why: 'the instants differ', sql: 'UPDATE @event SET recorded_at = recorded_at + 1' },
    ])('$why', async ({ sql }) => {
      await withLedger(beginning)
      const statement = sql.replaceAll('@', `${schema}.`)
      await ask(database, `SET session_replication_role = replica; ${statement}`)
      for (const mode of ['read', 'write'] as const)
        await expect(openPostgresLedger({ url, mode })).rejects.toMatchObject({
          code: 'E_LEDGER_DAMAGED',
          category: 'fault',
        })
    })

    it('and on reading, where a page lacks an event', async () => {
      await withLedger(beginning)
      await ask(
        database,
        `SET session_replication_role = replica; DELETE FROM ${schema}.event WHERE position = 2`,
      )
      await withLedger(async (ledger) => {
        await expect(readAll(ledger)).rejects.toMatchObject({ code: 'E_LEDGER_DAMAGED' })
      })
    })
  })

  async function newRole(): Promise<string> {
    const role = `regesta_test_${process.pid}_${count}`
    await ask(database, `CREATE ROLE ${role} LOGIN PASSWORD 'secret'`)
    roles.push(role)
    return role
  }

  function urlOf(role: string): string {
    return Object.assign(new URL(url), { username: role, password: 'secret' }).href
  }

  async function tablesIn(name: string): Promise<readonly unknown[]> {
    const rows = await ask(database, 'SELECT tablename FROM pg_tables WHERE schemaname = $1 ORDER BY 1', [
      name,
    ])
    return rows.map(({ tablename }) => tablename)
  }
})
