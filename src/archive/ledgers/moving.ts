import { RegestaError } from '../../errors.ts'
import {
  auditLedger,
  type Copied,
  copyLedger,
  type Head,
  type Ledger,
  type Progress,
} from '../../ledger/index.ts'
import {
  backUpSqlite,
  isPostgresUrl,
  passingPath,
  type Restored,
  removePassing,
  restoreSqlite,
} from '../../stores/index.ts'
import { ledgerNamed, withLedgerAt } from './ledger-at.ts'
import { checkLedgerPlace } from './place.ts'

/**
 * Writes all that the ledger at an address holds, as of one moment a chronicle, to a file that is not there yet: itself
 * a ledger, in SQLite whatever the address is, durable and proved. Returns its heads. Throws as `backUpSqlite` does.
 */
export async function backUp(address: string, file: string, progress: Progress): Promise<readonly Head[]> {
  checkLedgerPlace(address)
  if (!isPostgresUrl(address)) return backUpSqlite(address, file, progress)
  const gathered = passingPath(file)
  try {
    await withLedgerAt(address, 'read', (from) =>
      withLedgerAt(gathered, 'write', (to) =>
        copyLedger({ from, to, fromName: ledgerNamed(address), toName: file, progress }),
      ),
    )
    return await backUpSqlite(gathered, file, progress)
  } finally {
    removePassing(gathered)
  }
}

/**
 * Puts what a backup holds where a ledger is to be, once every event of it was proved. In a file it takes the place of
 * none, or with `replace` of one that is kept aside. In a database it goes where its chronicles are not yet, or goes on
 * with a restoring that was cut off: E_LEDGER_EXISTS where they hold more, E_DIVERGED where they hold something else.
 */
export async function restore(
  backup: string,
  address: string,
  { replace, progress }: { readonly replace: boolean; readonly progress: Progress },
): Promise<Restored> {
  for (const place of [backup, address]) checkLedgerPlace(place)
  if (!isPostgresUrl(address)) return restoreSqlite(backup, address, { replace, progress })
  if (replace)
    throw new RegestaError(
      'E_REPLACE',
      'invalid',
      `${ledgerNamed(address)}: --replace is for files; in a database give a schema of its own, as in ?schema=restored`,
      { backup },
    )
  const toName = ledgerNamed(address)
  const copied = await withLedgerAt(backup, 'read', async (from) => {
    const heads = await auditLedger(from, backup, progress)
    return withLedgerAt(address, 'write', async (to) => {
      for (const head of heads) await checkNotBeyond(to, toName, head)
      return copyLedger({ from, to, fromName: backup, toName, progress })
    })
  })
  return { heads: copied.map(({ head }) => head), aside: undefined }
}

/** Refuses, with E_LEDGER_EXISTS, a ledger that holds more of a chronicle than the backup does. */
async function checkNotBeyond(to: Ledger, toName: string, { chronicle, position }: Head): Promise<void> {
  const there = await to.head(chronicle)
  if (there.position <= position) return
  throw new RegestaError(
    'E_LEDGER_EXISTS',
    'conflict',
    `${toName} holds ${chronicle} through position ${there.position} already, the backup through ${position}; give a schema of its own, as in ?schema=restored`,
    { chronicle, position, there: there.position },
  )
}

/** Copies what the ledger at one address holds to the ledger at another, as {@link copyLedger} does, once it was proved. */
export async function moveLedger(
  from: string,
  to: string,
  { chronicle, progress }: { readonly chronicle?: string; readonly progress: Progress },
): Promise<readonly Copied[]> {
  return withLedgerAt(from, 'read', async (source) => {
    await auditLedger(source, ledgerNamed(from), progress)
    return withLedgerAt(to, 'write', (target) =>
      copyLedger({
        from: source,
        to: target,
        fromName: ledgerNamed(from),
        toName: ledgerNamed(to),
        progress,
        ...(chronicle === undefined ? {} : { chronicles: [chronicle] }),
      }),
    )
  })
}
