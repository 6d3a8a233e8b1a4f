import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { auditChronicle } from '../../src/ledger/index.ts'
import { LedgerPlace, openPostgresLedger } from '../../src/stores/index.ts'
import { batchOf, chronicle, contentsOf, eventOf } from '../ledger/events.ts'
import { describeWith } from '../require.ts'
import { postgres } from './postgres-binaries.ts'
import { ask, type PostgresServer, startPostgres } from './postgres-server.ts'

/** Databases that someone who owns them has prepared: every event and root in them is as it was recorded. */
describeWith(postgres, 'a PostgreSQL ledger that someone else prepared', () => {
  let server: PostgresServer
  let database: string
  let count = 0
  let schema: string
  let url: string
  let role: string

  beforeAll(async () => {
    server = await startPostgres()
    database = await server.newDatabase()
    role = `planted_${process.pid}`
    await ask(database, `CREATE ROLE ${role} LOGIN`)
  })

  afterAll(async () => {
    await ask(database, `DROP OWNED BY ${role} CASCADE; DROP ROLE ${role}`)
    await server.stop()
  })

  beforeEach(async () => {
    count += 1
    schema = `planted_${count}`
    url = `${database}?schema=${schema}&partitions=${count % 2 === 0 ? 0 : 2}`
    const ledger = await openPostgresLedger({ url, mode: 'write' })
    await ledger.append(batchOf(1, ['a', 'b', 'c']))
    await ledger.close()
  })

  const plant = (sql: string) => ask(database, sql.replaceAll('regesta.', `${schema}.`))
  const found = async () =>
    (await new LedgerPlace(url).verify()).map(({ message }) => message.split(' is not as')[0])

  const SWALLOW = `CREATE FUNCTION regesta.swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; `

  describe.each([0, 2])('in %i parts', (partitions) => {
    it('has nothing wrong with it as it was made', async () => {
      const own = `${database}?schema=${schema}_own&partitions=${partitions}`
      await (await openPostgresLedger({ url: own, mode: 'write' })).close()
      expect(await new LedgerPlace(own).verify()).toEqual([])
    })
  })

  it.each([
    [
      'a trigger that was dropped',
      'DROP TRIGGER batch_follows ON regesta.batch',
      'trigger batch batch_follows',
    ],
    [
      'one that is switched off',
      'ALTER TABLE regesta.event DISABLE TRIGGER event_is_never_changed',
      'trigger event event_is_never_changed',
    ],
    [
      'one that was added',
      `${SWALLOW} CREATE TRIGGER aside BEFORE INSERT ON regesta.event FOR EACH ROW EXECUTE FUNCTION regesta.swallow()`,
      'trigger event aside',
    ],
    [
      'what a trigger does',
      `CREATE OR REPLACE FUNCTION regesta.never() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
      'function never',
    ],
    [
      'where it seeks what it calls',
      `ALTER FUNCTION regesta.event_follows() SET search_path = elsewhere`,
      'function event_follows',
    ],
    [
      'a key that was dropped',
      'ALTER TABLE regesta.event DROP CONSTRAINT event_chronicle_id_key',
      'table event',
    ],
    ['a column that was added', `ALTER TABLE regesta.batch ADD extra text`, 'table batch'],
    [
      'a policy of who sees what',
      'ALTER TABLE regesta.event ENABLE ROW LEVEL SECURITY; CREATE POLICY few ON regesta.event USING (position < 3)',
      'table event',
    ],
    [
      'a rule in place of an insert',
      'CREATE RULE aside AS ON INSERT TO regesta.head DO INSTEAD NOTHING',
      'table head',
    ],
    [
      'a view in place of a table',
      'ALTER TABLE regesta.event RENAME TO kept; CREATE VIEW regesta.event AS SELECT * FROM regesta.kept',
      'table event',
    ],
  ])('tells of %s', async (_, sql, what) => {
    expect(await found()).toEqual([])
    await plant(sql)
    expect(await found()).toContain(what)
  })

  it('is no concern of who stands beside it in the schema', async () => {
    await plant('CREATE VIEW regesta.today AS SELECT 1 AS one; CREATE TABLE regesta.notes (text text)')
    expect(await found()).toEqual([])
  })

  it.each([
    [
      'events',
      `${SWALLOW} CREATE TRIGGER aside BEFORE INSERT ON regesta.event FOR EACH ROW EXECUTE FUNCTION regesta.swallow();
       CREATE OR REPLACE FUNCTION regesta.batch_follows() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
    ],
    [
      'batches',
      `${SWALLOW} CREATE TRIGGER aside BEFORE INSERT ON regesta.batch FOR EACH ROW EXECUTE FUNCTION regesta.swallow();
       CREATE OR REPLACE FUNCTION regesta.head_follows() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
    ],
    [
      'heads',
      `${SWALLOW} CREATE TRIGGER aside BEFORE UPDATE ON regesta.head FOR EACH ROW EXECUTE FUNCTION regesta.swallow()`,
    ],
  ])('acknowledges nothing where %s vanish as they are written', async (_, sql) => {
    await plant(sql)
    const ledger = await openPostgresLedger({ url, mode: 'write' })
    const before = await contentsOf(ledger)
    await expect(ledger.append(batchOf(2, ['d', 'e']))).rejects.toMatchObject({
      code: 'E_LEDGER_DAMAGED',
      message: expect.stringContaining('rows were written'),
    })
    expect(await contentsOf(ledger)).toEqual(before)
    await ledger.close()
  })

  it('acknowledges nothing where a policy lets nobody move the head', async () => {
    await plant(`GRANT USAGE ON SCHEMA ${schema} TO ${role}; GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA ${schema} TO ${role};
      ALTER TABLE regesta.head ENABLE ROW LEVEL SECURITY;
      CREATE POLICY see ON regesta.head FOR SELECT USING (true)`)
    const own = new URL(url)
    own.username = role
    const ledger = await openPostgresLedger({ url: own.href, mode: 'write' })
    await expect(ledger.append(batchOf(2, ['d']))).rejects.toMatchObject({ category: 'fault' })
    await ledger.close()
    const reader = await openPostgresLedger({ url, mode: 'read' })
    expect((await reader.head(chronicle)).position).toBe(3)
    expect((await auditChronicle(reader, chronicle, 'it')).faults).toEqual([])
    await reader.close()
  })

  it('does not take an event at a position that nobody reads for one that stands recorded', async () => {
    const { id, body } = eventOf('to be recorded')
    await plant(`SET session_replication_role = replica; INSERT INTO regesta.event
      VALUES ('${chronicle}', 0, '\\x${id}', 'batch-1', 0, convert_to('${body}', 'UTF8'))`)
    for (const mode of ['read', 'write'] as const)
      await expect(openPostgresLedger({ url, mode })).rejects.toMatchObject({
        code: 'E_LEDGER_DAMAGED',
        message: expect.stringContaining('an event at position 0'),
      })
  })
})
