import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { backUpSqlite, openSqliteLedger, restoreSqlite } from '../../src/stores/index.ts'
import { batchOf, readAll } from '../ledger/events.ts'

/** As on FAT and exFAT, which sticks and cards come with: no file has two names. */
vi.mock('node:fs', async (original) => ({
  ...(await original<typeof import('node:fs')>()),
  linkSync: () => {
    throw Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM' })
  },
}))

let folder: string
let path: string
let copy: string
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'regesta-no-links-'))
  path = join(folder, 'ledger.sqlite')
  copy = join(folder, 'stick', 'copy.sqlite')
  const ledger = await openSqliteLedger({ path, mode: 'write' })
  await ledger.append(batchOf(1, ['a', 'b']))
  await ledger.close()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function eventsAt(file: string): Promise<number> {
  const ledger = await openSqliteLedger({ path: file, mode: 'read' })
  const { length } = await readAll(ledger)
  await ledger.close()
  return length
}

describe('on a disk where a file has but one name', () => {
  it('a backup is made, and never over another: E_FILE_EXISTS', async () => {
    await backUpSqlite(path, copy)
    expect(await eventsAt(copy)).toBe(2)
    expect(readdirSync(join(folder, 'stick'))).toEqual(['copy.sqlite'])
    await expect(backUpSqlite(path, copy)).rejects.toMatchObject({ code: 'E_FILE_EXISTS' })
  })

  it('a ledger that is replaced is kept aside', async () => {
    await backUpSqlite(path, copy)
    const ledger = await openSqliteLedger({ path, mode: 'write' })
    await ledger.append(batchOf(2, ['c']))
    await ledger.close()
    const { aside } = await restoreSqlite(copy, path, { replace: true })
    expect([await eventsAt(path), await eventsAt(aside ?? '')]).toEqual([2, 3])
  })
})
