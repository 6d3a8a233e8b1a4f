import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Held } from './holds/meter.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')

/** A server in a process of its own, over a ledger that is thrown away with it. */
export type Serving = {
  readonly origin: string
  readonly port: number
  /** What it takes of the machine's memory now, MiB; undefined where the system does not say. */
  readonly memory: () => number | undefined
  /** Every line of its log that tells of a fault. */
  readonly faults: readonly string[]
  /** What its meter says, if it was started with one. With `collect`, after a collection of garbage. */
  readonly held: (collect?: boolean) => Promise<Held>
  /** How often its log says what. */
  readonly said: ReadonlyMap<string, number>
  readonly stop: () => Promise<void>
}

/** Flags of Node by which a program says how long its event loop was held, and what it takes. */
const METERED = ['--expose-gc', '--import', join(import.meta.dirname, 'holds', 'meter.ts')]

/** Starts `regesta serve` on a free port with these flags, and waits until it serves. */
export function startServing(flags: readonly string[] = []): Promise<Serving> {
  return startProgram([MAIN, 'serve', '--port', '0', ...flags])
}

/** The same with a meter, so that it can be asked how long its event loop was held; `nodeFlags` are flags of Node besides. */
export function startMetered(flags: readonly string[], nodeFlags: readonly string[]): Promise<Serving> {
  return startProgram([...METERED, ...nodeFlags, MAIN, 'serve', '--port', '0', ...flags])
}

/** Starts a program that logs where it serves, as `regesta serve` does. */
export async function startProgram(command: readonly string[]): Promise<Serving> {
  const folder = mkdtempSync(join(tmpdir(), 'regesta-torture-'))
  const { PORT: _, HOST: __, ...env } = process.env
  const child = spawn(process.execPath, command, {
    env: { ...env, REGESTA_LEDGER: join(folder, 'ledger.sqlite') },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const faults: string[] = []
  const said = new Map<string, number>()
  const served = Promise.withResolvers<URL>()
  if (child.stdout === null) throw new Error('the server has no output')
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
    held: (collect = false) =>
      new Promise((resolve) => {
        child.once('message', (held: Held) => resolve(held))
        child.send(collect ? 'collect' : 'ask')
      }),
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
