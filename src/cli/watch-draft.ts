import { watch } from 'node:fs'
import { basename, dirname } from 'node:path'
import { counted } from '../domain/index.ts'
import { type Fault, RegestaError } from '../errors.ts'
import { faultLines } from './exit.ts'
import { textOf } from './files.ts'
import { answer, type Io, print } from './io.ts'
import type { Line } from './page/layout.ts'

/** What a draft comes to as it was saved: how many events it lists, and either its faults or what it would change. */
export type Round = {
  readonly events: number
  readonly faults: readonly Fault[]
  readonly warnings: readonly Fault[]
  readonly page: readonly Line[]
}

/** How long nothing may happen to a file until it counts as saved, ms: editors write in several steps. */
const REST = 150

/**
 * Shows what a draft comes to, at once and then after each save, until a signal to stop. What it shows goes to standard
 * output, with the time and the counts; a terminal is cleared before. A draft that is gone or empty for a while, as some
 * editors leave it while they save, is waited for. Throws E_NO_FILE where it is not there at first.
 */
export async function watchDraft(
  file: string,
  io: Io,
  round: (text: string) => Promise<Round>,
): Promise<void> {
  await textOf(file)
  const stopped = stopSignal()
  // The folder, since editors put a new file in place of the old one.
  const saves = watch(dirname(file), (_, name) => {
    if (name === null || name === basename(file)) saved()
  })
  let timer: NodeJS.Timeout | undefined
  let showing = Promise.resolve()
  let isNext = false
  const saved = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      // However often it was saved during a round, one more shows it as it is then.
      if (isNext) return
      isNext = true
      const next = () => {
        isNext = false
        return show(file, io, round)
      }
      showing = showing.then(next).catch(failed)
    }, REST)
  }
  const { promise: failure, reject: failed } = Promise.withResolvers<never>()
  saves.on('error', failed)
  try {
    showing = show(file, io, round)
    await showing
    await Promise.race([stopped, failure])
  } finally {
    saves.close()
    clearTimeout(timer)
    await showing
  }
}

async function show(file: string, io: Io, round: (text: string) => Promise<Round>): Promise<void> {
  const time = new Intl.DateTimeFormat('sv', { timeStyle: 'medium' }).format(io.clock.now())
  const text = await textOf(file).catch(reasonOf)
  if (typeof text !== 'string' || text.trim() === '') {
    const reason = typeof text === 'string' ? `${file} is empty` : text.message
    return say(io, `${time} ${reason}; waiting until it is saved`)
  }
  const { events, faults, warnings, page } = await round(text)
  const counts = [
    counted(events, 'event'),
    counted(faults.length, 'fault'),
    counted(warnings.length, 'warning'),
  ]
  say(io, `${time} ${file}: ${counts.join(', ')}`)
  if (faults.length + warnings.length > 0) io.out.write(`${faultLines([...faults, ...warnings])}\n`)
  answer(io, false, { value: () => undefined, page: () => page })
}

/** A line at the head of a round: on a terminal what was there before goes, elsewhere an empty line parts them. */
function say(io: Io, text: string): void {
  io.out.write(io.out.isTTY === true ? '\x1b[2J\x1b[3J\x1b[H' : '\n')
  print(io, text)
}

/** Why a file cannot be read for now. */
function reasonOf(error: unknown): RegestaError {
  if (error instanceof RegestaError) return error
  throw error
}

/** Resolves with the first signal to stop. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
