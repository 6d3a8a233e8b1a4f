/** Restores the backup at argv[2] to argv[3], in place of what is there, and says so. */
import { restoreSqlite } from '../../src/stores/index.ts'

const [backup = '', path = ''] = process.argv.slice(2)
await restoreSqlite(backup, path, { replace: true })
process.stdout.write('restored')
