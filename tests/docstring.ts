import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { inspect } from 'node:util'

const ROOT = join(import.meta.dirname, '..')

/** The modules that an example imports by the names under which the package has them; others are files of ours, or Node's. */
const MODULES: Readonly<Record<string, () => Promise<object>>> = {
  regesta: () => import('../src/index.ts'),
  'regesta/domain': () => import('../src/domain/index.ts'),
  'regesta/graphql': () => import('../src/graphql/index.ts'),
  'regesta/server': () => import('../src/server/index.ts'),
  graphql: () => import('graphql'),
}

/**
 * Runs the first example in the docstrings of a file, with `given` as its free variables, and returns what it logs, line
 * by line. Throws where the file has no example.
 */
export async function runExample(
  file: string,
  given: Readonly<Record<string, unknown>> = {},
): Promise<readonly string[]> {
  const code = await exampleIn(file)
  const names = { ...given, ...(await importsOf(code)) }
  const lines: string[] = []
  const log = (...values: unknown[]) =>
    lines.push(values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' '))
  const body = stripTypeScriptTypes(`async () => {${code.replace(IMPORT, '')}}`)
  const run = new Function(...Object.keys(names), 'console', `return (${body})()`)
  await run(...Object.values(names), { log })
  return lines
}

/** What the comments of that example say that it logs: those that stand on a line of their own. */
export async function expectedOf(file: string): Promise<readonly string[]> {
  return [...(await exampleIn(file)).matchAll(/^\/\/ (.*)$/gm)].map(([, line = '']) => line)
}

async function exampleIn(file: string): Promise<string> {
  const text = await readFile(join(ROOT, file), 'utf8')
  const [, block] = /^ \* ```ts\n((?: \*.*\n)*?) \* ```$/m.exec(text) ?? []
  if (block === undefined) throw new Error(`${file} has no example`)
  return block.replace(/^ \* ?/gm, '')
}

const IMPORT = /^import \{([^}]*)\} from '([^']+)'$/gm

async function importsOf(code: string): Promise<Readonly<Record<string, unknown>>> {
  const imported = [...code.matchAll(IMPORT)].map(async ([, names = '', from = '']) => {
    const module: object = await (MODULES[from]?.() ?? import(from.startsWith('.') ? join(ROOT, from) : from))
    return names.split(',').map((each) => {
      const name = each.trim()
      if (!(name in module)) throw new Error(`${from} has no ${name}`)
      return [name, Reflect.get(module, name)] as const
    })
  })
  return Object.fromEntries((await Promise.all(imported)).flat())
}
