import { mkdir, open, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { textProblem } from '../archive/index.ts'
import { type ErrorCategory, InvalidInput, RegestaError } from '../errors.ts'
import { createFile, syncFolder } from '../files.ts'

/** The bytes of a file that someone named. Throws E_NO_FILE. */
export function bytesOf(file: string): Promise<Buffer> {
  return orNoFile(file, 'read', () => readFile(file))
}

/** How many bytes are read at once. */
const PART = 1 << 20

/**
 * The same of a file that others made, which may be of any size, grow while it is read, or have no end: no more of it is read than
 * `most` bytes. Throws E_NO_FILE, E_TOO_LARGE.
 */
export function bytesUpTo(most: number, file: string): Promise<Buffer> {
  return orNoFile(file, 'read', async () => {
    await using handle = await open(file)
    const { size } = await handle.stat()
    const parts: Buffer[] = []
    for (let read = size > most ? size : 0; ; ) {
      if (read > most) {
        const message = `has ${size > most ? size : `more than ${most}`} bytes; expected ${most} at most`
        throw new InvalidInput([{ code: 'E_TOO_LARGE', message, place: { file } }])
      }
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(PART), 0, PART)
      if (bytesRead === 0) return Buffer.concat(parts)
      parts.push(buffer.subarray(0, bytesRead))
      read += bytesRead
    }
  })
}

/** The bytes of the longest text: more than any draft or proof has. */
const LONGEST_TEXT = 1 << 28

/** The same as text in UTF-8. Throws E_TOO_LARGE, and E_ENCODING for any other. */
export async function textOf(file: string): Promise<string> {
  const bytes = await bytesUpTo(LONGEST_TEXT, file)
  const problem = textProblem(bytes)
  if (problem === undefined) return bytes.toString('utf8')
  throw new RegestaError('E_ENCODING', 'invalid', `${file} is ${problem}`, { file })
}

/** Writes a file that someone named, over what was there. Throws E_NO_FILE. */
export function writeText(file: string, text: string): Promise<void> {
  return orNoFile(file, 'made', () => writeFile(file, text))
}

/**
 * Writes a file that someone named, whole or not at all, and never over one that is there; `other` says how to name another.
 * Throws E_EXISTS, E_NO_FILE.
 */
export async function writeNew(file: string, text: string, other = 'name another'): Promise<void> {
  await orNoFile(file, 'made', async () => createFile(file, text), `; take it away, or ${other}`)
}

/**
 * Writes what only its owner may read, never over a file that is there; it survives a power cut once this is done. Throws
 * E_EXISTS, E_NO_FILE.
 */
export function writeSecret(file: string, text: string): Promise<void> {
  return orNoFile(file, 'made', async () => {
    await writeFile(file, text, { flag: 'wx', mode: 0o600, flush: true })
    syncFolder(dirname(file))
  })
}

type Deed = 'read' | 'made'

/** The result of `work` on a file that someone named. Throws E_NO_FILE, E_EXISTS. */
export async function orNoFile<T>(
  file: string,
  deed: Deed,
  work: () => Promise<T>,
  ifThere = ', and may be someone’s key; name another',
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error) || error instanceof InvalidInput) throw error
    if (error.code === 'EEXIST' || error.code === 'E_FILE_EXISTS') {
      const message = `${file} is there already${ifThere}`
      throw new RegestaError('E_EXISTS', 'conflict', message, { file })
    }
    const [category, message] = inWords(file, deed, error.code)
    throw new RegestaError('E_NO_FILE', category, message, { file }, error)
  }
}

/** What the system's code says of a file that someone named, and whose move it is. */
function inWords(file: string, deed: Deed, code: unknown): readonly [ErrorCategory, string] {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      if (deed === 'read') return ['notFound', `${file} is not there; expected a file`]
      return ['notFound', `${file} cannot be made: there is no folder ${dirname(file)}`]
    case 'EISDIR':
      return ['invalid', `${file} is a folder; expected a file`]
    default:
      return ['fault', `${file} cannot be ${deed} (${code})`]
  }
}

/** Makes a folder that someone named, with those it lies in, where it is not there yet. Throws E_NO_FOLDER. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    const isFile = error.code === 'EEXIST' || error.code === 'ENOTDIR'
    throw new RegestaError(
      'E_NO_FOLDER',
      isFile ? 'invalid' : 'fault',
      isFile
        ? `${folder} is a file, or lies in one; expected a folder`
        : `${folder} cannot be made (${error.code})`,
      { folder },
      error,
    )
  }
}
