import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')

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

/** Types a command in a folder, with a ledger of that folder; gives what it printed. Rejects if it fails. */
export function type({ command, into }: Shown, folder: string): Promise<string> {
  const env = { ...process.env, REGESTA_LEDGER: join(folder, 'ledger.sqlite') }
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [MAIN, ...command.split(' ')], { cwd: folder, env }, (error, out, err) => {
      if (error !== null) reject(new Error(`${command}: ${err}`))
      if (into !== undefined) writeFileSync(join(folder, into), out)
      resolve(out)
    })
  })
}

/** Whether what was printed is what is shown; `…` stands for anything, and in a line of its own for any lines. */
export function isShown(printed: string, lines: readonly string[]): boolean {
  const pattern = lines
    .map((line) => (line === '…' ? '(?:.*\n)*?' : `${RegExp.escape(line).replaceAll('…', '.*')}\n`))
    .join('')
  return new RegExp(`^${pattern}$`).test(printed)
}
