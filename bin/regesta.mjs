#!/usr/bin/env node
import { existsSync } from 'node:fs'
import module from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

// In a clone the sources run as they are, their types stripped, which an old Node cannot do. A package holds them compiled.
const [major] = process.versions.node.split('.').map(Number)
if (major < 24) {
  console.error(
    `E_NODE expected Node 24 or later, this is ${process.version}; in a clone, npm ci brings one: npm run regesta -- …`,
  )
  process.exit(1)
}
const root = fileURLToPath(new URL('..', import.meta.url))
const isClone = existsSync(join(root, 'src', 'cli', 'main.ts'))
// Node's own default is in the folder for temporary files, where others could leave code for us to run.
const ownCache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache')
module.enableCompileCache?.(
  isClone ? join(root, 'node_modules', '.compile-cache') : join(ownCache, 'regesta'),
)
const [own, extension, format] = isClone
  ? ['../src/', '.ts', 'module-typescript']
  : ['../dist/', '.js', 'module']
const folder = new URL(own, import.meta.url).href
// What libraries load for what is never used here: zod's sixty translations, and what commander runs other programs by.
// `node:process` is what is at hand; Node looks at all that it has for whoever imports it. A domain of one's own may use all.
const isOwnDomain = process.argv.some((argument) => argument.startsWith('--domain'))
const instead = isOwnDomain
  ? []
  : [
      ['/zod/', '../locales/index.js', ''],
      ['/commander/', 'node:child_process', 'export default {}'],
      ['/commander/', 'node:process', 'export default process'],
    ]
// A relative import among our own files, or those of zod, is the file that it names, and a library is the same for all of ours.
// Node looks at several files to find that out, at each import.
const libraries = new Map()
module.registerHooks?.({
  resolve(specifier, context, nextResolve) {
    const { parentURL = '', conditions } = context
    const found = instead.find(([library, what]) => what === specifier && parentURL.includes(library))
    if (found !== undefined)
      return { url: `data:text/javascript,${found[2]}`, format: 'module', shortCircuit: true }
    const isRelative = specifier.startsWith('.')
    if (isRelative && specifier.endsWith('.js') && parentURL.includes('/zod/v4/'))
      return { url: new URL(specifier, parentURL).href, shortCircuit: true }
    if (!parentURL.startsWith(folder)) return nextResolve(specifier, context)
    if (isRelative && specifier.endsWith(extension))
      return { url: new URL(specifier, parentURL).href, format, shortCircuit: true }
    if (isRelative || !conditions.includes('import')) return nextResolve(specifier, context)
    const known = libraries.get(specifier) ?? { ...nextResolve(specifier, context), shortCircuit: true }
    libraries.set(specifier, known)
    return known
  },
})
await import(new URL(`cli/main${extension}`, folder).href)
