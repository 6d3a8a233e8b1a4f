import { RegestaError } from '../../errors.ts'
import {
  auditLedger,
  copyLedger,
  type Head,
  type Ledger,
  type LedgerSource,
  type Progress,
  type Restored,
  unheard,
} from '../../ledger/index.ts'
import { backUpSqlite } from './back-up.ts'
import { openSqliteLedger } from './open.ts'
import { removeTemporaryDatabase, temporaryDatabase } from './temporary-database.ts'

/**
 * Backs up a ledger of any store, as {@link StoreDriver.backUp} says: copies its batches, as of one moment a chronicle, to
 * a file beside the backup, and backs that up.
 */
export async function backUpByCopy(
  from: LedgerSource,
  file: string,
  progress: Progress = unheard,
): Promise<readonly Head[]> {
  const copy = temporaryDatabase(file)
  try {
    await from.read(async (ledger) => {
      const to = await openSqliteLedger({ path: copy, mode: 'write' })
      try {
        await copyLedger({ from: ledger, to, fromName: from.name, toName: file, progress })
      } finally {
        await to.close()
      }
    })
    return await backUpSqlite(copy, file, progress)
  } finally {
    removeTemporaryDatabase(copy)
  }
}

/** Where a backup is copied to. */
export type RestoreTarget = {
  readonly name: string
  open(): Promise<Ledger>
  /** What to do where it holds more than the backup, after "holds … already": `give another folder`. */
  readonly otherwise: string
}

/**
 * Restores a backup to a ledger of any store by copying its batches, once every event was audited: where its chronicles
 * are not yet, or on from where an earlier try was cut off. Throws E_LEDGER_EXISTS where the ledger holds more of a
 * chronicle than the backup, E_DIVERGED where it holds something else.
 */
export async function restoreByCopy(
  backup: LedgerSource,
  target: RestoreTarget,
  progress: Progress = unheard,
): Promise<Restored> {
  return backup.read(async (from) => {
    const heads = await auditLedger(from, backup.name, progress)
    const to = await target.open()
    try {
      for (const head of heads) await checkNotBeyond(to, target, head)
      const names = { fromName: backup.name, toName: target.name }
      const copied = await copyLedger({ from, to, ...names, progress })
      return { heads: copied.map(({ head }) => head), aside: undefined }
    } finally {
      await to.close()
    }
  })
}

async function checkNotBeyond(
  to: Ledger,
  { name, otherwise }: RestoreTarget,
  { chronicle, position }: Head,
): Promise<void> {
  const there = await to.head(chronicle)
  if (there.position <= position) return
  throw new RegestaError(
    'E_LEDGER_EXISTS',
    'conflict',
    `${name} holds ${chronicle} through position ${there.position} already, the backup through ${position}; ${otherwise}`,
    { chronicle, position, there: there.position },
  )
}
