import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBatches, openRegesta, readLedgerSum } from '../../src/archive/index.ts'
import { bilateral } from '../../src/domains/index.ts'
import { canonicalJson } from '../../src/event/index.ts'
import { auditChronicle, type Ledger, openMemoryLedger, treeOf } from '../../src/ledger/index.ts'
import { openPostgresLedger, openSqliteLedger } from '../../src/stores/index.ts'
import { naiveRootOfLeaves } from '../ledger/naive-tree.ts'
import { describeWith } from '../require.ts'
import { postgres } from '../stores/postgres-binaries.ts'
import { type PostgresServer, startPostgres } from '../stores/postgres-server.ts'
import { makePlace, NAME, temporaryFolder } from './small-chronicle.ts'

/** The chronicles whose files are taken in, each by its folder of events. */
const CHRONICLES = [
  ['the chronicle that comes with the program', 'japan-viet-nam', async () => PACKAGE],
  ['an invented one', NAME, async () => (await makePlace()).events],
] as const

const PACKAGE = join(import.meta.dirname, '..', '..', 'events')

async function read(name: string, folder: () => Promise<string>) {
  const dir = join(await folder(), name)
  const sealed = readLedgerSum('sum', readFileSync(join(dir, 'ledger.sum'), 'utf8'))
  expect(sealed.length).toBeGreaterThan(1)
  return { dir, sealed, opened: await openBatches(dir, bilateral.vocabulary.catalogue) }
}

/** That a ledger which takes the files in, batch by batch, has the root of every seal. */
async function expectSealedRoots(
  ledger: Ledger,
  name: string,
  { sealed, opened }: Awaited<ReturnType<typeof read>>,
): Promise<void> {
  for (const batch of opened.batches)
    await ledger.append({
      chronicle: name,
      name: batch.name,
      recordedAt: batch.recordedAt,
      events: batch.events.map(({ id, event }) => ({ id, body: canonicalJson(event) })),
    })
  const { tree, faults } = await auditChronicle(ledger, name, 'it')
  expect(faults).toEqual([])
  for (const { position, root } of sealed) {
    expect(await ledger.rootAt(name, position)).toBe(root)
    expect(tree.rootAt(position)).toBe(root)
  }
}

describe.each(CHRONICLES)('of %s, the root after every batch in ledger.sum', (_, name, folder) => {
  let files: Awaited<ReturnType<typeof read>>
  beforeAll(async () => {
    files = await read(name, folder)
  })

  test('is what RFC 9162 makes of the files’ events, and MerkleTree', () => {
    const { opened, sealed } = files
    const tree = treeOf(opened.leaves)
    for (const { position, root } of sealed) {
      expect(naiveRootOfLeaves(opened.leaves.slice(0, position))).toBe(root)
      expect(tree.rootAt(position)).toBe(root)
    }
  })

  test('is what a ledger in memory has', async () => {
    await expectSealedRoots(openMemoryLedger(), name, files)
  })

  test('is what a ledger in SQLite has', async () => {
    const ledger = await openSqliteLedger({ path: join(temporaryFolder(), 'ledger.sqlite'), mode: 'write' })
    await expectSealedRoots(ledger, name, files)
    await ledger.close()
  })

  test('is what an open chronicle tells', async () => {
    const events = join(temporaryFolder(), 'events')
    cpSync(files.dir, join(events, name), { recursive: true })
    const ledgerPath = join(temporaryFolder(), 'ledger.sqlite')
    const { chronicle, close } = await openRegesta({
      vocabulary: bilateral.vocabulary,
      eventsDir: events,
      ledgerPath,
      mode: 'write',
    })
    for (const { position, root } of files.sealed) expect(chronicle.rootAt(position)).toBe(root)
    await close()
  })
})

describeWith(postgres, 'the root after every batch in ledger.sum', () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.stop())

  test.each(CHRONICLES)('is, of %s, what a ledger in PostgreSQL has', async (_, name, folder) => {
    const ledger = await openPostgresLedger({ url: await server.newDatabase(), mode: 'write' })
    await expectSealedRoots(ledger, name, await read(name, folder))
    await ledger.close()
  })
})
