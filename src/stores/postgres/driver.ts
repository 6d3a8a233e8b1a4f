import { RegestaError } from '../../errors.ts'
import type { Ledger, StoreDriver } from '../../ledger/index.ts'
import { backUpByCopy, restoreByCopy } from '../sqlite/backup.ts'
import type { PostgresLedgerOptions } from './open.ts'
import { isLedgerUrl, isPostgresUrl, withoutSecrets } from './url.ts'

const ANOTHER_SCHEMA = 'give a schema of its own, as in ?schema=restored'

/** Ledgers in schemas of PostgreSQL databases. */
export const postgresDriver: StoreDriver = {
  name: 'postgres',
  addresses: 'postgres://…',
  owns: isPostgresUrl,
  isWellFormed: isLedgerUrl,
  show: withoutSecrets,
  check: () => undefined,
  mayHold: () => true,
  open: (url, options) => openPostgresLedger({ url, ...options }),
  backUp: backUpByCopy,
  async restore(backup, url, { replace, progress }) {
    const name = withoutSecrets(url)
    if (replace) {
      const message = `${name}: --replace is for files; in a database ${ANOTHER_SCHEMA}`
      throw new RegestaError('E_REPLACE', 'invalid', message, { backup: backup.name })
    }
    const open = () => openPostgresLedger({ url, mode: 'write' })
    return restoreByCopy(backup, { name, open, otherwise: ANOTHER_SCHEMA }, progress)
  },
  verify: async (url) => (await import('./open.ts')).postgresFaults(url),
}

/**
 * A ledger in a schema of a PostgreSQL database, 15 or later; what was appended is durable on its server and on every
 * synchronous standby. Servers that are lost and replaced are waited for, up to a limit.
 *
 * Throws, and changes nothing: E_LEDGER_URL, E_NO_LEDGER (reading what is not there), E_FOREIGN_SCHEMA,
 * E_NEWER_SCHEMA, E_SERVER_VERSION, E_SERVER_ENCODING, E_LEDGER_DAMAGED, E_READ_ONLY, E_STORAGE, E_STORAGE_FULL.
 */
export async function openPostgresLedger(options: PostgresLedgerOptions): Promise<Ledger> {
  // `pg` takes long to load, and most commands never need it.
  const { openLedger } = await import('./open.ts')
  return openLedger(options)
}
