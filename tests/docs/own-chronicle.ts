import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { blocksIn, firstMissing, ROOT, readPage, sectionOf } from './markdown.ts'
import { runCommand } from './run-command.ts'

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'cli', 'main.ts')

/** The variables that the README sets, for processes that are not started by its shell. */
export const OWN_PLACES = {
  REGESTA_EVENTS: 'mine',
  REGESTA_LEDGER: 'mine/ledger.sqlite',
  REGESTA_SOURCES: 'mine/texts',
} as const

type Places = Readonly<Record<string, string>>

/** Runs commands of a page in a folder, as a reader would in a clone; gives what they print. */
export async function shell(folder: string, commands: string, places: Places = OWN_PLACES): Promise<string> {
  const own = commands.replaceAll('npm run -s regesta --', `${process.execPath} ${MAIN}`)
  const env = { ...process.env, ...places }
  const { stdout } = await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', own], { cwd: folder, env })
  return stdout
}

/** Does in a folder what the README says under "A chronicle of your own"; gives what {@link follow} gives. */
export function beginOwnChronicle(folder: string): Promise<readonly string[]> {
  return follow(folder, sectionOf(readPage('README.md'), 'A chronicle of your own'))
}

/**
 * Does in a folder what a text says: runs its shell blocks, saves each YAML and each module under the last file name before
 * it, and types what stands after `$`; a server is not started. Gives each command of which a shown line is not printed, with that line and what was printed.
 */
export async function follow(
  folder: string,
  page: string,
  places: Places = OWN_PLACES,
): Promise<readonly string[]> {
  const wrong: string[] = []
  for (const { language, text, index } of blocksIn(page)) {
    if (language === 'yaml' || language === 'ts')
      save(join(folder, fileNamedBefore(page, index, language)), text)
    if (language === 'sh' && !text.startsWith('npm start')) await shell(folder, text, places)
    if (language === '')
      for (const part of text.split(/^\$ /m).slice(1)) {
        const [command = '', ...lines] = part.trimEnd().split('\n')
        const printed = await typed(folder, command, places)
        const missing = firstMissing(printed, lines)
        if (missing !== undefined) wrong.push(`${command}: "${missing}" is not in\n${printed}`)
      }
  }
  return wrong
}

/** What a command prints: within this process, if it is of the program and nothing is made of what it prints. */
function typed(folder: string, command: string, places: Places): Promise<string> {
  const [, args = ''] = /^npm run -s regesta -- ([^|]*)$/.exec(command) ?? []
  if (args === '') return shell(folder, command, places)
  const env = Object.entries(places).map(([name, path]) => [name, join(folder, path)] as const)
  return runCommand(args.replaceAll(/\b(mine|museum)\//g, `${folder}/$1/`), Object.fromEntries(env))
}

/** Saves a file; a module that imports from the clone that it would lie in imports from this one. */
function save(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text.replaceAll("'../src/", `'${join(ROOT, 'src')}/`))
}

function fileNamedBefore(page: string, index: number, ending: string): string {
  const names = page.slice(0, index).matchAll(/`((?:mine|museum)\/[\w.-]+)`/g)
  const name = [...names].findLast(([, file]) => file?.endsWith(`.${ending}`))?.[1]
  if (name === undefined) throw new Error('no file is named before this block')
  return name
}
