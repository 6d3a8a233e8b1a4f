import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { RegestaError } from '../errors.ts'

/** The file that seals a chronicle's batches. */
export const SUM_FILE = 'ledger.sum'

const BATCH_NAME = /^(\d{4}|[1-9]\d{4,})-[a-z0-9]+(?:-[a-z0-9]+)*\.yaml$/

/** The number in a batch file's name, from 1; nothing for a name that is none. */
export function batchNumber(name: string): number | undefined {
  const digits = BATCH_NAME.exec(name)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** `0003-joint-press.yaml`. Throws E_SLUG for a slug of anything but lower case letters, digits and single hyphens. */
export function batchName(number: number, slug: string): string {
  const name = `${String(number).padStart(4, '0')}-${slug}.yaml`
  if (batchNumber(name) === undefined)
    throw new RegestaError(
      'E_SLUG',
      'invalid',
      `"${slug}": expected lower case letters, digits and hyphens, like joint-press`,
      { slug },
    )
  return name
}

/** A slug made of a file's name: without folder, number and ending, in lower case, words joined by hyphens. */
export function slugOf(file: string): string {
  const name = basename(file)
    .replace(/(\.draft)?\.ya?ml$/i, '')
    .replace(/^\d{4,}-/, '')
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return slug === '' ? 'batch' : slug
}

/**
 * Every YAML file of a chronicle's folder, sorted by number; hidden files are passed over, and so are others than
 * YAML. A folder that is not there has none.
 */
export async function batchFiles(dir: string): Promise<readonly string[]> {
  const names = await readdir(dir).catch((error: unknown) => {
    if (isMissing(error)) return []
    throw error
  })
  return names.filter((name) => !name.startsWith('.') && /\.ya?ml$/i.test(name)).sort(inOrderOfNames)
}

/** By their numbers, which may pass 9999; those that have none come last. */
export function inOrderOfNames(a: string, b: string): number {
  const [first, second] = [batchNumber(a) ?? Infinity, batchNumber(b) ?? Infinity]
  if (first !== second) return first - second
  return a < b ? -1 : a > b ? 1 : 0
}

/** Whether an error of the file system says that there is no such file. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
