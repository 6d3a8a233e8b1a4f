import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

/** How a process ended, and what it said until then. */
export type Life = {
  readonly lines: readonly string[]
  readonly err: string
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly ms: number
}

/** When a process is killed: so long after it began, or after it wrote so many lines, or wrote a word. */
export type End =
  | { readonly afterMs: number; readonly from: 'start' }
  | { readonly afterMs: number; readonly lines: number }
  | { readonly afterMs: number; readonly word: string }
  | 'its own'

/** Runs a program of Node to its end. */
export async function live(
  args: readonly string[],
  end: End,
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Life> {
  const began = performance.now()
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [out, err] = ['', '']
  const spoke = new Promise<void>((resolve) => {
    child.stdout.on('data', (part) => {
      out += part
      if (end !== 'its own' && isReached(end, out)) resolve()
    })
  })
  child.stderr.on('data', (part) => {
    err += part
  })
  const closed = once(child, 'close')
  if (end !== 'its own') {
    const reached = 'from' in end ? undefined : Promise.race([spoke, closed])
    void Promise.resolve(reached)
      .then(() => sleep(end.afterMs, undefined, { ref: false }))
      .then(() => child.kill('SIGKILL'))
  }
  const [code, signal] = await closed
  const ms = performance.now() - began
  return { lines: out.split('\n').filter((line) => line !== ''), err, code, signal, ms }
}

/** Whether a process has written what its end waits for. */
function isReached(end: Exclude<End, 'its own'>, out: string): boolean {
  if ('word' in end) return out.includes(`${end.word}\n`)
  return !('lines' in end) || out.split('\n').length > end.lines
}
