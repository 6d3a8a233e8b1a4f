import { backUpSqlite } from '../../src/stores/index.ts'

/** Backs up the ledger at the first path to the second. */
const [from = '', to = ''] = process.argv.slice(2)
await backUpSqlite(from, to)
console.log('made')
