import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { openSqliteLedger } from '../../src/stores/index.ts'
import { corruptingBugOf, engineVersion } from '../../src/stores/sqlite/engine.ts'
import { batchOf, readAll } from '../ledger/events.ts'

/** The version that SQLite is made to tell; its own where none is set. */
let pretended: string | undefined
vi.mock('../../src/stores/sqlite/engine.ts', async (original) => {
  const real = await original<typeof import('../../src/stores/sqlite/engine.ts')>()
  return { ...real, checkSqliteVersion: (path: string) => real.checkSqliteVersion(path, pretended) }
})

const reset = 'https://sqlite.org/wal.html#walresetbug'
const savepoint = 'https://sqlite.org/releaselog/3_50_2.html'

test.each([
  ['3.6.23', undefined],
  ['3.7.0', reset],
  ['3.44.5', reset],
  // Its makers fixedIn one bug there, and the other not until 3.50.2.
  ['3.44.6', savepoint],
  ['3.46.0', reset],
  ['3.50.1', reset],
  ['3.50.6', reset],
  ['3.50.7', undefined],
  ['3.50.10', undefined],
  ['3.51.0', reset],
  ['3.51.2', reset],
  ['3.51.3', undefined],
  ['3.52.0', 'https://sqlite.org/releaselog/3_52_0.html'],
  ['3.53.0', undefined],
  ['3.53.4', undefined],
  ['3.100.0', undefined],
  ['4.0.0', undefined],
])('corruptingBugOf(%s) is %s', (version, source) => {
  expect(corruptingBugOf(version)?.source).toBe(source)
})

test('the SQLite of the Node that npm ci installs is not one of them', () => {
  expect(engineVersion()).toMatch(/^3\.\d+\.\d+$/)
  expect(corruptingBugOf(engineVersion())).toBeUndefined()
})

describe('openSqliteLedger() by a SQLite that damages files', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'regesta-engine-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  test('refuses to write with E_SQLITE_VERSION, makes nothing, and reads all the same', async () => {
    const path = join(folder, 'sub', 'ledger.sqlite')
    pretended = '3.46.0'
    await expect(openSqliteLedger({ path, mode: 'write' })).rejects.toMatchObject({
      code: 'E_SQLITE_VERSION',
      category: 'fault',
      message: expect.stringContaining(reset),
      facts: { version: '3.46.0' },
    })
    expect(readdirSync(folder)).toEqual([])
    pretended = undefined
    const writer = await openSqliteLedger({ path, mode: 'write' })
    await writer.append(batchOf(1, ['a']))
    await writer.close()
    pretended = '3.46.0'
    await expect(openSqliteLedger({ path, mode: 'write' })).rejects.toMatchObject({
      code: 'E_SQLITE_VERSION',
    })
    const reader = await openSqliteLedger({ path, mode: 'read' })
    expect(await readAll(reader)).toHaveLength(1)
    await reader.close()
  })
})
