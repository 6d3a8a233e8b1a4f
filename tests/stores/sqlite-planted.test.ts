import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { auditChronicle, openMemoryLedger } from '../../src/ledger/index.ts'
import { backUpSqlite, integrityFaults, openSqliteLedger, restoreSqlite } from '../../src/stores/index.ts'
import { batchOf, chronicle, contentsOf, eventOf, readAll } from '../ledger/events.ts'
import { writeSchema1 } from './schema-1.ts'

/** Files that someone who holds them has prepared: every event and root in them is as it was recorded. */

let folder: string
let path: string
let target: string

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'regesta-planted-'))
  path = join(folder, 'ledger.sqlite')
  target = join(folder, 'restored.sqlite')
  const ledger = await openSqliteLedger({ path, mode: 'write' })
  await ledger.append(batchOf(1, ['a', 'b', 'c']))
  await ledger.append(batchOf(2, ['d']))
  await ledger.close()
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function plant(...sql: readonly string[]): void {
  const database = new DatabaseSync(path, { defensive: false })
  for (const each of sql) database.exec(each)
  database.close()
}

const damaged = (told: string) => ({ code: 'E_LEDGER_DAMAGED', message: expect.stringContaining(told) })

/** By a trigger: what is appended from now on is acknowledged, and is not there, or is another. */
const TRIGGERS = {
  swallower: `CREATE TRIGGER swallower BEFORE INSERT ON event WHEN NEW.position = 6
    BEGIN SELECT RAISE(IGNORE); END`,
  changer: `DROP TRIGGER event_is_never_updated; CREATE TRIGGER changer AFTER INSERT ON event
    BEGIN UPDATE event SET body = '{}' WHERE position = NEW.position; END`,
}

describe.each(Object.entries(TRIGGERS))('a ledger with a trigger of someone else’s, a %s,', (name, sql) => {
  beforeEach(() => plant(sql))

  it('is not written, backed up or restored; reading names its events as before', async () => {
    const before = readFileSync(path)
    await expect(openSqliteLedger({ path, mode: 'write' })).rejects.toMatchObject(damaged(`trigger `))
    await expect(backUpSqlite(path, target)).rejects.toMatchObject(damaged('`regesta import`'))
    await expect(restoreSqlite(path, target, { replace: false })).rejects.toMatchObject(damaged('trigger '))
    expect(existsSync(target)).toBe(false)
    expect(readFileSync(path).equals(before)).toBe(true)
    const reader = await openSqliteLedger({ path, mode: 'read' })
    expect((await auditChronicle(reader, chronicle, path)).faults).toEqual([])
    await reader.close()
    expect(integrityFaults(path).map(({ message }) => message)).toContainEqual(
      expect.stringContaining(`trigger ${name} is not as this program makes it`),
    )
  })

  it('does not hide behind an earlier version of the schema', async () => {
    rmSync(path)
    const memory = openMemoryLedger()
    await memory.append(batchOf(1, ['a']))
    await writeSchema1(memory, path)
    expect(integrityFaults(path)).toEqual([])
    plant(sql)
    expect(integrityFaults(path).length).toBeGreaterThan(0)
    await expect(openSqliteLedger({ path, mode: 'write' })).rejects.toMatchObject(damaged('trigger '))
    expect(existsSync(`${path}.v1.backup`)).toBe(false)
  })
})

it('tables of this version that say they are of an earlier one are told of', () => {
  plant('PRAGMA user_version = 1')
  expect(integrityFaults(path)).toMatchObject([damaged('table batch')])
})

it('what SQLite gathers about its tables is nobody else’s', async () => {
  plant('ANALYZE')
  expect(integrityFaults(path)).toEqual([])
  await (await openSqliteLedger({ path, mode: 'write' })).close()
})

it.each([
  ['a view', 'DROP TABLE event; CREATE VIEW event AS SELECT * FROM kept WHERE random() % 2'],
  [
    'a view without end',
    `DROP TABLE event; CREATE VIEW event AS WITH RECURSIVE each(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM each)
     SELECT '${chronicle}' AS chronicle, n AS position, '' AS id, '' AS batch, 0 AS recorded_at, '' AS body FROM each`,
  ],
  [
    'a virtual table',
    'DROP TABLE event; CREATE VIRTUAL TABLE event USING fts5 (chronicle, position, id, body)',
  ],
])('%s in the place of a table is not read', async (_, sql) => {
  plant('CREATE TABLE kept AS SELECT * FROM event', sql)
  for (const mode of ['read', 'write'] as const)
    await expect(openSqliteLedger({ path, mode })).rejects.toMatchObject({ code: 'E_LEDGER_DAMAGED' })
})

it.each([0, -1])(
  'an event at position %i, which nobody reads, does not pass for one that stands recorded',
  async (at) => {
    const { id, body } = eventOf('to be recorded')
    plant(
      "CREATE TABLE triggers AS SELECT sql FROM sqlite_schema WHERE name = 'event_follows'",
      'DROP TRIGGER event_follows',
      `INSERT INTO event VALUES ('${chronicle}', ${at}, '${id}', 'batch-1', 0, '${body}')`,
    )
    const [row] = ((database) => {
      const rows = database.prepare('SELECT sql FROM triggers').all()
      database.close()
      return rows
    })(new DatabaseSync(path))
    plant('DROP TABLE triggers', String(row?.sql))
    expect(integrityFaults(path)).toEqual([])
    for (const mode of ['read', 'write'] as const)
      await expect(openSqliteLedger({ path, mode })).rejects.toMatchObject(
        damaged(`an event at position ${at}`),
      )
  },
)

describe('what is no file', () => {
  it.each([
    ['a pipe', () => spawnSync('mkfifo', [target])],
    ['a folder', () => mkdirSync(target)],
    [
      'a name of a pipe',
      () => spawnSync('mkfifo', [`${target}.pipe`]) && symlinkSync(`${target}.pipe`, target),
    ],
  ])('stays what it is, and is no ledger: %s', async (_, make) => {
    make()
    const before = statSync(target)
    const refusal = { code: 'E_FOREIGN_FILE', message: expect.stringContaining(target) }
    for (const mode of ['read', 'write'] as const)
      await expect(openSqliteLedger({ path: target, mode })).rejects.toMatchObject(refusal)
    for (const replace of [false, true])
      await expect(restoreSqlite(path, target, { replace })).rejects.toMatchObject(refusal)
    await expect(restoreSqlite(target, `${target}.2`, { replace: false })).rejects.toMatchObject(refusal)
    expect(statSync(target)).toMatchObject({ ino: before.ino, mode: before.mode })
    expect(readdirSync(folder).filter((name) => name.endsWith('.writer'))).not.toContain(
      'restored.sqlite.writer',
    )
  })
})

describe.each(['-wal', '-journal'])('a log %s that was left where a ledger was', (suffix) => {
  it.each(['empty', 'gone'])(
    'is not taken for that of a backup restored there: the file is %s',
    async (how) => {
      await backUpSqlite(path, target)
      if (how === 'empty') writeFileSync(path, '')
      else rmSync(path)
      writeFileSync(path + suffix, 'of the one before')
      await expect(restoreSqlite(target, path, { replace: false })).rejects.toMatchObject(damaged(suffix))
      expect(readFileSync(path + suffix, 'utf8')).toBe('of the one before')
      for (const mode of ['read', 'write'] as const)
        await expect(openSqliteLedger({ path, mode })).rejects.toMatchObject(damaged(suffix))
      rmSync(path + suffix)
      await restoreSqlite(target, path, { replace: false })
      const restored = await openSqliteLedger({ path, mode: 'read' })
      expect(await readAll(restored)).toHaveLength(4)
      await restored.close()
    },
  )
})

describe('two backups under one name at once', () => {
  it('do not touch one another: the file is one of them whole, and the other is told that it is there', async () => {
    const texts = Array.from({ length: 1200 }, (_, index) => `event ${index}`)
    const ledger = await openSqliteLedger({ path, mode: 'write' })
    await ledger.append(batchOf(3, texts))
    const told = await contentsOf(ledger)
    await ledger.close()
    const other = fileURLToPath(new URL('ledger-process.ts', import.meta.url))
    const during = vi.fn(
      () => spawnSync(process.execPath, [other, 'backup', path, target], { encoding: 'utf8' }).stdout,
    )
    await expect(backUpSqlite(path, target, during)).rejects.toMatchObject({ code: 'E_FILE_EXISTS' })
    expect(during.mock.results).toEqual([{ type: 'return', value: 'made\n' }])
    expect(readdirSync(folder).filter((name) => name.includes('restored'))).toEqual(['restored.sqlite'])
    const copy = await openSqliteLedger({ path: target, mode: 'read' })
    expect(await contentsOf(copy)).toEqual(told)
    await copy.close()
  })

  it('take away what a process left that is gone, and nothing else', async () => {
    const gone = spawnSync(process.execPath, ['-e', '']).pid
    const [left, lives] = [gone, process.ppid].map((pid) => `.restored.sqlite.${pid}-0123abcd.unfinished`)
    for (const name of [left, `${left}-journal`, lives, '.restored.sqlite.1-mine.unfinished'])
      writeFileSync(join(folder, `${name}`), 'half')
    await backUpSqlite(path, target)
    expect(
      readdirSync(folder)
        .filter((name) => name.startsWith('.'))
        .sort(),
    ).toEqual([lives, '.restored.sqlite.1-mine.unfinished'].sort())
  })
})
