/** Opens the ledger at argv[2] in the mode of argv[3], and says `open` or the code of its refusal. */
import { RegestaError } from '../../src/errors.ts'
import { openSqliteLedger } from '../../src/stores/index.ts'

const [path = '', mode] = process.argv.slice(2)
try {
  const ledger = await openSqliteLedger({ path, mode: mode === 'write' ? 'write' : 'read' })
  await ledger.close()
  process.stdout.write('open')
} catch (error) {
  process.stdout.write(error instanceof RegestaError ? error.code : String(error))
}
