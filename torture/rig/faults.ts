import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What goes wrong at a call; see `faults.c`. */
export const KINDS = ['EIO', 'ENOSPC', 'TORN', 'KILL', 'TORNKILL', 'POWER', 'POWERSOME'] as const

/** Those after which the process lives on, and may meet the same again. */
export const SURVIVED: ReadonlySet<string> = new Set(['EIO', 'ENOSPC', 'TORN'])

/** Which call on the files under `path` goes wrong, and how; `on`, and so does every one after it. */
export type FaultAt = {
  readonly path: string
  /** From 1; 0 lets all pass. */
  readonly at: number
  readonly kind: (typeof KINDS)[number]
  readonly on: boolean
}

/** What stands between processes and their files, once it is compiled. */
export type Faults = {
  /** The environment that puts it before a process; `report` gets the number of calls if the process ends by itself. */
  environment(fault: FaultAt, report: string): Readonly<Record<string, string>>
  remove(): void
}

/** Whether this machine can compile and load it. */
export const canFault =
  process.platform === 'linux' && spawnSync('cc', ['--version'], { stdio: 'ignore' }).status === 0

/** Compiles `faults.c`; throws with what the compiler said. */
export function compileFaults(): Faults {
  const folder = mkdtempSync(join(tmpdir(), 'regesta-faults-'))
  const library = join(folder, 'faults.so')
  const source = join(import.meta.dirname, 'faults.c')
  const { status, stderr } = spawnSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl'], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`cc ${source}: ${stderr}`)
  return {
    environment: ({ path, at, kind, on }, report) => ({
      LD_PRELOAD: library,
      FAULT_PATH: path,
      FAULT_AT: String(at),
      FAULT_KIND: kind,
      FAULT_ON: on ? '1' : '0',
      FAULT_REPORT: report,
    }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** The number of calls that a process reported; undefined where it was killed before it could. */
export function callsIn(report: string): number | undefined {
  return existsSync(report) ? Number(readFileSync(report, 'utf8')) : undefined
}
