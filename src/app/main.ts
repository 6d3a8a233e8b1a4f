import { EXIT } from './exit.ts'
import { processIo } from './io.ts'
import { run } from './program.ts'

/** The process: whoever closes the pipe we write to (`| head`) has seen enough. */
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(EXIT.fine)
  })

process.exitCode = await run(process.argv.slice(2), processIo())
