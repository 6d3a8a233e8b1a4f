import { writeSync } from 'node:fs'
import { EXIT, type ExitCode, report } from './exit.ts'
import { processIo } from './io.ts'
import { run } from './program.ts'

/**
 * The process: whoever closes the pipe we write to (`| head`) has seen enough. Where else its output cannot be written, one
 * line on standard error says so: a full disk, mostly.
 */
for (const stream of [process.stdout, process.stderr])
  stream.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') process.exit(EXIT.fine)
    const output = stream === process.stdout ? 'standard output' : 'standard error'
    const reason = code === 'ENOSPC' ? 'no space is left on its disk' : `${code}`
    complain(
      `E_OUTPUT ${output} cannot be written: ${reason}. What the command did stands; its answer is cut off`,
    )
    process.exit(EXIT.failed)
  })

/** Writes a line to standard error at once, if that can be written. */
function complain(line: string): void {
  try {
    writeSync(process.stderr.fd, `${line}\n`)
  } catch {
    // There is nowhere left to say it.
  }
}

process.exitCode = await runProcess()

/** Runs the command line; an environment that cannot be read is reported as any other input. */
async function runProcess(): Promise<ExitCode> {
  try {
    return await run(process.argv.slice(2), processIo())
  } catch (error) {
    return report(error, { err: process.stderr, env: process.env })
  }
}
