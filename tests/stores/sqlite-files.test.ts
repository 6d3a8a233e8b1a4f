import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
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
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { backUpSqlite, openSqliteLedger } from '../../src/stores/index.ts'
import { batchOf, chronicle, eventOf, readAll } from '../ledger/events.ts'
import { describeWith, type Need } from '../require.ts'

let folder: string
let path: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'regesta-files-'))
  path = join(folder, 'ledger.sqlite')
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const modes = ['read', 'write'] as const

async function writeLedger(): Promise<void> {
  const ledger = await openSqliteLedger({ path, mode: 'write' })
  await ledger.append(
    batchOf(
      1,
      Array.from({ length: 300 }, (_, index) => `event ${index} ${'long '.repeat(99)}`),
    ),
  )
  await ledger.append(batchOf(2, ['the last']))
  await ledger.close()
}

/** Works on the file as another program would. */
function alter(sql: string): void {
  const database = new DatabaseSync(path)
  try {
    database.exec(sql)
  } finally {
    database.close()
  }
}

/** Whoever is refused has left the file as it was, to the byte and the instant. */
async function expectRefusal(mode: 'read' | 'write', code: string): Promise<void> {
  const before = { bytes: readFileSync(path), mtime: statSync(path).mtimeMs }
  await expect(openSqliteLedger({ path, mode })).rejects.toMatchObject({
    code,
    message: expect.stringContaining(path),
  })
  expect(readFileSync(path).equals(before.bytes)).toBe(true)
  expect(statSync(path).mtimeMs).toBe(before.mtime)
}

describe('openSqliteLedger()', () => {
  it('makes the folder and the file to write, and finds both again', async () => {
    path = join(folder, 'a', 'b', 'it is 100%?#.sqlite')
    const writer = await openSqliteLedger({ path, mode: 'write' })
    await writer.append(batchOf(1, ['a']))
    await writer.close()
    const reader = await openSqliteLedger({ path, mode: 'read' })
    expect(await readAll(reader)).toHaveLength(1)
    await reader.close()
  })

  it('makes nothing to read: E_NO_LEDGER', async () => {
    path = join(folder, 'a', 'ledger.sqlite')
    const refusal = { code: 'E_NO_LEDGER', category: 'notFound', message: expect.stringContaining(path) }
    await expect(openSqliteLedger({ path, mode: 'read' })).rejects.toMatchObject(refusal)
    expect(readdirSync(folder)).toEqual([])
    mkdirSync(join(folder, 'a'))
    writeFileSync(path, '')
    await expect(openSqliteLedger({ path, mode: 'read' })).rejects.toMatchObject(refusal)
  })

  it('begins anew over an empty file and over what a crash left half made', async () => {
    writeFileSync(path, '')
    writeFileSync(`${path}.new`, 'half made')
    await writeLedger()
    expect(readdirSync(folder).toSorted()).toEqual(['ledger.sqlite', 'ledger.sqlite.writer'])
  })

  it('does not begin anew beside the log of a file that is gone', async () => {
    writeFileSync(`${path}-wal`, 'all that is left')
    await expect(openSqliteLedger({ path, mode: 'write' })).rejects.toMatchObject({
      code: 'E_LEDGER_DAMAGED',
    })
    expect(readFileSync(`${path}-wal`, 'utf8')).toBe('all that is left')
  })

  describe.each(modes)('to %s', (mode) => {
    it.each([
      { what: 'a text', make: () => writeFileSync(path, 'Dear diary, '.repeat(999)) },
      { what: 'a short text', make: () => writeFileSync(path, 'x') },
      { what: 'zeros', make: () => writeFileSync(path, Buffer.alloc(8192)) },
      { what: 'a SQLite file', make: () => alter('CREATE TABLE diary (text)') },
      {
        what: 'a SQLite file with a log',
        make: () => alter('PRAGMA journal_mode = WAL; CREATE TABLE diary (text)'),
      },
      {
        what: 'a SQLite file of another kind',
        make: () => alter('PRAGMA application_id = 7; CREATE TABLE event (text)'),
      },
    ])('refuses $what with E_FOREIGN_FILE, and leaves no trace', async ({ make }) => {
      make()
      await expectRefusal(mode, 'E_FOREIGN_FILE')
      expect(readdirSync(folder)).toEqual(['ledger.sqlite'])
    })

    it('refuses the file of a later program with E_NEWER_SCHEMA', async () => {
      await writeLedger()
      alter('PRAGMA user_version = 3')
      await expectRefusal(mode, 'E_NEWER_SCHEMA')
    })

    it('refuses a file cut at the end of any page, and beside it', async () => {
      await writeLedger()
      const whole = readFileSync(path)
      const pages = Array.from({ length: whole.length / 4096 - 1 }, (_, index) => 4096 * (index + 1))
      expect(pages.length).toBeGreaterThan(40)
      const cuts = [1, 50, 99, 100, 101, 600, 4095, ...pages, ...pages.map((page) => page + 1777)]
      for (const cut of [...cuts, whole.length - 1]) {
        writeFileSync(path, whole.subarray(0, cut))
        await expectRefusal(mode, cut < 16 ? 'E_FOREIGN_FILE' : 'E_LEDGER_DAMAGED')
      }
    })

    it.each([
      { what: 'the last event is gone', sql: 'DELETE FROM event WHERE position = 301' },
      { what: 'the last batch is gone', sql: 'DELETE FROM batch WHERE last = 301' },
      { what: 'all batches are gone', sql: 'DELETE FROM batch' },
      { what: 'all events are gone', sql: 'DELETE FROM event' },
      {
        what: 'the last event says something else',
        sql: `UPDATE event SET body = '{}' WHERE position = 301`,
      },
      { what: 'the head lacks its frontier', sql: `UPDATE batch SET frontier = x'00' WHERE last = 301` },
    ])('refuses a file in which $what with E_LEDGER_DAMAGED', async ({ sql }) => {
      await writeLedger()
      alter(`
        DROP TRIGGER event_is_never_updated; DROP TRIGGER event_is_never_deleted;
        DROP TRIGGER batch_is_never_updated; DROP TRIGGER batch_is_never_deleted; ${sql}`)
      await expect(openSqliteLedger({ path, mode })).rejects.toMatchObject({ code: 'E_LEDGER_DAMAGED' })
    })

    it('says so when the path is a folder', async () => {
      mkdirSync(path)
      await expect(openSqliteLedger({ path, mode })).rejects.toMatchObject({
        code: 'E_FOREIGN_FILE',
        category: 'invalid',
      })
    })

    it.each([
      { what: 'the file', close: () => chmodSync(path, 0) },
      { what: 'its folder', close: () => chmodSync(folder, 0o700) },
    ])('says so when it may not have $what', async ({ close }) => {
      await writeLedger()
      chmodSync(folder, 0o777)
      const before = readFileSync(path)
      close()
      expect(openedByNobody(mode)).toBe('E_NO_PERMISSION')
      expect(readFileSync(path).equals(before)).toBe(true)
    })
  })

  it('is read where nobody may make a file beside it, and not written', async () => {
    await writeLedger()
    chmodSync(folder, 0o755)
    const before = readFileSync(path)
    expect([openedByNobody('read'), openedByNobody('write')]).toEqual(['open', 'E_NO_PERMISSION'])
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(readdirSync(folder).toSorted()).toEqual(['ledger.sqlite', 'ledger.sqlite.writer'])
  })

  it('says which file to delete when the mark of the writer is damaged', async () => {
    writeFileSync(`${path}.writer`, 'not a mark '.repeat(99))
    await expect(openSqliteLedger({ path, mode: 'write' })).rejects.toMatchObject({
      code: 'E_STORAGE',
      message: expect.stringContaining(`${path}.writer`),
    })
  })

  it('leaves no log to be read again where someone reads while the writer closes', async () => {
    await writeLedger()
    const reader = await openSqliteLedger({ path, mode: 'read' })
    const writer = await openSqliteLedger({ path, mode: 'write' })
    await writer.append(batchOf(3, ['one more']))
    await writer.close()
    expect(statSync(`${path}-wal`).size).toBe(0)
    expect(await readAll(reader)).toHaveLength(302)
    await reader.close()
  })
})

describe('the tables', () => {
  const another = eventOf('another')
  it.each([
    `UPDATE event SET body = '{}' WHERE position = 5`,
    'DELETE FROM event WHERE position = 301',
    'DELETE FROM event',
    `UPDATE batch SET name = 'other'`,
    'DELETE FROM batch',
    `INSERT OR REPLACE INTO event VALUES ('${chronicle}', 5, '${another.id}', 'b', 9, '{}')`,
    `INSERT OR REPLACE INTO event VALUES ('${chronicle}', 302, '${eventOf('the last').id}', 'b', 9, '{}')`,
    `INSERT INTO event VALUES ('${chronicle}', 303, '${another.id}', 'b', 9, '{}')`,
    `INSERT INTO event VALUES ('another', 2, '${another.id}', 'b', 9, '{}')`,
    `INSERT OR REPLACE INTO batch VALUES ('${chronicle}', 301, 1, 'b', 9e15, '', x'')`,
    `INSERT INTO batch VALUES ('${chronicle}', 302, 302, 'b', 9, '', x'')`,
  ])('refuse %s', async (sql) => {
    await writeLedger()
    expect(() => alter(sql)).toThrow('a ledger is append-only')
    const ledger = await openSqliteLedger({ path, mode: 'read' })
    expect(await readAll(ledger)).toHaveLength(301)
    await ledger.close()
  })
})

/** Opens the ledger in a process that is not root's, since root may read anything; `open`, or the code of its refusal. */
function openedByNobody(mode: 'read' | 'write'): string {
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  const program = join(import.meta.dirname, 'ledger-process.ts')
  const { stdout, stderr } = spawnSync(process.execPath, [program, 'open', path, mode], {
    encoding: 'utf8',
    ...nobody,
  })
  expect(stderr).toBe('')
  return stdout
}

const ownMounts: Need = {
  name: 'mounts of its own (unshare -rm)',
  there: spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', tmpdir()]).status === 0,
}

/** A ledger as a crash leaves it, with the last batch in its log: `crashed.sqlite`. */
async function leaveLog(): Promise<void> {
  await writeLedger()
  const ledger = await openSqliteLedger({ path, mode: 'write' })
  await ledger.append(batchOf(3, ['in the log']))
  for (const suffix of ['', '-wal']) copyFileSync(path + suffix, join(folder, `crashed.sqlite${suffix}`))
  await ledger.close()
}

describeWith(ownMounts, 'a disk that is mounted read-only', () => {
  /** Puts these on a disk of their own that nobody can write to, and opens one there in a process of its own. */
  function openedReadOnly(mode: 'read' | 'write', file: string): unknown {
    const program = join(import.meta.dirname, 'ledger-process.ts')
    const mounted =
      'mkdir -p "$0/disk" && mount -t tmpfs none "$0/disk" && cp "$0"/*.sqlite "$0/disk" && cp "$0"/crashed.sqlite-wal "$0/disk" 2>/dev/null; cd "$0/disk" && sha256sum * > ../before && mount -o remount,ro "$0/disk" && "$1" "$2" "$3" "$4" "$5" && sha256sum -c ../before >/dev/null && ls'
    const args = ['-rm', 'sh', '-c', mounted, folder, process.execPath, program, 'open', file, mode]
    const run = spawnSync('unshare', args, { encoding: 'utf8' })
    expect(run.stderr).toBe('')
    return run.stdout
  }

  it('is read from, and told of to write', async () => {
    await writeLedger()
    expect(openedReadOnly('read', 'ledger.sqlite')).toBe('openledger.sqlite\n')
    expect(openedReadOnly('write', 'ledger.sqlite')).toBe('E_READ_ONLY_DISKledger.sqlite\n')
  })

  it('keeps a log that a crash left from being read: it is told of', async () => {
    await leaveLog()
    expect(openedReadOnly('read', 'crashed.sqlite')).toMatch(/^E_READ_ONLY_DISKcrashed/)
  })

  it('can hold a backup, which is read from there', async () => {
    await writeLedger()
    await backUpSqlite(path, join(folder, 'backup.sqlite'))
    rmSync(path)
    expect(openedReadOnly('read', 'backup.sqlite')).toBe('openbackup.sqlite\n')
  })
})

describeWith(ownMounts, 'a full disk', () => {
  it.each(['ledger', 'crashed'])('is read from, its log included: %s.sqlite', async (name) => {
    await leaveLog()
    const program = join(import.meta.dirname, 'ledger-process.ts')
    const filled =
      'mkdir "$0/disk" && mount -t tmpfs -o size=2m none "$0/disk" && cp "$0/$1".sqlite* "$0/disk" && cat /dev/zero > "$0/disk/full" 2>/dev/null; "$2" "$3" position "$0/disk/$1.sqlite"'
    const args = ['-rm', 'sh', '-c', filled, folder, name, process.execPath, program]
    const run = spawnSync('unshare', args, { encoding: 'utf8' })
    expect([run.stderr, run.stdout]).toEqual(['', '302'])
  })

  it('refuses with E_STORAGE_FULL, goes on reading, and writes again once there is room', () => {
    const program = join(import.meta.dirname, 'full-disk-process.ts')
    const mounted = 'mount -t tmpfs -o size=5m none "$0" && exec "$1" "$2" "$0"'
    const args = ['-rm', 'sh', '-c', mounted, folder, process.execPath, program]
    const run = spawnSync('unshare', args, { encoding: 'utf8' })
    expect(run.stderr).toBe('')
    const seen = JSON.parse(run.stdout)
    expect(seen.acknowledged).toBeGreaterThan(50)
    expect(seen).toEqual({
      acknowledged: seen.acknowledged,
      refusal: 'E_STORAGE_FULL',
      readable: seen.acknowledged,
      afterwards: seen.acknowledged + 1,
      sameRoot: true,
    })
  })
})
