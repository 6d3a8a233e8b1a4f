import { link, open, rename, unlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { RegestaError } from '../../errors.ts'

/** Writes a file that is then there whole and durable, in place of one that was; a crash leaves the old one. */
export async function replaceFile(file: string, text: string): Promise<void> {
  const temporary = await writeTemporary(file, text)
  await orRemove(temporary, () => rename(temporary, file))
  await syncFolder(dirname(file))
}

/** As {@link replaceFile}, but for a file that must not be there yet: E_FILE_EXISTS. */
export async function createFile(file: string, text: string): Promise<void> {
  const temporary = await writeTemporary(file, text)
  try {
    await link(temporary, file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      throw new RegestaError(
        'E_FILE_EXISTS',
        'conflict',
        `${file} is there already; someone else recorded meanwhile`,
        { file },
        error,
      )
    throw error
  } finally {
    await unlink(temporary)
  }
  await syncFolder(dirname(file))
}

async function writeTemporary(file: string, text: string): Promise<string> {
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.tmp`)
  const handle = await open(temporary, 'w')
  try {
    await orRemove(temporary, async () => {
      await handle.writeFile(text, 'utf8')
      await handle.sync()
    })
  } finally {
    await handle.close()
  }
  return temporary
}

async function orRemove(file: string, action: () => Promise<void>): Promise<void> {
  try {
    await action()
  } catch (error) {
    await unlink(file).catch(() => undefined)
    throw error
  }
}

/** Makes the folder's new entries survive a power cut. */
export async function syncFolder(dir: string): Promise<void> {
  const handle = await open(dir, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
