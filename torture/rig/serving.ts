import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')

/** A server in a process of its own, over a ledger that is thrown away with it. */
export type Serving = {
  readonly origin: string
  readonly port: number
  /** What it takes of the machine's memory now, MiB; undefined where the system does not say. */
  readonly memory: () => number | undefined
  /** Every line of its log that tells of a fault. */
  readonly faults: readonly string[]
  /** How often its log says what. */
  readonly said: ReadonlyMap<string, number>
  readonly stop: () => Promise<void>
}

/** Starts `regesta serve` on a free port with these flags, and waits until it serves. */
export function startServing(flags: readonly string[] = []): Promise<Serving> {
  return startProgram([MAIN, 'serve', '--port', '0', ...flags])
}

/** Starts a program that logs where it serves, as `regesta serve` does. */
export async function startProgram(command: readonly string[]): Promise<Serving> {
  const folder = mkdtempSync(join(tmpdir(), 'regesta-torture-'))
  const { PORT: _, HOST: __, ...env } = process.env
  const child = spawn(process.execPath, command, {
    env: { ...env, REGESTA_LEDGER: join(folder, 'ledger.sqlite') },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const faults: string[] = []
  const said = new Map<string, number>()
  const served = Promise.withResolvers<URL>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    const { msg, url }: { msg?: string; url?: string } = JSON.parse(line)
    if (msg === 'serving' && url !== undefined) served.resolve(new URL(url))
    if (msg === 'fault') faults.push(line)
    if (msg !== undefined) said.set(msg, (said.get(msg) ?? 0) + 1)
  })
  const ended = once(child, 'close')
  const url = await Promise.race([
    served.promise,
    ended.then(([code]) => Promise.reject(new Error(`the server ended with ${code} before it served`))),
  ])
  const status = `/proc/${child.pid}/status`
  return {
    origin: url.origin,
    port: Number(url.port),
    faults,
    said,
    memory: () => {
      const kib = existsSync(status) ? /VmRSS:\s+(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] : undefined
      return kib === undefined ? undefined : Math.round(Number(kib) / 1024)
    },
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
