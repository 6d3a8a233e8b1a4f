import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openBatches } from '../../src/archive/index.ts'
import { appendBatches, takeIn } from '../../src/archive/sync-ledger.ts'
import { bilateral } from '../../src/domains/index.ts'
import { openMemoryLedger } from '../../src/ledger/index.ts'
import { makePlace, NAME } from '../cli/small-chronicle.ts'

test('files are taken in whole though another process appends a batch of them after any look at the head', async () => {
  const { catalogue } = bilateral.vocabulary
  const dir = join((await makePlace()).events, NAME)
  const { batches } = await openBatches(dir, catalogue)
  expect(batches.length).toBeGreaterThan(1)
  for (let looks = 1; looks <= 6; looks += 1) {
    let looked = 0
    const ledger = openMemoryLedger()
    const headOf = ledger.head.bind(ledger)
    ledger.head = async (chronicle) => {
      const head = await headOf(chronicle)
      looked += 1
      if (looked === looks && head.position === 0) await appendBatches(ledger, NAME, batches.slice(0, 1))
      return head
    }
    await takeIn(ledger, { chronicle: NAME, dir, catalogue, ledgerName: 'the ledger' })
    const taken = (await ledger.batches(NAME)).map(({ name, last }) => [`${name}.yaml`, last])
    expect([looks, taken]).toEqual([
      looks,
      batches.map(({ name, events }) => [name, events.at(-1)?.position]),
    ])
  }
})
