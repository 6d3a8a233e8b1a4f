import { type ChildProcessByStdio, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { z } from 'zod'
import { InvalidInput } from '../../errors.ts'
import { type ReaderOptions, unreadable } from './reader.ts'
import type { ForeignKind } from './readers.ts'

/** What one file may take. */
export type ReadingLimits = {
  /** Bytes of the file. */
  readonly fileBytes: number
  /** Bytes of the answer. */
  readonly answerBytes: number
  /** Resident bytes of the process that reads it. */
  readonly memoryBytes: number
  /** Of these, megabytes of objects; the rest is for buffers and what is unpacked. */
  readonly heapMegabytes: number
  /** Milliseconds. */
  readonly time: number
}

export const READING_LIMITS: ReadingLimits = {
  fileBytes: 64 << 20,
  answerBytes: 64 << 20,
  memoryBytes: 768 << 20,
  heapMegabytes: 512,
  time: 30_000,
}

/** How often the memory of the process is looked at, ms. */
const LOOK_EVERY = 50

const placeSchema = z.object({
  line: z.number().exactOptional(),
  column: z.number().exactOptional(),
  part: z.string().exactOptional(),
})

const faultSchema = z.object({ code: z.string(), message: z.string(), place: placeSchema.exactOptional() })

type Reading = ChildProcessByStdio<Writable, Readable, null>

/**
 * What the reader of a format finds in the bytes of a file that others made. It runs in a process of its own, which can read
 * the program and its libraries, and no other file; it can write nothing, start nothing and reach no network. `result` checks
 * what comes back. Throws InvalidInput with every fault that the reader found, or else with one:
 * E_TOO_LARGE, E_TOO_SLOW, E_TOO_DEEP, or E_UNREADABLE where the file is not what it should be.
 */
export async function readForeign<T>(
  kind: ForeignKind,
  bytes: Uint8Array,
  { result, limits, ...options }: ReaderOptions & { result: z.ZodType<T>; limits?: Partial<ReadingLimits> },
): Promise<T> {
  const allowed = { ...READING_LIMITS, ...limits }
  if (bytes.length > allowed.fileBytes)
    throw unreadable('E_TOO_LARGE', `has ${bytes.length} bytes; expected ${allowed.fileBytes} at most`)
  const child = spawn(process.execPath, confined(allowed, [PROGRAM, kind, JSON.stringify(options)]), {
    env: { SystemRoot: process.env.SystemRoot },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  const ended = new AbortController()
  try {
    const failure = Promise.race([tooSlow(allowed, ended.signal), tooLarge(child, allowed, ended.signal)])
    const answer = answerOf(child, allowed)
    child.stdin.on('error', () => undefined) // It ended before it had read all; its exit says why.
    child.stdin.end(bytes)
    const outcome = z
      .union([z.object({ value: result }), z.object({ faults: z.array(faultSchema) })])
      .parse(JSON.parse(await Promise.race([answer, failure])))
    if ('faults' in outcome) throw new InvalidInput(outcome.faults)
    return outcome.value
  } finally {
    ended.abort()
    child.kill('SIGKILL')
  }
}

/** The program of the process: beside this file, from sources and compiled. */
const PROGRAM = join(import.meta.dirname, `reader-process${extname(import.meta.filename)}`)

/** The program’s own folder, `src` or `dist`. */
const OWN_FOLDER = join(import.meta.dirname, '..', '..')

/**
 * The arguments of a Node that reads our own code, and libraries wherever they may have been installed, and nothing else; it
 * writes nothing, starts nothing and reaches no network.
 */
export function confined({ heapMegabytes }: ReadingLimits, program: readonly string[]): readonly string[] {
  const above: string[] = []
  for (let folder = OWN_FOLDER; dirname(folder) !== folder; folder = dirname(folder)) above.push(folder)
  const readable = [
    OWN_FOLDER,
    ...above.flatMap((folder) => [join(folder, 'package.json'), join(folder, 'node_modules')]),
  ]
  return [
    '--permission',
    ...readable.map((path) => `--allow-fs-read=${path}`),
    `--max-old-space-size=${heapMegabytes}`,
    ...program,
  ]
}

/** All that the process wrote. Throws InvalidInput where it ended without an answer, or wrote too much. */
async function answerOf(child: Reading, { answerBytes, heapMegabytes }: ReadingLimits): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= answerBytes) chunks.push(chunk)
    else child.kill('SIGKILL')
  })
  const [code, signal]: readonly unknown[] = await once(child, 'close')
  if (size > answerBytes)
    throw unreadable('E_TOO_LARGE', `holds more than ${answerBytes} bytes once it is read`)
  if (code === 0) return Buffer.concat(chunks).toString('utf8')
  // V8 aborts where its heap is full.
  if (signal === 'SIGABRT' || signal === 'SIGTRAP' || code === 134)
    throw unreadable('E_TOO_LARGE', `takes more than ${heapMegabytes} MB of objects to read`)
  throw unreadable('E_UNREADABLE', `cannot be read: the reader ended with ${signal ?? code}`)
}

async function tooSlow({ time }: ReadingLimits, signal: AbortSignal): Promise<never> {
  await delay(time, undefined, { signal })
  throw unreadable('E_TOO_SLOW', `takes more than ${time / 1000} s to read`)
}

/** Throws once the process holds more memory than it may. */
async function tooLarge(child: Reading, { memoryBytes }: ReadingLimits, signal: AbortSignal): Promise<never> {
  for (;;) {
    const resident = child.pid === undefined ? 0 : await residentBytes(child.pid)
    if (resident > memoryBytes)
      throw unreadable('E_TOO_LARGE', `takes more than ${memoryBytes >> 20} MB of memory to read`)
    await delay(LOOK_EVERY, undefined, { signal })
  }
}

const run = promisify(execFile)

/** Resident memory of a process: by `/proc`, else by `ps`; 0 where neither says. */
async function residentBytes(pid: number): Promise<number> {
  const kilobytes = await readFile(`/proc/${pid}/status`, 'utf8')
    .then((status) => /^VmRSS:\s*(\d+) kB/m.exec(status)?.[1])
    .catch(() => run('ps', ['-o', 'rss=', '-p', String(pid)]).then(({ stdout }) => stdout.trim()))
    .catch(() => undefined)
  return Number(kilobytes ?? 0) * 1024
}
