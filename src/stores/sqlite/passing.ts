import { randomBytes } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { guard } from './failures.ts'
import { makeFolder } from './file.ts'

/** The passing files that this process is at work on. */
const own = new Set<string>()

/**
 * Where to make a file that is to be `to` only once it is whole: beside it, under a name that nobody else has, be it
 * another process that makes the same; its folder is made if need be. What processes left there that are gone is taken away. To be given to
 * {@link removePassing}.
 */
export function passingPath(to: string): string {
  return guard(to, () => {
    makeFolder(to)
    return freshPath(to)
  })
}

function freshPath(to: string): string {
  const [folder, prefix] = [dirname(resolve(to)), `.${basename(to)}.`]
  const left = readdirSync(folder)
    .filter((name) => name.startsWith(prefix))
    .map((name) => ({ name, told: /^((\d+)-[0-9a-f]{8}\.unfinished)/.exec(name.slice(prefix.length)) }))
  for (const { name, told } of left)
    if (told !== null && isLeft(join(folder, prefix + told[1]), Number(told[2])))
      rmSync(join(folder, name), { force: true })
  const path = join(folder, `${prefix}${process.pid}-${randomBytes(4).toString('hex')}.unfinished`)
  own.add(path)
  return path
}

/** Takes away a passing file with all that SQLite and a writer keep beside it. */
export function removePassing(path: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm', '.writer', '.new'])
    rmSync(path + suffix, { force: true })
  own.delete(path)
}

/** Whose number is our own, and is not ours, was left by a process before us. */
function isLeft(path: string, pid: number): boolean {
  return pid === process.pid ? !own.has(path) : !isRunning(pid)
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
