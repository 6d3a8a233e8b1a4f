import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { batchNumber } from '../admission/index.ts'
import { RegestaError } from '../errors.ts'
import { SUM_FILE } from './batch-names.ts'

/** Where things lie, as flags have it; what they leave open comes from the environment, then the default. */
export type PlaceFlags = {
  readonly events?: string
  readonly ledger?: string
  readonly chronicle?: string
}

export type Places = {
  readonly eventsDir: string
  /** The address of the ledger. */
  readonly ledgerPath: string
}

const PACKAGE_EVENTS = fileURLToPath(new URL('../../events', import.meta.url))

/** `--events`, REGESTA_EVENTS, or the package's own `events/`; `--ledger`, REGESTA_LEDGER, or `.regesta/ledger.sqlite` here. */
export function placesOf(
  flags: PlaceFlags,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Places {
  return {
    eventsDir: flags.events ?? (env.REGESTA_EVENTS || PACKAGE_EVENTS),
    ledgerPath: flags.ledger ?? (env.REGESTA_LEDGER || join('.regesta', 'ledger.sqlite')),
  }
}

const NAME = /^[a-z0-9][a-z0-9-]*$/

/** Throws E_CHRONICLE for a name that no chronicle can have. */
export function checkChronicleName(name: string): void {
  if (NAME.test(name)) return
  throw new RegestaError(
    'E_CHRONICLE',
    'invalid',
    `"${name}": expected the name of a chronicle in lower case, like japan-viet-nam`,
    { name },
  )
}

/**
 * The chronicles of a folder of events, sorted: its folders in which a batch was sealed; none where it is not there.
 * A folder of batches that lost its ledger.sum still counts, so that `verify` tells of the loss.
 */
export async function chroniclesIn(eventsDir: string): Promise<readonly string[]> {
  const folders = await foldersIn(eventsDir)
  const begun = await Promise.all(folders.map((name) => isBegun(join(eventsDir, name))))
  return folders.filter((_, index) => begun[index])
}

/** Whether a batch was sealed in a folder: whether it is a chronicle's. */
export async function isBegun(dir: string): Promise<boolean> {
  const files = await readdir(dir)
  return files.some((file) => file === SUM_FILE || batchNumber(file) !== undefined)
}

/** The folders that may be chronicles by their names, sorted: one that is still empty can be begun. */
export async function foldersIn(eventsDir: string): Promise<readonly string[]> {
  const entries = await readdir(eventsDir, { withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  return entries
    .filter((entry) => entry.isDirectory() && NAME.test(entry.name))
    .map(({ name }) => name)
    .sort()
}

/** The chronicle that is meant: the one named, be it still empty, or the only one there. Throws E_NO_CHRONICLE, E_WHICH_CHRONICLE. */
export async function chronicleIn(eventsDir: string, named?: string): Promise<string> {
  const there = await chroniclesIn(eventsDir)
  const [only, ...others] = there
  if (named !== undefined) {
    if ((await foldersIn(eventsDir)).includes(named)) return named
    throw noChronicle(`there is no chronicle "${named}" in ${eventsDir}; ${listed(there)}`, eventsDir)
  }
  if (only === undefined)
    throw noChronicle(
      `there is no chronicle in ${resolve(eventsDir)}; expected a folder of batch files for each (\`regesta record <draft> --chronicle <name> --events <folder>\` begins one), or another place by --events`,
      eventsDir,
    )
  if (others.length > 0) throw whichChronicle(eventsDir, there)
  return only
}

/** The error of one who means one chronicle where there are several. */
export function whichChronicle(place: string, there: readonly string[]): RegestaError {
  return new RegestaError(
    'E_WHICH_CHRONICLE',
    'invalid',
    `${place} holds ${there.join(', ')}; say which by --chronicle`,
    { chronicles: there },
  )
}

/** The chronicles that are meant: those named, each of them there, or all that are; sorted. Throws E_NO_CHRONICLE. */
export function chroniclesMeant(
  named: readonly string[],
  { inFiles, inLedger, eventsDir, ledgerName }: There,
): readonly string[] {
  const there = [...new Set([...inFiles, ...inLedger])].sort()
  const places = `${resolve(eventsDir)} and ${ledgerName}`
  const absent = named.filter((name) => !there.includes(name))
  if (absent.length > 0)
    throw noChronicle(
      `there is no chronicle ${absent.map((name) => `"${name}"`).join(', ')} in ${places}; ${listed(there)}`,
      eventsDir,
    )
  return named.length > 0 ? [...new Set(named)].sort() : there
}

/** Where chronicles stand: the folders that may be theirs, and those that the ledger holds. */
type There = {
  readonly inFiles: readonly string[]
  readonly inLedger: readonly string[]
  readonly eventsDir: string
  readonly ledgerName: string
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'it holds none' : `it holds ${names.join(', ')}`
}

function noChronicle(message: string, eventsDir: string): RegestaError {
  return new RegestaError('E_NO_CHRONICLE', 'notFound', message, { eventsDir })
}
