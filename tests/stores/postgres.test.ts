import { afterAll, beforeAll } from 'vitest'
import { openPostgresLedger } from '../../src/stores/index.ts'
import { ledgerContract, persistenceContract } from '../ledger/contract.ts'
import { describeWith } from '../require.ts'
import { postgres } from './postgres-binaries.ts'
import { type PostgresServer, startPostgres } from './postgres-server.ts'

describeWith(postgres, 'openPostgresLedger()', () => {
  let server: PostgresServer
  let database: string
  let count = 0

  beforeAll(async () => {
    server = await startPostgres()
    database = await server.newDatabase()
  })

  afterAll(async () => {
    await server.stop()
  })

  /** Ledgers of one database, each in a schema of its own. */
  const newUrl = (partitions: number) => {
    count += 1
    return `${database}?schema=ledger_${count}&partitions=${partitions}`
  }

  ledgerContract('openPostgresLedger()', () => openPostgresLedger({ url: newUrl(4), mode: 'write' }))

  ledgerContract('openPostgresLedger() on whole tables', () =>
    openPostgresLedger({ url: newUrl(0), mode: 'write' }),
  )

  persistenceContract('openPostgresLedger()', async () => {
    const url = newUrl(16)
    let ledger = await openPostgresLedger({ url, mode: 'write' })
    const reopen = async () => {
      await ledger.close()
      ledger = await openPostgresLedger({ url, mode: 'write' })
      return ledger
    }
    return { ledger, reopen }
  })
})
