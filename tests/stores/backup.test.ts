import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openMemoryLedger } from '../../src/ledger/index.ts'
import { backUpSqlite, openSqliteLedger, restoreSqlite } from '../../src/stores/index.ts'
import { canFault, compileFaults } from '../../torture/rig/faults.ts'
import { STRIDE } from '../../torture/rig/thorough.ts'
import { batchOf, contentsOf } from '../ledger/events.ts'
import { describeWith } from '../require.ts'
import { startWriter } from './processes.ts'
import { writeSchema1 } from './schema-1.ts'

let folder: string
let path: string
let copy: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'regesta-backup-'))
  path = join(folder, 'ledger.sqlite')
  copy = join(folder, 'backups', 'copy.sqlite')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Writes a ledger and closes it: one batch for each of these, of that many events. */
async function write(...sizes: readonly number[]): Promise<void> {
  const ledger = await openSqliteLedger({ path, mode: 'write' })
  for (const [index, size] of sizes.entries())
    await ledger.append(
      batchOf(
        index + 1,
        Array.from({ length: size }, (_, event) => `${index} ${event} ${'long '.repeat(200)}`),
        { reader: 'one who reads' },
      ),
    )
  await ledger.close()
}

async function contentsAt(file: string): Promise<unknown> {
  const ledger = await openSqliteLedger({ path: file, mode: 'read' })
  const told = await contentsOf(ledger)
  await ledger.close()
  return told
}

function alter(file: string, sql: string): void {
  const database = new DatabaseSync(file)
  database.exec(sql)
  database.close()
}

/** Changes one letter of one event in the middle of a file, where no index and no check of pages sees it. */
function damage(file: string): void {
  const bytes = readFileSync(file)
  const at = bytes.indexOf('1 5 long long')
  expect(at).toBeGreaterThan(0)
  bytes[at + 4] = 'L'.charCodeAt(0)
  writeFileSync(file, bytes)
}

describe('backUpSqlite()', () => {
  it('gives the heads of a copy in one file, which tells the same', async () => {
    await write(3, 10, 1)
    const heads = await backUpSqlite(path, copy)
    expect(heads).toMatchObject([{ chronicle: 'japan-viet-nam', position: 14 }])
    expect(readdirSync(join(folder, 'backups'))).toEqual(['copy.sqlite'])
    expect(await contentsAt(copy)).toEqual(await contentsAt(path))
    expect(readdirSync(join(folder, 'backups'))).toEqual(['copy.sqlite'])
  })

  it('holds a prefix by whole batches of what another process is writing', async () => {
    const writer = startWriter(path, 'append')
    try {
      while ((await writer.next()) === 'open');
      for (let round = 0; round < 5; round += 1) {
        const acknowledged = Number(writer.lines.at(-1))
        const [head] = await backUpSqlite(path, `${copy}.${round}`)
        expect(head?.position).toBeGreaterThanOrEqual(acknowledged)
        const live = await openSqliteLedger({ path, mode: 'read' })
        expect(await live.rootAt('japan-viet-nam', head?.position ?? 0)).toBe(head?.root)
        await live.close()
        await writer.next()
      }
    } finally {
      await writer.kill()
    }
  })

  it('leaves a file that is there as it is: E_FILE_EXISTS', async () => {
    await write(1)
    await backUpSqlite(path, copy)
    const before = readFileSync(copy)
    await expect(backUpSqlite(path, copy)).rejects.toMatchObject({
      code: 'E_FILE_EXISTS',
      category: 'conflict',
    })
    expect(readFileSync(copy).equals(before)).toBe(true)
  })

  it('makes no copy of what is damaged within, and calls it by its name', async () => {
    await write(3, 10, 1)
    damage(path)
    await expect(backUpSqlite(path, copy)).rejects.toMatchObject({
      code: 'E_LEDGER_DAMAGED',
      message: expect.stringMatching(/\/ledger\.sqlite is damaged: japan-viet-nam: E_AUDIT_BODY event 9, /),
    })
    expect(readdirSync(join(folder, 'backups'))).toEqual([])
  })

  it('makes none of what is not there', async () => {
    await expect(backUpSqlite(path, copy)).rejects.toMatchObject({ code: 'E_NO_LEDGER' })
  })
})

describe('restoreSqlite()', () => {
  it('puts a backup where no ledger is, ready to be written to', async () => {
    await write(3, 10)
    const contents = await contentsAt(path)
    await backUpSqlite(path, copy)
    path = join(folder, 'restored', 'ledger.sqlite')
    const { heads, aside } = await restoreSqlite(copy, path, { replace: false })
    expect([heads[0]?.position, aside]).toEqual([13, undefined])
    expect(await contentsAt(path)).toEqual(contents)
    const ledger = await openSqliteLedger({ path, mode: 'write' })
    expect(await ledger.append(batchOf(9, ['more']))).toMatchObject({ position: 14 })
    await ledger.close()
    expect(await contentsAt(copy)).toEqual(contents)
  })

  it('never takes the place of a ledger unless it is told to, and then keeps that', async () => {
    await write(3)
    await backUpSqlite(path, copy)
    const ledger = await openSqliteLedger({ path, mode: 'write' })
    await ledger.append(batchOf(9, ['since']))
    await ledger.close()
    const since = await contentsAt(path)
    await expect(restoreSqlite(copy, path, { replace: false })).rejects.toMatchObject({
      code: 'E_LEDGER_EXISTS',
      category: 'conflict',
    })
    expect(await contentsAt(path)).toEqual(since)
    const first = await restoreSqlite(copy, path, { replace: true })
    expect(first.aside).toBe(`${path}.replaced`)
    expect(await contentsAt(path)).toEqual(await contentsAt(copy))
    expect(await contentsAt(`${path}.replaced`)).toEqual(since)
    const second = await restoreSqlite(copy, path, { replace: true })
    expect(second.aside).toBe(`${path}.replaced.2`)
  })

  it.each([
    { what: 'a letter of an event is another', harm: damage, code: 'E_LEDGER_DAMAGED' },
    {
      what: 'it ends early',
      harm: (file: string) => writeFileSync(file, readFileSync(file).subarray(0, 12_288)),
      code: 'E_LEDGER_DAMAGED',
    },
    {
      what: 'an event is gone',
      harm: (file: string) =>
        alter(file, 'DROP TRIGGER event_is_never_deleted; DELETE FROM event WHERE position = 2'),
      code: 'E_LEDGER_DAMAGED',
    },
    {
      what: 'it is a text',
      harm: (file: string) => writeFileSync(file, 'Dear diary'),
      code: 'E_FOREIGN_FILE',
    },
    {
      what: 'a later program made it',
      harm: (file: string) => alter(file, 'PRAGMA user_version = 99'),
      code: 'E_NEWER_SCHEMA',
    },
  ])('refuses a backup of which $what with $code, and the ledger stays', async ({ harm, code }) => {
    await write(3, 10, 1)
    await backUpSqlite(path, copy)
    harm(copy)
    const before = readFileSync(path)
    for (const to of [path, join(folder, 'new.sqlite')])
      await expect(restoreSqlite(copy, to, { replace: true })).rejects.toMatchObject({
        code,
        message: expect.stringContaining(copy),
      })
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(readdirSync(folder).filter((file) => /^new|unfinished|replaced/.test(file))).toEqual([])
  })

  it('takes the place of a damaged ledger, and keeps that to the byte, log and all', async () => {
    await write(3, 10, 1)
    await backUpSqlite(path, copy)
    writeFileSync(path, readFileSync(path).subarray(0, 8192))
    writeFileSync(`${path}-wal`, 'what is left of the log')
    const { aside } = await restoreSqlite(copy, path, { replace: true })
    expect(await contentsAt(path)).toEqual(await contentsAt(copy))
    expect(readFileSync(String(aside))).toHaveLength(8192)
    expect(readFileSync(`${aside}-wal`, 'utf8')).toBe('what is left of the log')
  })

  it('takes the place of no file of another kind', async () => {
    await write(3)
    await backUpSqlite(path, copy)
    path = join(folder, 'diary.sqlite')
    writeFileSync(path, 'Dear diary, '.repeat(99))
    await expect(restoreSqlite(copy, path, { replace: true })).rejects.toMatchObject({
      code: 'E_FOREIGN_FILE',
    })
  })

  it('waits for nobody: E_LEDGER_LOCKED beside a writer, E_LEDGER_IN_USE beside a reader', async () => {
    await write(3)
    await backUpSqlite(path, copy)
    const writer = await openSqliteLedger({ path, mode: 'write' })
    await expect(restoreSqlite(copy, path, { replace: true })).rejects.toMatchObject({
      code: 'E_LEDGER_LOCKED',
    })
    await expect(restoreSqlite('not looked at', path, { replace: true })).rejects.toMatchObject({
      code: 'E_LEDGER_LOCKED',
    })
    await writer.close()
    const reader = await openSqliteLedger({ path, mode: 'read' })
    await reader.head('japan-viet-nam')
    await expect(restoreSqlite(copy, path, { replace: true })).rejects.toMatchObject({
      code: 'E_LEDGER_IN_USE',
    })
    await reader.close()
    await restoreSqlite(copy, path, { replace: true })
  })

  it('puts nothing beside the log of a ledger that is gone', async () => {
    await write(3)
    await backUpSqlite(path, copy)
    path = join(folder, 'gone.sqlite')
    writeFileSync(`${path}-wal`, 'all that is left')
    await expect(restoreSqlite(copy, path, { replace: true })).rejects.toMatchObject({
      code: 'E_LEDGER_DAMAGED',
    })
    expect(readdirSync(folder).filter((file) => file.startsWith('gone'))).toEqual(['gone.sqlite-wal'])
  })

  it('of two at once lets one win, and the other take the place of nothing', async () => {
    await write(3)
    await backUpSqlite(path, copy)
    const to = join(folder, 'new.sqlite')
    const both = await Promise.allSettled([1, 2].map(() => restoreSqlite(copy, to, { replace: false })))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(both.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: expect.stringMatching(/^E_LEDGER_(EXISTS|LOCKED)$/) },
    })
    expect(
      readdirSync(folder)
        .filter((file) => file.startsWith('new'))
        .sort(),
    ).toEqual(['new.sqlite', 'new.sqlite.writer'])
    expect(await contentsAt(to)).toEqual(await contentsAt(copy))
  })

  it('takes a backup of schema 1, which is brought on when it is written to', async () => {
    const ledger = openMemoryLedger()
    await ledger.append(batchOf(1, ['a', 'b']))
    const old = join(folder, 'old.sqlite')
    await writeSchema1(ledger, old)
    await restoreSqlite(old, path, { replace: false })
    const restored = await openSqliteLedger({ path, mode: 'write' })
    expect(await contentsOf(restored)).toEqual(await contentsOf(ledger))
    await restored.close()
  })
})

describeWith(
  { name: 'a C compiler (cc)', there: canFault },
  'a crash while a backup takes a ledger’s place',
  () => {
    const faults = canFault ? compileFaults() : undefined
    afterAll(() => faults?.remove())

    it('at any call on the disk leaves the old ledger there or the new, whole', async () => {
      await write(3, 2)
      await backUpSqlite(path, copy)
      const backup = await contentsAt(copy)
      const ledger = await openSqliteLedger({ path, mode: 'write' })
      await ledger.append(batchOf(9, ['since']))
      await ledger.close()
      const since = await contentsAt(path)
      const file = readFileSync(path)
      const program = join(import.meta.dirname, 'ledger-process.ts')
      const found = { old: 0, new: 0 }
      for (let at = 1; ; at += STRIDE) {
        const place = mkdtempSync(join(folder, 'place-'))
        path = join(place, 'ledger.sqlite')
        writeFileSync(path, file)
        const fault = { path: place, at, kind: at % 2 === 0 ? 'KILL' : 'TORNKILL', on: false } as const
        const run = spawnSync(process.execPath, [program, 'restore', copy, path], {
          env: { ...process.env, ...faults?.environment(fault, join(folder, 'calls')) },
          encoding: 'utf8',
        })
        if (run.signal === null) {
          expect(run).toMatchObject({ stdout: 'restored', stderr: '' })
          break
        }
        const contents = await contentsAt(path)
        found[JSON.stringify(contents) === JSON.stringify(since) ? 'old' : 'new'] += 1
        expect([since, backup]).toContainEqual(contents)
        if (existsSync(`${path}.replaced`)) expect(await contentsAt(`${path}.replaced`)).toEqual(since)
        await restoreSqlite(copy, path, { replace: true })
        expect(await contentsAt(path)).toEqual(backup)
      }
      expect(found.old * STRIDE).toBeGreaterThan(20)
      expect(found.new * STRIDE).toBeGreaterThan(STRIDE === 1 ? 0 : -1)
    })
  },
)
