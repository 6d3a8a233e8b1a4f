import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { newToken } from '../../src/server/access/tokens.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')

/** The load comes from one client, which is all the world here. */
const ONE_CLIENT = ['--http-recordings', '1000000', '--http-requests', '1000000']

/** A process of `regesta serve`. */
export type ApiServer = {
  /** `http://127.0.0.1:PORT/graphql` */
  readonly url: string
  readonly log: readonly string[]
  /** False as soon as it is told to end. */
  isUp(): boolean
  /** As if its machine had gone. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** Who may record, and the file that lets them in. */
export type Credential = { readonly token: string; readonly file: string }

export function credentialIn(folder: string): Credential {
  const { token, line } = newToken('load', 'recorder')
  const file = join(folder, 'tokens.yaml')
  writeFileSync(file, `${line}\n`)
  return { token, file }
}

/** Starts a server on the ledger at a place, and waits until it serves. */
export async function startApiServer(
  ledger: string,
  { file }: Credential,
  env: Readonly<Record<string, string>> = {},
): Promise<ApiServer> {
  const child: ChildProcess & { stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream } = spawn(
    process.execPath,
    [MAIN, 'serve', '--port', '0', '--ledger', ledger, '--tokens', file, '--reading', 'open', ...ONE_CLIENT],
    { env: { ...process.env, LOG_LEVEL: 'info', ...env }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const exited = once(child, 'exit')
  const endWithUs = () => child.kill('SIGKILL')
  process.once('exit', endWithUs)
  child.once('exit', () => process.off('exit', endWithUs))
  const log: string[] = []
  const served = Promise.withResolvers<string>()
  createInterface({ input: child.stderr }).on('line', (line) => log.push(line))
  createInterface({ input: child.stdout }).on('line', (line) => {
    const told: Readonly<Record<string, unknown>> = JSON.parse(line)
    // A line for every request would be many.
    if (told.msg !== 'request') log.push(line)
    if (told.msg === 'serving') served.resolve(String(told.url))
  })
  const url = await Promise.race([
    served.promise,
    exited.then(() => {
      throw new Error(`it ended before it served:\n${log.join('\n')}`)
    }),
  ])
  let ending = false
  const end = async (signal: NodeJS.Signals) => {
    ending = true
    child.kill(signal)
    await exited
  }
  return {
    url,
    log,
    isUp: () => !ending && child.exitCode === null && child.signalCode === null,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}
