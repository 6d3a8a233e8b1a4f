import { EXIT, type ExitCode, report } from './exit.ts'
import { processIo } from './io.ts'
import { run } from './program.ts'

/** The process: whoever closes the pipe we write to (`| head`) has seen enough. */
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(EXIT.fine)
  })

process.exitCode = await runProcess()

/** Runs the command line; an environment that cannot be read is reported as any other input. */
async function runProcess(): Promise<ExitCode> {
  try {
    return await run(process.argv.slice(2), processIo())
  } catch (error) {
    return report(error, { err: process.stderr, env: process.env })
  }
}
