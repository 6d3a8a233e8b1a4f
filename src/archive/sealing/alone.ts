import { link, readFile, rename, unlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { RegestaError } from '../../errors.ts'
import { isMissing } from '../batch-names.ts'

/** The marks that this process itself holds. */
const held = new Set<string>()

/**
 * What `action` gives, while nobody else seals in the folder: E_SEALING while another does. The mark of a process that
 * was killed is taken over, so that a crash stands in nobody's way.
 */
export async function alone<T>(dir: string, action: () => Promise<T>): Promise<T> {
  const mark = join(resolve(dir), '.sealing')
  if (held.has(mark)) throw busy(dir, mark, process.pid)
  held.add(mark)
  try {
    if (!(await leave(mark))) {
      await takeOver(dir, mark)
      if (!(await leave(mark))) throw busy(dir, mark, undefined)
    }
    try {
      return await action()
    } finally {
      await unlink(mark)
    }
  } finally {
    held.delete(mark)
  }
}

/** Leaves our mark, with our number in it from the first moment; false if there is one already. */
async function leave(mark: string): Promise<boolean> {
  const own = `${mark}.${process.pid}`
  await writeFile(own, String(process.pid))
  try {
    await link(own, mark)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    await unlink(own)
  }
}

/** Takes away the mark of a process that is gone; E_SEALING if it is not, or if another was quicker. */
async function takeOver(dir: string, mark: string): Promise<void> {
  const seen = await textOf(mark)
  if (seen === undefined) return
  const holder = Number(seen)
  if (isRunning(holder)) throw busy(dir, mark, holder)
  const aside = `${mark}.${process.pid}.gone`
  try {
    await rename(mark, aside)
  } catch (error) {
    if (isMissing(error)) return
    throw error
  }
  // What we moved may be the new mark of one who took over between our look and our move: it gets it back.
  const isOther = (await textOf(aside)) !== seen
  if (isOther) await link(aside, mark).catch(() => undefined)
  await unlink(aside)
  if (isOther) throw busy(dir, mark, undefined)
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return undefined
    throw error
  })
}

/** A number of our own whose mark we do not hold is that of a process before us; one that is none is of nobody. */
function isRunning(pid: number): boolean {
  if (pid === process.pid || !Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function busy(dir: string, file: string, pid: number | undefined): RegestaError {
  return new RegestaError(
    'E_SEALING',
    'conflict',
    `${pid === undefined ? 'another process' : `process ${pid}`} is sealing in ${dir}; wait for it, and if none is, remove ${file}`,
    { file, pid },
  )
}
