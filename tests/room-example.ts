import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'

/** What the example at the head of a room's index.ts prints, and what its comments say that it prints, line by line. */
export async function runExample(
  room: string,
): Promise<{ readonly printed: readonly string[]; readonly expected: readonly string[] }> {
  const root = new URL('..', import.meta.url)
  const index = readFileSync(new URL(`src/${room}/index.ts`, root), 'utf8')
  const [, block = ''] = /^ \* ```ts\n([\s\S]*?)^ \* ```/m.exec(index) ?? []
  const example = block.replace(/^ \* ?/gm, '')
  const imported: Record<string, unknown> = {}
  for (const [, names = '', from = ''] of example.matchAll(/^import \{([^}]*)\} from '([^']*)'$/gm)) {
    const module: Record<string, unknown> = await import(
      from.startsWith('.') ? new URL(from, root).href : from
    )
    for (const name of names.split(',').map((each) => each.trim())) imported[name] = module[name]
  }
  const printed: string[] = []
  const console = {
    log: (...values: unknown[]) =>
      printed.push(values.map((value) => (typeof value === 'string' ? value : inspect(value))).join(' ')),
  }
  const body = example.replace(/^import .*$/gm, '')
  const run = new AsyncFunction('console', ...Object.keys(imported), body)
  await run(console, ...Object.values(imported))
  return { printed, expected: [...example.matchAll(/^\/\/ (.*)$/gm)].map(([, line = '']) => line) }
}

const AsyncFunction: FunctionConstructor = Object.getPrototypeOf(async () => undefined).constructor
