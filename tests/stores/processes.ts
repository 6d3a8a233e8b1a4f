import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export type WriterProcess = {
  readonly pid: number | undefined
  /** What it said so far. */
  readonly lines: readonly string[]
  /** The next line that it says. */
  readonly next: () => Promise<string>
  /** Resolves when it is gone and all it said is in `lines`. */
  readonly kill: () => Promise<void>
}

/** Starts `writer-process.ts` on the ledger at `path`. */
export function startWriter(path: string, task: 'hold' | 'append'): WriterProcess {
  const child: ChildProcess & { stdout: NodeJS.ReadableStream } = spawn(
    process.execPath,
    [join(import.meta.dirname, 'writer-process.ts'), path, task],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const lines: string[] = []
  const reader = createInterface({ input: child.stdout })
  reader.on('line', (line) => lines.push(line))
  const closed = Promise.all([once(reader, 'close'), once(child, 'exit')])
  return {
    pid: child.pid,
    lines,
    next: async () => {
      const [line]: unknown[] = await once(reader, 'line')
      return String(line)
    },
    kill: async () => {
      child.kill('SIGKILL')
      await closed
    },
  }
}
