import { mkdir } from 'node:fs/promises'
import { RegestaError } from '../../errors.ts'

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
