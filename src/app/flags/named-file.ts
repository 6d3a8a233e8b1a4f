import { readFile, writeFile } from 'node:fs/promises'
import { RegestaError } from '../../errors.ts'

/** The bytes of a file that someone named. Throws E_NO_FILE. */
export function bytesOf(file: string): Promise<Buffer> {
  return orNoFile(file, () => readFile(file))
}

/** The same as text in UTF-8. */
export async function textOf(file: string): Promise<string> {
  return (await bytesOf(file)).toString('utf8')
}

/** Writes a file that someone named, over what was there. Throws E_NO_FILE. */
export function writeText(file: string, text: string): Promise<void> {
  return orNoFile(file, () => writeFile(file, text))
}

/** Writes what only its owner may read, never over a file that is there. Throws E_EXISTS, E_NO_FILE. */
export function writeSecret(file: string, text: string): Promise<void> {
  return orNoFile(file, () => writeFile(file, text, { flag: 'wx', mode: 0o600 }))
}

async function orNoFile<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    if (error.code === 'EEXIST')
      throw new RegestaError(
        'E_EXISTS',
        'conflict',
        `${file} is there already, and may be someone’s key; name another`,
        { file },
      )
    const category = error.code === 'ENOENT' ? 'notFound' : 'fault'
    throw new RegestaError('E_NO_FILE', category, `${file}: ${error.message}`, { file }, error)
  }
}
