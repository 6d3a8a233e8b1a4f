import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { openSqliteLedger } from '../../src/stores/index.ts'
import { ledgerContract, persistenceContract } from '../ledger/contract.ts'

let folder: string
let count = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regesta-ledger-'))
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

const newPath = () => join(folder, `${++count}`, 'ledger.sqlite')

ledgerContract('openSqliteLedger()', () => openSqliteLedger({ path: newPath(), mode: 'write' }))

persistenceContract('openSqliteLedger()', async () => {
  const path = newPath()
  let ledger = await openSqliteLedger({ path, mode: 'write' })
  const reopen = async () => {
    await ledger.close()
    ledger = await openSqliteLedger({ path, mode: 'write' })
    return ledger
  }
  return { ledger, reopen }
})
