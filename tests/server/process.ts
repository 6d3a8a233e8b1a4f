import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { run as runProgram } from '../../src/cli/index.ts'
import { systemClock } from '../../src/time/index.ts'
import { endWithFile } from '../started-processes.ts'

export const ROOT = join(import.meta.dirname, '..', '..')
const MAIN = join(ROOT, 'src', 'cli', 'main.ts')

export type Started = {
  /** `http://127.0.0.1:PORT`; resolves when it serves, rejects when it ended before. */
  readonly origin: string
  readonly port: number
  readonly pid: number | undefined
  /** Every line of its log so far, read as JSON. */
  readonly log: readonly LogLine[]
  readonly stop: (signal?: NodeJS.Signals) => Promise<Ended>
  readonly ended: Promise<Ended>
}

export type LogLine = Readonly<Record<string, unknown>>
export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

const base = mkdtempSync(join(tmpdir(), 'regesta-server-'))

/** A ledger of one's own, thrown away when the tests are over. */
export function temporaryLedger(): string {
  return join(mkdtempSync(join(base, 'ledger-')), 'ledger.sqlite')
}

let filled: Promise<string> | undefined

/** A ledger for a server: that of the chronicle that comes with the program already filled, where nothing else is served. */
async function ledgerFor(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const ledger = temporaryLedger()
  const says = (what: string) =>
    args.includes(`--${what}`) || Object.keys(env).some((name) => name.endsWith(what.toUpperCase()))
  if (['ledger', 'events', 'chronicle', 'config'].some(says)) return ledger
  filled ??= fill(temporaryLedger())
  copyFileSync(await filled, ledger)
  return ledger
}

async function fill(ledger: string): Promise<string> {
  const out = new PassThrough().resume()
  await runProgram(['count'], {
    out,
    err: process.stderr,
    env: { REGESTA_LEDGER: ledger },
    clock: systemClock(),
  })
  return ledger
}

/** Starts `regesta serve` with these arguments and waits until it serves. */
export async function serve(
  args: readonly string[] = ['--port', '0'],
  env: Readonly<Record<string, string>> = {},
): Promise<Started> {
  const child = run(['serve', ...args], { REGESTA_LEDGER: await ledgerFor(args, env), ...env })
  const log: LogLine[] = []
  const served = Promise.withResolvers<string>()
  createInterface({ input: child.stdout }).on('line', (written) => {
    const line: LogLine = JSON.parse(written)
    log.push(line)
    if (line.msg === 'serving') served.resolve(String(line.url))
  })
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }))
  const { origin, port } = new URL(
    await Promise.race([
      served.promise,
      ended.then(({ code }) => {
        throw new Error(`ended with ${code} before it served`)
      }),
    ]),
  )
  return {
    origin,
    port: Number(port),
    pid: child.pid,
    log,
    ended,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal)
      return ended
    },
  }
}

/**
 * The processor time that a process has taken so far, ms, to the nearest ten: unlike the time that goes by it does not
 * depend on what else the machine does. 0 where the system does not say.
 */
export function processorTime(pid: number | undefined): number {
  const stat = `/proc/${pid}/stat`
  if (!existsSync(stat)) return 0
  const [, rest = ''] = readFileSync(stat, 'utf8').split(') ')
  const [user, system] = rest.split(' ').slice(11, 13)
  return (Number(user) + Number(system)) * 10
}

/** Runs a command to its end; what it wrote, and its exit code. */
export async function runToEnd(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
  const child = run(args, { REGESTA_LEDGER: temporaryLedger(), ...env })
  const [out, err] = [text(child.stdout), text(child.stderr)]
  const [code] = await once(child, 'close')
  return { code, out: await out, err: await err }
}

/** The same within the process of the tests: for what ends by itself, and for what is refused before it serves. */
export async function runHere(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  const [out, err] = [new PassThrough(), new PassThrough()]
  const written = Promise.all([text(out), text(err)])
  const own = { REGESTA_LEDGER: temporaryLedger(), LOG_LEVEL: 'error', ...env }
  const io = { out, err, env: own, clock: systemClock() }
  const code = await runProgram(args, io)
  out.end()
  err.end()
  const [printed, complaint] = await written
  return { code, out: printed, err: complaint }
}

function run(args: readonly string[], env: Readonly<Record<string, string>>) {
  const { PORT: _, HOST: __, ...rest } = process.env
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: base,
    env: { ...rest, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return endWithFile(child)
}
