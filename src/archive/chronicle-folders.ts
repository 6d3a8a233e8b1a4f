import { readdir } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { batchNumber, slugOfText } from '../admission/index.ts'
import { RegestaError } from '../errors.ts'

/** Where files and ledger are, as flags give it; what is left out comes from the environment, then the default. */
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

/** File systems take 255 bytes for a name, some of which are needed for what lies beside. */
const LONGEST_NAME = 200

/** What Windows has for devices: no folder can be called so there. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)$/

/** Throws E_CHRONICLE for a name that no chronicle can have, because no folder can. */
export function checkChronicleName(name: string): void {
  if (NAME.test(name) && name.length <= LONGEST_NAME && !DEVICE.test(name)) return
  const shown = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name
  const message = `"${shown}": expected the name of a chronicle in lower case, like japan-viet-nam, that a folder can have: up to ${LONGEST_NAME} characters, and no device of Windows like con`
  throw new RegestaError('E_CHRONICLE', 'invalid', message, { name })
}

/**
 * The chronicles of a folder, sorted: its sub-folders in which a batch was sealed. A folder that does not exist has none.
 * A chronicle that lost its ledger.sum still counts, so that `verify` reports the loss.
 */
export async function chroniclesIn(eventsDir: string): Promise<readonly string[]> {
  const folders = await foldersIn(eventsDir)
  const begun = await Promise.all(folders.map((name) => isBegun(join(eventsDir, name))))
  return folders.filter((_, index) => begun[index])
}

/** Whether a batch was sealed in a folder. */
export async function isBegun(dir: string): Promise<boolean> {
  const files = await readdir(dir)
  return files.some((file) => file === SUM_FILE || batchNumber(file) !== undefined)
}

/** The folders that may be chronicles by their names, sorted, empty ones too. */
export async function foldersIn(eventsDir: string): Promise<readonly string[]> {
  const entries = await readdir(eventsDir, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  return entries
    .filter((entry) => entry.isDirectory() && NAME.test(entry.name))
    .map(({ name }) => name)
    .sort()
}

/** The chronicle of that name, even if it is still empty, or else the only one there. Throws E_NO_CHRONICLE, E_WHICH_CHRONICLE. */
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

/** The error for a chronicle that is not named where there are several. */
export function whichChronicle(place: string, there: readonly string[]): RegestaError {
  const message = `${place} holds ${there.join(', ')}; say which by --chronicle`
  return new RegestaError('E_WHICH_CHRONICLE', 'invalid', message, { chronicles: there })
}

/** The named chronicles, all of which must exist, or else all there are; sorted. Throws E_NO_CHRONICLE. */
export function selectChronicles(
  named: readonly string[],
  { inFiles, inLedger, eventsDir, ledgerName }: Existing,
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

/** The chronicles that exist: those with a folder, and those that the ledger holds. */
type Existing = {
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

/** The file that seals a chronicle's batches. */
export const SUM_FILE = 'ledger.sum'

/** A slug from a file's name: without folder, number and extension, in lower case, words joined by hyphens. */
export function slugOf(file: string): string {
  const name = basename(file)
    .replace(/(\.draft)?\.ya?ml$/i, '')
    .replace(/^\d{4,}-/, '')
  return slugOfText(name) || 'batch'
}

/** The YAML files of a chronicle's folder, sorted by number, without hidden ones. A folder that does not exist has none. */
export async function batchFiles(dir: string): Promise<readonly string[]> {
  const names = await readdir(dir).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  return names.filter((name) => !name.startsWith('.') && /\.ya?ml$/i.test(name)).sort(inOrderOfNames)
}

/** Compares names of batch files by their numbers, which may exceed 9999; names without one come last. */
export function inOrderOfNames(a: string, b: string): number {
  const [first, second] = [batchNumber(a) ?? Infinity, batchNumber(b) ?? Infinity]
  if (first !== second) return first - second
  return a < b ? -1 : a > b ? 1 : 0
}

/** Whether an error of the file system is ENOENT. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
