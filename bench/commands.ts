import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compareWhole, type Figure } from './pairs.ts'

const ROOT = join(import.meta.dirname, '..')
const LAUNCHER = join(ROOT, 'bin', 'regesta.mjs')

/**
 * What a command costs as a whole process, against a Node that does nothing: with the compiled code in its cache, and with
 * the cache empty; and by `npm run`, against npm starting a Node that does nothing.
 */
export async function commandFigures(): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'regesta-commands-'))
  let colds = 0
  const node = (args: readonly string[], cache = 'warm') =>
    run(process.execPath, args, {
      REGESTA_LEDGER: join(folder, 'ledger.sqlite'),
      NODE_COMPILE_CACHE: join(folder, cache),
    })
  const figures: Figure[] = []
  for (const [name, args] of COMMANDS) {
    const command = [LAUNCHER, ...args]
    const nothing = () => node(['-e', '0'])
    await node(command)
    figures.push(await compareWhole(`${name} / node -e 0`, nothing, () => node(command), 15))
    const cold = () => node(command, `cold-${colds++}`)
    figures.push(await compareWhole(`${name}, cache cold / node -e 0`, nothing, cold, 7))
  }
  const npm = (args: readonly string[]) => run('npm', args, { REGESTA_LEDGER: join(folder, 'ledger.sqlite') })
  const nothing = () => npm(['exec', '-c', `${process.execPath} -e 0`])
  for (const [name, args] of COMMANDS) {
    const command = ['run', '-s', 'regesta', '--', ...args]
    await npm(command)
    figures.push(await compareWhole(`npm run: ${name} / npm: node -e 0`, nothing, () => npm(command), 9))
  }
  await rm(folder, { recursive: true })
  return figures
}

const COMMANDS = [
  ['--help', ['--help']],
  ['as-of --help, which loads what as-of does', ['as-of', '--help']],
  ['as-of', ['as-of', '2025-05-01']],
] as const

async function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(command, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: 'ignore' })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}`)
}
