import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { run } from '../../src/cli/index.ts'
import { systemClock } from '../../src/time/index.ts'

/** A command that a page shows, the file it is sent to, if it is, and the lines that the page shows of its output. */
export type Shown = { readonly command: string; readonly into?: string; readonly lines: readonly string[] }

/** The commands in the unmarked code blocks of a page, in order. */
export function commandsIn(page: string): readonly Shown[] {
  return [...page.matchAll(/^```\n(\$ [\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
    block
      .split(/^\$ /m)
      .slice(1)
      .map((part) => {
        const [typed = '', ...lines] = part.trimEnd().split('\n')
        const [command = '', into] = typed.split(' > ')
        return {
          command: command.replace(/^npm run -s regesta -- /, ''),
          ...(into === undefined ? {} : { into }),
          lines,
        }
      }),
  )
}

/**
 * Runs a command in a folder, with a ledger of that folder, within the process of the tests; gives what it printed.
 * Rejects if it fails.
 */
export async function type({ command, into }: Shown, folder: string): Promise<string> {
  const [out, err] = [new PassThrough(), new PassThrough()]
  const written = Promise.all([text(out), text(err)])
  const env = { ...process.env, REGESTA_LEDGER: join(folder, 'ledger.sqlite') }
  const before = process.cwd()
  process.chdir(folder)
  const code = await run(command.split(' '), { out, err, env, clock: systemClock() }).finally(() => {
    process.chdir(before)
    out.end()
    err.end()
  })
  const [printed, complaint] = await written
  if (code !== 0) throw new Error(`${command}: ${complaint}`)
  if (into !== undefined) writeFileSync(join(folder, into), printed)
  return printed
}

/** Whether what was printed is what is shown; `…` stands for anything, and in a line of its own for any lines. */
export function isShown(printed: string, lines: readonly string[]): boolean {
  const pattern = lines
    .map((line) => (line === '…' ? '(?:.*\n)*?' : `${RegExp.escape(line).replaceAll('…', '.*')}\n`))
    .join('')
  return new RegExp(`^${pattern}$`).test(printed)
}
