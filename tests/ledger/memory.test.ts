import { openMemoryLedger } from '../../src/ledger/index.ts'
import { ledgerContract } from './contract.ts'

ledgerContract('openMemoryLedger()', async () => openMemoryLedger())
