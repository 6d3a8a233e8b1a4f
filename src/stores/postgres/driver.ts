import { RegestaError } from '../../errors.ts'
import type { StoreDriver } from '../../ledger/index.ts'
import { backUpByCopy, restoreByCopy } from '../sqlite/by-copy.ts'
import { postgresFaults } from './integrity.ts'
import { openPostgresLedger } from './open.ts'
import { isLedgerUrl, isPostgresUrl, withoutSecrets } from './target.ts'

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
    if (replace)
      throw new RegestaError(
        'E_REPLACE',
        'invalid',
        `${name}: --replace is for files; in a database ${ANOTHER_SCHEMA}`,
        { backup: backup.name },
      )
    const open = () => openPostgresLedger({ url, mode: 'write' })
    return restoreByCopy(backup, { name, open, otherwise: ANOTHER_SCHEMA }, progress)
  },
  verify: postgresFaults,
}
