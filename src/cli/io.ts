import type { WriteStream } from 'node:tty'
import { InvalidInput, RegestaError } from '../errors.ts'
import type { StoreDriver } from '../stores/index.ts'
import { type Clock, fixedClock, systemClock } from '../time/index.ts'
import { type Line, layOut, visible } from './page/layout.ts'

/** What a command may use of the process it runs in. */
export type Io = {
  readonly out: Stream
  readonly err: Stream
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
  /** The stores in which ledgers may be, if not those of this program. */
  readonly drivers?: readonly StoreDriver[]
}

type Stream = NodeJS.WritableStream & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>

/**
 * The process's own streams, environment and clock; REGESTA_NOW stops the clock at an instant, REGESTA_CLOCK_TOLERANCE is
 * its tolerance, in seconds. Throws InvalidInput.
 */
export function processIo(): Io {
  const { env, stdout: out, stderr: err } = process
  const seconds = Number.parseInt(env.REGESTA_CLOCK_TOLERANCE ?? '', 10)
  const tolerance = Number.isNaN(seconds) ? undefined : seconds * 1000
  return { out, err, env, clock: { ...clockOf(env.REGESTA_NOW), tolerance } }
}

function clockOf(now: string | undefined): Clock {
  try {
    return now === undefined || now === '' ? systemClock() : fixedClock(now)
  } catch (error) {
    if (!(error instanceof RegestaError)) throw error
    const { code, message } = error
    throw new InvalidInput([{ code, message, place: { argument: 'REGESTA_NOW' } }])
  }
}

/** Lines on standard output, with all that is not seen in them written out: it may be of others. */
export function print(io: Io, text: string): void {
  write(io, text.replace(/[^\n\t]+/g, visible))
}

function write(io: Io, text: string): void {
  io.out.write(text.endsWith('\n') ? text : `${text}\n`)
}

/** One JSON value, indented by two, on standard output. */
export function printJson(io: Io, value: unknown): void {
  print(io, JSON.stringify(value, undefined, 2))
}

/** Says what is being done, on standard error, if someone is looking. */
export function progress(io: Io, text: string): void {
  if (io.err.isTTY === true) io.err.write(`${text}\n`)
}

/** Columns to wrap to: the terminal's, within reason, or 80 where there is none. */
function widthOf(io: Io): number {
  if (io.out.isTTY !== true) return 80
  return Math.min(Math.max(io.out.columns ?? 80, 40), 120)
}

/** Writes an answer to standard output: as JSON with `--json`, else as a page; nothing if the page has no lines. */
export function answer(
  io: Io,
  json: boolean | undefined,
  output: { readonly value: () => unknown; readonly page: () => readonly Line[] },
): void {
  if (json === true) printJson(io, output.value())
  else {
    const lines = output.page()
    if (lines.length > 0) write(io, layOut(lines, { width: widthOf(io), stream: io.out }))
  }
}
