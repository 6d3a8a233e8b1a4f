import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { blocksIn, firstMissing, readPage, sectionOf } from './markdown.ts'
import { runCommand } from './run-command.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')

/** The variables that the README sets, for processes that are not started by its shell. */
export const OWN_PLACES = {
  REGESTA_EVENTS: 'mine',
  REGESTA_LEDGER: 'mine/ledger.sqlite',
  REGESTA_SOURCES: 'mine/texts',
} as const

/** Runs commands of a page in a folder, as a reader would in a clone; gives what they print. */
export async function shell(folder: string, commands: string): Promise<string> {
  const own = commands.replaceAll('npm run -s regesta --', `${process.execPath} ${MAIN}`)
  const env = { ...process.env, ...OWN_PLACES }
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', own], { cwd: folder, env })
  return stdout
}

/** Does in a folder what the README says under "A chronicle of your own"; gives what {@link follow} gives. */
export function beginOwnChronicle(folder: string): Promise<readonly string[]> {
  return follow(folder, sectionOf(readPage('README.md'), 'A chronicle of your own'))
}

/**
 * Does in a folder what a text says: runs its shell blocks, saves each YAML under the last file name before it, and types
 * what stands after `$`. Gives each command of which a shown line is not printed, with that line and what was printed.
 */
export async function follow(folder: string, page: string): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const { language, text, index } of blocksIn(page)) {
    if (language === 'yaml') writeFileSync(join(folder, fileNamedBefore(page, index)), text)
    if (language === 'sh') await shell(folder, text)
    if (language === '')
      for (const part of text.split(/^\$ /m).slice(1)) {
        const [command = '', ...lines] = part.trimEnd().split('\n')
        const printed = await typed(folder, command)
        const missing = firstMissing(printed, lines)
        if (missing !== undefined) wrong.push(`${command}: "${missing}" is not in\n${printed}`)
      }
  }
  return wrong
}

/** What a command prints: within this process, if it is of the program and nothing is made of what it prints. */
function typed(folder: string, command: string): Promise<string> {
  const [, args = ''] = /^npm run -s regesta -- ([^|]*)$/.exec(command) ?? []
  if (args === '') return shell(folder, command)
  const places = Object.entries(OWN_PLACES).map(([name, path]) => [name, join(folder, path)] as const)
  return runCommand(args.replaceAll('mine/', `${join(folder, 'mine')}/`), Object.fromEntries(places))
}

function fileNamedBefore(page: string, index: number): string {
  const name = [...page.slice(0, index).matchAll(/`(mine\/[\w.-]+\.yaml)`/g)].at(-1)?.[1]
  if (name === undefined) throw new Error('no file is named before this block')
  return name
}
