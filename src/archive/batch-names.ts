import { readdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { batchNumber } from '../admission/index.ts'

/** The file that seals a chronicle's batches. */
export const SUM_FILE = 'ledger.sum'

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
