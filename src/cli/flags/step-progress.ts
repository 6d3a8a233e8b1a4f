import type { Command } from 'commander'
import type { Progress } from '../../ledger/index.ts'
import type { Io } from '../io.ts'

/** Flags of every command whose work may take long. */
export type ProgressFlags = { readonly progress?: boolean }

/** How often a step is told at most, ms. */
const PAUSE = 500

export function progressFlag(command: Command): Command {
  return command.option('--progress', 'tell on standard error how far it is, even where no terminal is')
}

/** Whether anyone wants to hear how far work is. */
function isHeard(io: Io, { progress }: ProgressFlags): boolean {
  return progress === true || io.err.isTTY === true
}

/** Says on standard error what is being done, if someone is looking or it was asked for. */
export function sayOn(io: Io, flags: ProgressFlags): (text: string) => void {
  return isHeard(io, flags) ? (text) => io.err.write(`${text}\n`) : () => undefined
}

/** Tells on standard error how far long work is, if someone is looking or it was asked for; the last step always. */
export function progressOn(io: Io, flags: ProgressFlags): Progress {
  const say = sayOn(io, flags)
  let told = Number.NEGATIVE_INFINITY
  return ({ doing, chronicle, done, of }) => {
    const now = performance.now()
    if (done < of && now - told < PAUSE) return
    told = now
    say(`${doing} ${chronicle}: ${done} of ${of} events`)
  }
}
