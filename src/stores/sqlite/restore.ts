import { existsSync, renameSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { RegestaError } from '../../errors.ts'
import { nameFile } from '../../files.ts'
import { type Restored, type RestoreOptions, unheard } from '../../ledger/index.ts'
import { withDatabase } from './back-up.ts'
import { checkEngine } from './corrupting-versions.ts'
import { damaged, guardAsync, isBusy, isDamaged } from './failures.ts'
import { checkFile, checkLog, checkOurs, isWritten, makeFolder, truePath } from './file.ts'
import { judge } from './open.ts'
import { withCopy } from './whole-copy.ts'
import { checkUnlocked, lockForWriting } from './writer-lock.ts'

/**
 * Puts a copy of a backup where a ledger is to be, once every event of it was proved. A ledger that is there already
 * is refused (E_LEDGER_EXISTS), or with `replace` kept aside as `<path>.replaced`: a sound one whole, without a moment
 * at which there is neither; a damaged one to the byte, log and all. Throws E_LEDGER_LOCKED while one writes it,
 * E_LEDGER_IN_USE while one reads it, and what reading the backup throws: E_LEDGER_DAMAGED for one that is not as it
 * was made.
 */
export async function restoreSqlite(backup: string, path: string, how: RestoreOptions): Promise<Restored> {
  return guardAsync(path, () => putInPlace(backup, path, how))
}

async function putInPlace(
  backup: string,
  path: string,
  { replace, progress = unheard }: RestoreOptions,
): Promise<Restored> {
  checkEngine(path)
  checkFile(path)
  makeFolder(path)
  const to = truePath(path)
  checkPlace(to, replace)
  checkUnlocked(to)
  return withDatabase(backup, (database) =>
    withCopy({ database, path: backup }, to, progress, async (copy, heads) => {
      // Only now: a lock leaves its mark, and a backup that is refused is to leave none.
      const lock = lockForWriting(to)
      try {
        checkPlace(to, replace)
        const aside = isWritten(to) ? freeName(`${to}.replaced`) : undefined
        if (aside === undefined) renameSync(copy, to)
        else replaceBy(copy, to, aside)
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
  else if (replace) checkOurs(to)
  else throw ledgerExists(to)
}

function replaceBy(copy: string, to: string, aside: string): void {
  if (!isSound(to)) {
    moveAside(copy, to, aside)
    return
  }
  const old = openAlone(to)
  try {
    nameFile(to, aside)
    renameSync(copy, to)
  } finally {
    old.close()
  }
}

/** Whether a ledger can be opened: one that cannot is kept as it is, to the byte. */
function isSound(path: string): boolean {
  try {
    judge(path)
    return true
  } catch (error) {
    if (!isDamaged(error) && !(error instanceof RegestaError)) throw error
    return false
  }
}

/**
 * A ledger with everything in its one file, and all others kept out of it until it is closed. A log that stayed beside
 * the new file, or one who reads the old file by the new one's log, would mix the two.
 */
function openAlone(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 1000 })
  try {
    database.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database.close()
    if (!isBusy(error)) throw error
    throw new RegestaError(
      'E_LEDGER_IN_USE',
      'conflict',
      `${path} is being read by another process; stop it first, so that it does not take the old ledger for the new`,
      { path },
      error,
    )
  }
}

/** The file before its log: a log without its file is told of, a file without its log would seem whole. */
function moveAside(copy: string, to: string, aside: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal'])
    if (existsSync(to + suffix)) renameSync(to + suffix, aside + suffix)
  if (isWritten(`${to}-wal`)) throw damaged(to, 'its log could not be moved aside')
  renameSync(copy, to)
}

function freeName(name: string): string {
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? name : `${name}.${number}`
    if (!existsSync(free)) return free
  }
}

function ledgerExists(path: string): RegestaError {
  return new RegestaError(
    'E_LEDGER_EXISTS',
    'conflict',
    `${path} is a ledger already, and is left as it is; restore to another path, or let it be kept aside by --replace`,
    { path },
  )
}
