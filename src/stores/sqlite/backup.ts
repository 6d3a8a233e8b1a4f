import { existsSync, renameSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { RegestaError } from '../../errors.ts'
import { nameFile } from '../../files.ts'
import {
  auditLedger,
  copyLedger,
  type Head,
  type Ledger,
  type LedgerSource,
  noProgress,
  type Progress,
  type Restored,
  type RestoreOptions,
} from '../../ledger/index.ts'
import { copyDatabase, withCopy } from './database-copy.ts'
import { checkSqliteVersion } from './engine.ts'
import { damagedLedger, guardAsync, isBusy, isDamaged } from './errors.ts'
import {
  checkFile,
  checkIsLedger,
  checkLog,
  isWritten,
  makeLedgerFolder,
  removeTemporaryDatabase,
  temporaryDatabase,
  truePath,
} from './file.ts'
import { checkUnlocked, lockForWriting } from './lock.ts'
import { checkSound, openSqliteLedger } from './open.ts'
import { checkSchema } from './schema.ts'

/**
 * Backs up a ledger's file, even while it is written to, to a file that is not there yet, and answers its heads: a ledger
 * in one file that needs no log to be read. It gets its name once it is durable and every event was audited. Throws
 * E_FILE_EXISTS, and what opening the ledger to read throws.
 */
export async function backUpSqlite(path: string, to: string, progress?: Progress): Promise<readonly Head[]> {
  return guardAsync(to, async () => {
    makeLedgerFolder(to)
    return withDatabase(path, (database) => copyDatabase({ database, path }, truePath(to), progress))
  })
}

/** The result of `use` on the database of a readable ledger, over a connection of its own. */
async function withDatabase<T>(path: string, use: (database: DatabaseSync) => Promise<T>): Promise<T> {
  // Throws whatever keeps it from being read.
  await (await openSqliteLedger({ path, mode: 'read' })).close()
  return guardAsync(path, async () => {
    const database = new DatabaseSync(truePath(path), { readOnly: true, timeout: 5000 })
    try {
      // The copy gets the triggers of the original.
      checkSchema(database, path)
      return await use(database)
    } finally {
      database.close()
    }
  })
}

/**
 * Backs up a ledger of any store, as {@link StoreDriver.backUp} says: copies its batches, as of one moment a chronicle, to
 * a file beside the backup, and backs that up.
 */
export async function backUpByCopy(
  from: LedgerSource,
  file: string,
  progress: Progress = noProgress,
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
  progress: Progress = noProgress,
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
  const message = `${name} holds ${chronicle} through position ${there.position} already, the backup through ${position}; ${otherwise}`
  throw new RegestaError('E_LEDGER_EXISTS', 'conflict', message, {
    chronicle,
    position,
    there: there.position,
  })
}

/**
 * Restores a backup to a path, after an audit of every event. A ledger that is there already is refused
 * (E_LEDGER_EXISTS), or with `replace` kept aside as `<path>.replaced`: a sound one in one step, so that there is always
 * one at the path; a damaged one byte by byte, with its log. Throws E_LEDGER_LOCKED while another process writes it,
 * E_LEDGER_IN_USE while one reads it, and what reading the backup throws: E_LEDGER_DAMAGED for one that was altered.
 */
export async function restoreSqlite(backup: string, path: string, how: RestoreOptions): Promise<Restored> {
  return guardAsync(path, () => putInPlace(backup, path, how))
}

async function putInPlace(
  backup: string,
  path: string,
  { replace, progress = noProgress }: RestoreOptions,
): Promise<Restored> {
  checkSqliteVersion(path)
  checkFile(path)
  makeLedgerFolder(path)
  const to = truePath(path)
  checkPlace(to, replace)
  checkUnlocked(to)
  return withDatabase(backup, (database) =>
    withCopy({ database, path: backup }, to, progress, async (copy, heads) => {
      // Only now: a lock leaves its file, and a backup that is refused is to leave nothing.
      const lock = lockForWriting(to)
      try {
        checkPlace(to, replace)
        const aside = isWritten(to) ? freeName(`${to}.replaced`) : undefined
        if (aside === undefined) renameSync(copy, to)
        else replaceLedger(copy, to, aside)
        return { heads, aside }
      } finally {
        lock.release()
      }
    }),
  )
}

/** Refuses a place that is taken: by a ledger, unless that is to be replaced, by another file, or by a log alone. */
function checkPlace(to: string, replace: boolean): void {
  if (!isWritten(to)) checkLog(to)
  else if (replace) checkIsLedger(to)
  else throw ledgerExists(to)
}

function replaceLedger(copy: string, to: string, aside: string): void {
  if (!isSound(to)) {
    moveAside(copy, to, aside)
    return
  }
  const old = openExclusively(to)
  try {
    nameFile(to, aside)
    renameSync(copy, to)
  } finally {
    old.close()
  }
}

/** Whether a ledger can be opened. */
function isSound(path: string): boolean {
  try {
    checkSound(path)
    return true
  } catch (error) {
    if (!isDamaged(error) && !(error instanceof RegestaError)) throw error
    return false
  }
}

/**
 * Checkpoints a ledger's log into its file, and keeps everybody else out of it until it is closed. A log left beside the
 * new file, or a reader of the old file with the new file's log, would mix the two.
 */
function openExclusively(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 1000 })
  try {
    database.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database.close()
    if (!isBusy(error)) throw error
    const message = `${path} is being read by another process; stop it first, so that it does not take the old ledger for the new`
    throw new RegestaError('E_LEDGER_IN_USE', 'conflict', message, { path }, error)
  }
}

/** Moves the file before its log: a log without its file is noticed, a file without its log would seem whole. */
function moveAside(copy: string, to: string, aside: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal'])
    if (existsSync(to + suffix)) renameSync(to + suffix, aside + suffix)
  if (isWritten(`${to}-wal`)) throw damagedLedger(to, 'its log could not be moved aside')
  renameSync(copy, to)
}

function freeName(name: string): string {
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : `${name}.${number}`
    if (!existsSync(free)) return free
  }
}

function ledgerExists(path: string): RegestaError {
  const message = `${path} is a ledger already, and is left as it is; restore to another path, or let it be kept aside by --replace`
  return new RegestaError('E_LEDGER_EXISTS', 'conflict', message, { path })
}
