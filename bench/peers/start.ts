import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = import.meta.dirname

/** Runs the bench of the peers, whose package is installed before the first time; gives its exit code. */
export function startPeers(args: readonly string[]): number {
  if (!existsSync(join(FOLDER, 'node_modules'))) run('npm', ['ci', '--prefix', FOLDER])
  return run(process.execPath, [join(FOLDER, 'run.ts'), ...args])
}

function run(command: string, args: readonly string[]): number {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' })
  if (error !== undefined) throw error
  return status ?? 1
}
