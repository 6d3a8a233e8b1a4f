import { randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { RegestaError } from './errors.ts'

/*
 * How does a file come to be there, whole and durable, or not at all? It is written under a temporary name beside its
 * own, flushed, and then renamed; the folder is flushed last. And how is something done by one process at a time?
 */

/** Writes a file in place of one that was, durable once this is done; a crash leaves the old file or the new. */
export function replaceFile(file: string, text: string): void {
  throughTemporary(file, text, (temporary) => renameSync(temporary, file))
}

/** The same for a file that must not be there yet: E_FILE_EXISTS. */
export function createFile(file: string, text: string): void {
  throughTemporary(file, text, (temporary) => nameFile(temporary, file))
}

function throughTemporary(file: string, text: string, rename: (temporary: string) => void): void {
  const temporary = temporaryPath(file)
  try {
    writeFileSync(temporary, text, { flush: true })
    rename(temporary)
  } finally {
    removeTemporary(temporary)
  }
  syncFolder(dirname(file))
}

/** What file systems answer where a file has but one name: FAT and exFAT, and some that are shared. */
const NO_LINKS: ReadonlySet<unknown> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])

/**
 * Gives a file another name, which must not be there yet: E_FILE_EXISTS. It keeps its own name as well, where the file
 * system allows a second one.
 */
export function nameFile(file: string, name: string): void {
  try {
    linkSync(file, name)
  } catch (error) {
    const code = codeOf(error)
    if (code === 'EEXIST' || (NO_LINKS.has(code) && existsSync(name))) throw fileExists(name)
    if (!NO_LINKS.has(code)) throw error
    renameSync(file, name)
  }
}

export function fileExists(file: string): RegestaError {
  return new RegestaError(
    'E_FILE_EXISTS',
    'conflict',
    `${file} is there already, and is left as it is; name another file`,
    { file },
  )
}

/** Makes a folder and those it is in, durable as well. */
export function makeDurableFolder(folder: string): void {
  const firstMade = mkdirSync(folder, { recursive: true })
  if (firstMade === undefined) return
  for (let made = folder; made.length >= firstMade.length; made = dirname(made)) syncFolder(dirname(made))
}

/** Makes the content of a file durable. */
export function syncFile(file: string): void {
  sync(file, 'r+')
}

/** Makes the names in a folder durable; Windows does so by itself and has no call for it. */
export function syncFolder(folder: string): void {
  if (process.platform !== 'win32') sync(folder, 'r')
}

function sync(path: string, flag: 'r' | 'r+'): void {
  const descriptor = openSync(path, flag)
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}

/** The temporary files that this process is writing. */
const temporaries = new Set<string>()

/**
 * A name beside `file` that no other process uses, `.<name>.<pid>-<random>.unfinished`, until {@link removeTemporary}.
 * Removes temporary files of the same `file` that processes which are gone have left. Its folder must be there.
 */
export function temporaryPath(file: string): string {
  const [folder, prefix] = [dirname(resolve(file)), `.${basename(file)}.`]
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(prefix)) continue
    const [, own, pid] = /^((\d+)-[0-9a-f]{8}\.unfinished)/.exec(name.slice(prefix.length)) ?? []
    if (own !== undefined && isLeft(join(folder, prefix + own), Number(pid)))
      rmSync(join(folder, name), { force: true })
  }
  const path = join(folder, `${prefix}${process.pid}-${randomBytes(4).toString('hex')}.unfinished`)
  temporaries.add(path)
  return path
}

/** Removes a temporary file if it is still there, with those beside it that have its name and one of these endings. */
export function removeTemporary(path: string, endings: readonly string[] = []): void {
  for (const ending of ['', ...endings]) rmSync(path + ending, { force: true })
  temporaries.delete(path)
}

/** A temporary file with our own pid that we are not writing was left by an earlier process. */
function isLeft(path: string, pid: number): boolean {
  return pid === process.pid ? !temporaries.has(path) : !isRunning(pid)
}

/** The locks that this process holds. */
const held = new Set<string>()

/**
 * The result of `work`, done under a lock file that holds the pid of its process. Where another process holds the lock,
 * throws what `busy` makes of that one's pid. The lock of a process that is gone is taken over.
 */
export async function withLock<T>(
  file: string,
  busy: (pid: number | undefined) => Error,
  work: () => Promise<T>,
): Promise<T> {
  const lock = resolve(file)
  if (held.has(lock)) throw busy(process.pid)
  held.add(lock)
  try {
    if (!acquire(lock)) {
      breakLock(lock, busy)
      if (!acquire(lock)) throw busy(undefined)
    }
    try {
      return await work()
    } finally {
      rmSync(lock)
    }
  } finally {
    held.delete(lock)
  }
}

/** Makes the lock file, with our pid in it from the first moment; false if there is one already. */
function acquire(lock: string): boolean {
  const own = `${lock}.${process.pid}`
  writeFileSync(own, String(process.pid))
  try {
    linkSync(own, lock)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    rmSync(own)
  }
}

/** Removes the lock of a process that is gone; throws `busy` if it runs, or if another was quicker. */
function breakLock(lock: string, busy: (pid: number | undefined) => Error): void {
  const seen = readIfThere(lock)
  if (seen === undefined) return
  const pid = Number(seen)
  if (pid !== process.pid && isRunning(pid)) throw busy(pid)
  const aside = `${lock}.${process.pid}.gone`
  try {
    renameSync(lock, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  // What we moved may be the new lock of one who took over between our look and our move: it gets it back.
  const isOther = readIfThere(aside) !== seen
  if (isOther) restoreLock(aside, lock)
  rmSync(aside)
  if (isOther) throw busy(undefined)
}

function restoreLock(aside: string, lock: string): void {
  try {
    linkSync(aside, lock)
  } catch {
    // A third one has it by now.
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

/** The code of an error of the system, as `ENOENT`. */
function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
