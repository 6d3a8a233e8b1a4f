import { readdir, readFile, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { RegestaError } from '../errors.ts'
import { sha256Hex } from '../event/index.ts'
import { createFile, replaceFile, syncFolder, withLock } from '../files.ts'
import { isMissing, SUM_FILE } from './chronicle-folders.ts'
import { formatLedgerSum, type LedgerSum, readLedgerSum } from './ledger-sum.ts'

/** The ledger.sum that will be in force once the files that are landing have landed; it exists only meanwhile. */
const NEXT_FILE = `${SUM_FILE}.next`

/**
 * The result of `work`, done while no other process seals in the folder (E_SEALING while another does), and after what a
 * crash left half landed was removed.
 */
export function withSealingLock<T>(dir: string, work: () => Promise<T>): Promise<T> {
  const file = join(dir, '.sealing')
  const busy = (pid: number | undefined) =>
    new RegestaError(
      'E_SEALING',
      'conflict',
      `${pid === undefined ? 'another process' : `process ${pid}`} is sealing in ${dir}; wait for it, and if none is, remove ${file}`,
      { file, pid },
    )
  return withLock(file, busy, async () => {
    await undoLanding(dir)
    return work()
  })
}

/**
 * Writes batch files and the ledger.sum that covers them, all or none: until the new ledger.sum is there, readers of the
 * folder skip the files, and after a crash the next one to seal removes them. To be called with the sealing lock held.
 */
export async function land(
  dir: string,
  files: readonly { readonly name: string; readonly text: string }[],
  sum: LedgerSum,
): Promise<void> {
  const next = join(dir, NEXT_FILE)
  replaceFile(next, formatLedgerSum(sum))
  try {
    for (const { name, text } of files) createFile(join(dir, name), text)
    await rename(next, join(dir, SUM_FILE))
  } catch (error) {
    await undoLanding(dir)
    throw error
  }
  syncFolder(dir)
}

/** Removes what a crash left half landed. */
async function undoLanding(dir: string): Promise<void> {
  const sum = (await textIn(dir, SUM_FILE)) ?? ''
  for (const [name, digest] of await landingIn(dir, readLedgerSum(join(dir, SUM_FILE), sum))) {
    const text = await textIn(dir, name)
    if (text !== undefined && sha256Hex(text) === digest) await unlink(join(dir, name))
  }
  for (const name of await readdir(dir))
    if (name === NEXT_FILE || HALF_WRITTEN.test(name)) await unlink(join(dir, name))
}

/** Temporary names: those of `files.ts`, and `.tmp` of earlier versions. */
const HALF_WRITTEN = /^\.(.+\.yaml|ledger\.sum(\.next)?)\.\d+(-[0-9a-f]{8}\.unfinished|\.tmp)$/

/** The names and digests of the files that are landing: not sealed yet, and to be skipped. */
export async function landingIn(dir: string, sum: LedgerSum): Promise<ReadonlyMap<string, string>> {
  const text = await textIn(dir, NEXT_FILE)
  if (text === undefined) return new Map()
  const sealed = new Set(sum.map(({ name }) => name))
  return new Map(
    readLedgerSum(join(dir, NEXT_FILE), text).flatMap(({ name, digest }) =>
      sealed.has(name) ? [] : [[name, digest] as const],
    ),
  )
}

/** The text of a file of the folder; undefined where there is no such file. */
export async function textIn(dir: string, name: string): Promise<string | undefined> {
  return readFile(join(dir, name), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined
    throw error
  })
}
