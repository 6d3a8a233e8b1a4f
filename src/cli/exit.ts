import { type ErrorCategory, type Fault, formatFault, InvalidInput, RegestaError } from '../errors.ts'
import type { Io } from './io.ts'
import { visible } from './page/layout.ts'

/** What the process answers with, by whose move it is. */
export const EXIT = { fine: 0, failed: 1, usage: 2, notFound: 3, conflict: 4, invalid: 5 } as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** The same for a person, at the end of every `--help`. */
export const EXIT_HELP = `Exit codes:
  0 fine   1 failed   2 usage: unknown command, option or missing argument
  3 not found   4 conflict with what is recorded or held by another process
  5 invalid input: a value or a file that is not what it should be`

const BY_CATEGORY: Readonly<Record<ErrorCategory, ExitCode>> = {
  fault: EXIT.failed,
  notFound: EXIT.notFound,
  conflict: EXIT.conflict,
  invalid: EXIT.invalid,
}

/** What the process answers with where an error ends it. */
export function exitCodeOf({ category }: RegestaError): ExitCode {
  return BY_CATEGORY[category]
}

/** A command that reported its own trouble and now only ends with this code. */
export class Ended extends Error {
  readonly exitCode: ExitCode

  constructor(exitCode: ExitCode) {
    super(`ended with ${exitCode}`)
    this.exitCode = exitCode
  }
}

/** Each from a line of its own on, whatever names in files and ledgers of others would make of it. */
export function faultLines(faults: readonly Fault[]): string {
  return faults.map((fault) => messageLines(fault.code, formatFault(fault))).join('\n')
}

/**
 * A message with its own line breaks: those of the words that someone quotes, and of lists. What follows one is indented, so
 * that none can pass for another fault.
 */
function messageLines(code: string, message: string): string {
  const breaks = code.startsWith('E_QUOTE_') ? /\r?\n/ : /\n(?= {2})/
  const [first = '', ...others] = message.split(breaks).map(visible)
  return [first, ...others.map((line) => `  ${line.trimStart()}`)].join('\n')
}

/**
 * Reports an error on standard error, `code message`, each fault of an InvalidInput on a line of its own, and
 * returns the exit code. What is not a RegestaError is E_FAULT, with its stack only under REGESTA_DEBUG=1.
 */
export function report(error: unknown, io: Pick<Io, 'err' | 'env'>): ExitCode {
  if (error instanceof Ended) return error.exitCode
  if (error instanceof InvalidInput) {
    io.err.write(
      `${faultLines(error.faults) || `${error.code} ${messageLines(error.code, error.message)}`}\n`,
    )
    return EXIT.invalid
  }
  if (error instanceof RegestaError) {
    io.err.write(`${error.code} ${messageLines(error.code, error.message)}\n`)
    return BY_CATEGORY[error.category]
  }
  const message = error instanceof Error ? error.message : String(error)
  io.err.write(`E_FAULT ${message}\n`)
  if (io.env.REGESTA_DEBUG === '1' && error instanceof Error) io.err.write(`${error.stack}\n`)
  return EXIT.failed
}
