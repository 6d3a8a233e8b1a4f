/**
 * Opens, backs up or restores a SQLite ledger in a process of its own, and prints that it did, or the code of the refusal:
 * `open <path> <mode>`, `position <path>` (that of the head), `backup <path> <file>`, `restore <backup> <path>`, in place of what is there.
 */
import { RegestaError } from '../../src/errors.ts'
import { backUpSqlite, openSqliteLedger, restoreSqlite } from '../../src/stores/index.ts'
import { chronicle } from '../ledger/events.ts'

const [task, from = '', to = ''] = process.argv.slice(2)

async function run(): Promise<string> {
  if (task === 'backup') {
    await backUpSqlite(from, to)
    return 'made\n'
  }
  if (task === 'restore') {
    await restoreSqlite(from, to, { replace: true })
    return 'restored'
  }
  if (task === 'position') {
    const ledger = await openSqliteLedger({ path: from, mode: 'read' })
    const { position } = await ledger.head(chronicle)
    await ledger.close()
    return String(position)
  }
  try {
    await (await openSqliteLedger({ path: from, mode: to === 'write' ? 'write' : 'read' })).close()
    return 'open'
  } catch (error) {
    return error instanceof RegestaError ? error.code : String(error)
  }
}

process.stdout.write(await run())
