import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/*
 * Builds the page into web/dist, unless what is there was built from the same files. A server only reads it: `npm start` runs
 * this first, and the published package comes with a build.
 */

const WEB = import.meta.dirname
const ROOT = join(WEB, '..')
const DIST = join(WEB, 'dist')

/** What was built from what: the digest of the inputs, and those of them that lie outside this folder. */
type Built = { readonly digest: string; readonly outside: readonly string[] }

/** What could not be done, and a server goes on without. */
const SKIPPED: Readonly<Record<string, string>> = {
  ERR_MODULE_NOT_FOUND: 'vite is not installed, which `npm install` does in a checkout',
  EACCES: 'web/ cannot be written',
  EPERM: 'web/ cannot be written',
  EROFS: 'web/ cannot be written',
}

const from = performance.now()
const say = (text: string) => console.error(`the page: ${text}`)
try {
  const built = lastBuilt()
  if (built !== undefined && built.digest === digestOf(built.outside))
    say('built before, from the same files')
  else {
    await build()
    say(`built in ${((performance.now() - from) / 1_000).toFixed(1)} s`)
  }
} catch (error) {
  const because = error instanceof Error && 'code' in error ? SKIPPED[String(error.code)] : undefined
  if (because === undefined) throw error
  say(`${existsSync(join(DIST, 'index.html')) ? 'left as it was built' : 'not built'}; ${because}`)
}

function lastBuilt(): Built | undefined {
  const file = join(DIST, 'build.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

/** A digest of all that a build is made from. */
function digestOf(outside: readonly string[]): string {
  const own = readdirSync(WEB, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !/\/dist\/|^web\/dist\b/.test(file))
  const digest = createHash('sha256')
  for (const file of [...new Set([...own, ...outside, 'package-lock.json'])].sort()) {
    const path = join(ROOT, file)
    const content = existsSync(path) ? createHash('sha256').update(readFileSync(path)).digest('hex') : ''
    digest.update(`${file}\n${content}\n`)
  }
  return digest.digest('hex')
}

/** Builds beside the last build, and then takes its place: a server that starts meanwhile finds one of them whole. */
async function build(): Promise<void> {
  const vite = await import('vite')
  const place = join(WEB, `.building-${process.pid}`)
  const made = join(place, 'dist')
  try {
    const configFile = join(WEB, 'vite.config.ts')
    const result = await vite.build({ configFile, build: { outDir: made, emptyOutDir: true } })
    const outputs = (Array.isArray(result) ? result : [result]).flatMap((each) =>
      'output' in each ? each.output : [],
    )
    const modules = outputs.flatMap((each) => (each.type === 'chunk' ? each.moduleIds : []))
    const outside = [...new Set(modules.map((id) => relative(ROOT, id).replaceAll('\\', '/')))]
      .filter((file) => !/^(\.\.|web\/|\0)|node_modules\//.test(file) && existsSync(join(ROOT, file)))
      .sort()
    compress(join(made, 'assets'))
    writeFileSync(join(made, 'documents.json'), JSON.stringify(await documents()))
    const built: Built = { digest: digestOf(outside), outside }
    writeFileSync(join(made, 'build.json'), `${JSON.stringify(built, undefined, 2)}\n`)
    rmSync(DIST, { recursive: true, force: true })
    renameSync(made, DIST)
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

/** The documents that the page asks with, as it sends them: a server that answers given documents alone answers these, too. */
async function documents(): Promise<readonly string[]> {
  const operations = Object.entries(await import('./src/operations.ts'))
  return operations.flatMap(([name, document]) =>
    name.endsWith('FragmentDoc') || !(document instanceof String) ? [] : [document.toString()],
  )
}

/** Lays each asset compressed beside itself: once here, instead of whenever a server starts. */
function compress(folder: string): void {
  for (const name of readdirSync(folder)) {
    const file = join(folder, name)
    const bytes = readFileSync(file)
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
    writeFileSync(`${file}.br`, brotliCompressSync(bytes, { params }))
    writeFileSync(`${file}.gz`, gzipSync(bytes, { level: 9 }))
  }
}
