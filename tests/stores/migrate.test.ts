import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openMemoryLedger } from '../../src/ledger/index.ts'
import { openSqliteLedger } from '../../src/stores/index.ts'
import { canFault, compileFaults } from '../../torture/rig/faults.ts'
import { STRIDE } from '../../torture/rig/thorough.ts'
import { batchOf, chronicle, contentsOf } from '../ledger/events.ts'
import { describeWith } from '../require.ts'
import { writeSchema1 } from './schema-1.ts'

let folder: string
let path: string
/** What the file of schema 1 holds; nobody told who reads. */
let contents: unknown

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'regesta-migrate-'))
  path = join(folder, 'ledger.sqlite')
  const ledger = openMemoryLedger()
  await ledger.append(batchOf(1, ['a', 'b', 'c']))
  await ledger.append(batchOf(2, ['d']))
  await ledger.append(batchOf(1, ['a', '🤝'], { chronicle: 'a-toy', name: '0001-会談' }))
  contents = await contentsOf(ledger)
  await writeSchema1(ledger, path)
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function contentsAt(file: string): Promise<unknown> {
  const ledger = await openSqliteLedger({ path: file, mode: 'read' })
  const told = await contentsOf(ledger)
  await ledger.close()
  return told
}

async function openToWrite(): Promise<void> {
  const ledger = await openSqliteLedger({ path, mode: 'write' })
  await ledger.close()
}

/** The text of every table, index and trigger, by name. */
function tablesOf(file: string): unknown {
  const database = new DatabaseSync(file, { readOnly: true })
  const told = database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all()
  const versions = [
    database.prepare('PRAGMA user_version').get(),
    database.prepare('PRAGMA application_id').get(),
  ]
  database.close()
  return JSON.parse(JSON.stringify({ told, versions }))
}

describe('a file of schema 1', () => {
  test('is read as it is, and left so', async () => {
    const before = readFileSync(path)
    expect(await contentsAt(path)).toEqual(contents)
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(existsSync(`${path}.v1.backup`)).toBe(false)
  })

  test('opened to write has the tables of a new one, all that it held, and a copy of itself beside it', async () => {
    const before = tablesOf(path)
    await openToWrite()
    expect(await contentsAt(path)).toEqual(contents)
    const fresh = join(folder, 'fresh.sqlite')
    await (await openSqliteLedger({ path: fresh, mode: 'write' })).close()
    expect(tablesOf(path)).toEqual(tablesOf(fresh))
    expect(tablesOf(`${path}.v1.backup`)).toEqual(before)
    expect(await contentsAt(`${path}.v1.backup`)).toEqual(contents)
    expect(readdirSync(folder).filter((file) => file.includes('backup'))).toEqual(['ledger.sqlite.v1.backup'])
  })

  test('is then written to, with its readers', async () => {
    await openToWrite()
    const ledger = await openSqliteLedger({ path, mode: 'write' })
    await ledger.append(batchOf(3, ['e'], { expectedPosition: 4, reader: 'one who reads' }))
    expect((await ledger.batches(chronicle)).map(({ reader }) => reader)).toEqual(['', '', 'one who reads'])
    await ledger.close()
  })

  test('finds the copy that a try before it made, and never writes over another', async () => {
    await openToWrite()
    copyFileSync(`${path}.v1.backup`, path)
    await openToWrite()
    expect(readdirSync(folder).filter((file) => file.includes('backup'))).toEqual(['ledger.sqlite.v1.backup'])
    copyFileSync(`${path}.v1.backup`, path)
    writeFileSync(`${path}.v1.backup`, 'something else')
    await openToWrite()
    expect(readFileSync(`${path}.v1.backup`, 'utf8')).toBe('something else')
    expect(await contentsAt(`${path}.v1.backup.2`)).toEqual(contents)
    expect(await contentsAt(path)).toEqual(contents)
  })

  test('whose events a crash left in the log is read, and brought on with all of them', async () => {
    const ledger = await openSqliteLedger({ path, mode: 'read' })
    path = join(folder, 'crashed.sqlite')
    await writeSchema1(ledger, path, 'crashed')
    await ledger.close()
    expect(statSync(`${path}-wal`).size).toBeGreaterThan(0)
    expect(await contentsAt(path)).toEqual(contents)
    await openToWrite()
    expect(await contentsAt(path)).toEqual(contents)
    expect(await contentsAt(`${path}.v1.backup`)).toEqual(contents)
  })

  test('that is damaged within is left as it is, and makes no copy', async () => {
    const database = new DatabaseSync(path)
    const trigger = database
      .prepare("SELECT sql FROM sqlite_schema WHERE name = 'event_is_never_updated'")
      .get()
    database.exec(
      `DROP TRIGGER event_is_never_updated; UPDATE event SET body = '{}' WHERE chronicle = '${chronicle}' AND position = 2`,
    )
    database.exec(String(trigger?.sql))
    database.close()
    const before = readFileSync(path)
    await expect(openToWrite()).rejects.toMatchObject({
      code: 'E_LEDGER_DAMAGED',
      message: expect.stringMatching(/ledger\.sqlite is damaged: japan-viet-nam: E_AUDIT_BODY event 2, /),
    })
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(readdirSync(folder).filter((file) => file.includes('backup'))).toEqual([])
  })

  test('is not touched while another writes', async () => {
    const lock = new DatabaseSync(`${path}.writer`)
    lock.exec('BEGIN EXCLUSIVE')
    await expect(openToWrite()).rejects.toMatchObject({ code: 'E_LEDGER_LOCKED' })
    expect(existsSync(`${path}.v1.backup`)).toBe(false)
    lock.close()
  })
})

describeWith({ name: 'a C compiler (cc)', there: canFault }, 'a crash while the tables change', () => {
  const faults = canFault ? compileFaults() : undefined
  afterAll(() => faults?.remove())

  test('at any call on the disk leaves the old file or the new, whole, and the next start goes on', async () => {
    const program = join(import.meta.dirname, 'ledger-process.ts')
    const schema1 = readFileSync(path)
    const crashed = { old: 0, migrated: 0 }
    for (let at = 1; ; at += STRIDE) {
      rmSync(folder, { recursive: true })
      folder = mkdtempSync(join(tmpdir(), 'regesta-migrate-'))
      path = join(folder, 'ledger.sqlite')
      writeFileSync(path, schema1)
      const fault = { path: folder, at, kind: at % 2 === 0 ? 'KILL' : 'TORNKILL', on: false } as const
      const environment = { ...process.env, ...faults?.environment(fault, join(folder, 'calls')) }
      const run = spawnSync(process.execPath, [program, 'open', path, 'write'], {
        env: environment,
        encoding: 'utf8',
      })
      expect(await contentsAt(path)).toEqual(contents)
      if (run.signal === null) {
        expect(run.stdout).toBe('open')
        break
      }
      const { versions } = tablesOf(path) as { versions: [{ user_version: number }] }
      crashed[versions[0].user_version === 1 ? 'old' : 'migrated'] += 1
      if (existsSync(`${path}.v1.backup`)) expect(await contentsAt(`${path}.v1.backup`)).toEqual(contents)
      await openToWrite()
      expect(await contentsAt(path)).toEqual(contents)
      expect(readdirSync(folder).filter((file) => /backup|unfinished/.test(file))).toEqual([
        'ledger.sqlite.v1.backup',
      ])
    }
    expect(crashed.old * STRIDE).toBeGreaterThan(20)
    expect(crashed.migrated * STRIDE).toBeGreaterThan(2)
  })
})
