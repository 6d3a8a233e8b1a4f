import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { run } from '../../src/cli/index.ts'
import { systemClock } from '../../src/time/index.ts'

/** What a command line prints, run within this process, its words parted by spaces. Rejects if it does not end with 0. */
export async function runCommand(
  command: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const [out, err] = [new PassThrough(), new PassThrough()]
  const written = Promise.all([text(out), text(err)])
  const code = await run(command.split(' '), { out, err, env, clock: systemClock() })
  out.end()
  err.end()
  const [printed, complaint] = await written
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${complaint}`)
  return printed
}
