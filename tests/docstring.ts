import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')

/** The modules that an example may import, by the names under which the package has them. */
const MODULES: Readonly<Record<string, () => Promise<object>>> = {
  regesta: () => import('../src/index.ts'),
  'regesta/domain': () => import('../src/domain/index.ts'),
  'regesta/graphql': () => import('../src/graphql/index.ts'),
  'regesta/server': () => import('../src/server/index.ts'),
  graphql: () => import('graphql'),
}

/**
 * Runs the first example in the docstrings of a file, with `given` as its free variables, and returns what it logs, line
 * by line. Throws where the file has no example, or the example imports something that it cannot.
 */
export async function runExample(
  file: string,
  given: Readonly<Record<string, unknown>> = {},
): Promise<readonly string[]> {
  const text = await readFile(join(ROOT, file), 'utf8')
  const [, block] = /^ \* ```ts\n((?: \*.*\n)*?) \* ```$/m.exec(text) ?? []
  if (block === undefined) throw new Error(`${file} has no example`)
  const code = block.replace(/^ \* ?/gm, '')
  const names = { ...given, ...(await importsOf(code)) }
  const lines: string[] = []
  const log = (...values: unknown[]) => lines.push(values.map(String).join(' '))
  const body = stripTypeScriptTypes(`async () => {${code.replace(IMPORT, '')}}`)
  const run = new Function(...Object.keys(names), 'console', `return (${body})()`)
  await run(...Object.values(names), { log })
  return lines
}

const IMPORT = /^import \{([^}]*)\} from '([^']+)'$/gm

async function importsOf(code: string): Promise<Readonly<Record<string, unknown>>> {
  const imported = [...code.matchAll(IMPORT)].map(async ([, names = '', from = '']) => {
    const module = await MODULES[from]?.()
    if (module === undefined) throw new Error(`an example imports ${from}, which it cannot`)
    return names.split(',').map((each) => {
      const name = each.trim()
      if (!(name in module)) throw new Error(`${from} has no ${name}`)
      return [name, Reflect.get(module, name)] as const
    })
  })
  return Object.fromEntries((await Promise.all(imported)).flat())
}
