import { type Logger, pino } from 'pino'

/** Lines are written together once they have so many bytes, or after so many ms. */
const TOGETHER = 4_096
const LATEST = 50

/** The level of errors in pino. */
const ERROR = 50

export type Log = {
  readonly logger: Logger
  /** Resolves once everything logged so far is written, or cannot be. */
  readonly written: () => Promise<void>
}

/**
 * A log in JSON on standard output, from this level on. Lines are written together, at most 50 ms late: a write for each
 * would take a fifth of the time of a kept answer. Those at level error and above are written at once, with all before
 * them, and so is everything when the process exits, even by an uncaught error. A process that is killed (SIGKILL) loses what
 * it has not written.
 */
export function openLog(level: string): Log {
  // Flushed by pino when the process exits.
  const lines = pino.destination({ minLength: TOGETHER, sync: false })
  let isDue = false
  const write = () => {
    isDue = false
    lines.flush()
  }
  // A write that is under way does not include the last lines.
  const written = () => new Promise<void>((resolve) => lines.flush(() => resolve())).then(write)
  const logger = pino(
    {
      name: 'regesta',
      level,
      hooks: {
        logMethod(line, log, of) {
          log.apply(this, line)
          if (of >= ERROR) void written()
          else if (!isDue) setTimeout(write, LATEST).unref()
          isDue = true
        },
      },
    },
    lines,
  )
  return { logger, written }
}
