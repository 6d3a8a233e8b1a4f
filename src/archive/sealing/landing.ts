import { readdir, readFile, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256Hex } from '../../event/index.ts'
import { createFile, replaceFile, syncFolder } from '../../files.ts'
import { isMissing, SUM_FILE } from '../chronicle-folders.ts'
import { formatLedgerSum, type LedgerSum, readLedgerSum } from './ledger-sum.ts'

/** The seals as they will be once the files that are landing have landed; there only meanwhile. */
const NEXT_FILE = `${SUM_FILE}.next`

/**
 * Writes batch files and the seals that cover them, all or none: until the new ledger.sum is there, whoever reads the
 * folder passes the files over, and after a crash the next one to seal takes them away ({@link undoLanding}).
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

/** Takes away what a crash left half landed. To be called by the one who seals alone. */
export async function undoLanding(dir: string): Promise<void> {
  const sum = (await textIn(dir, SUM_FILE)) ?? ''
  for (const [name, digest] of await landingIn(dir, readLedgerSum(join(dir, SUM_FILE), sum))) {
    const text = await textIn(dir, name)
    if (text !== undefined && sha256Hex(text) === digest) await unlink(join(dir, name))
  }
  for (const name of await readdir(dir))
    if (name === NEXT_FILE || HALF_WRITTEN.test(name)) await unlink(join(dir, name))
}

/** What a file is called until it is whole, see `files.ts`, and was by earlier programs (`.tmp`). */
const HALF_WRITTEN = /^\.(.+\.yaml|ledger\.sum(\.next)?)\.\d+(-[0-9a-f]{8}\.unfinished|\.tmp)$/

/** The names and digests of the files that are landing: not sealed yet, and to be passed over. */
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

/** What a file of the folder says; undefined where it is not there. */
export async function textIn(dir: string, name: string): Promise<string | undefined> {
  return readFile(join(dir, name), 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined
    throw error
  })
}
