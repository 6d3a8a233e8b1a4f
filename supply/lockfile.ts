import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

/** The folder of the package. */
export const ROOT = join(import.meta.dirname, '..')

/** A package that the lockfile has, at the one version and content that will be installed. */
export type Locked = {
  readonly name: string
  readonly version: string
  /** As SPDX says it. */
  readonly licence: string
  /** Digest of the package's file, as `sha512-…`; undefined where there is none. */
  readonly integrity: string | undefined
  /** Whether only those need it who work on Regesta. */
  readonly dev: boolean
  /** Whether it is for some systems only. */
  readonly optional: boolean
  readonly hasInstallScript: boolean
  /** The names of those it needs, whether or not they are for the system at hand. */
  readonly needs: readonly string[]
}

const lockfileSchema = z.object({
  lockfileVersion: z.number(),
  packages: z.record(
    z.string(),
    z.object({
      name: z.string().optional(),
      version: z.string().optional(),
      license: z.string().default(''),
      integrity: z.string().optional(),
      dev: z.boolean().default(false),
      optional: z.boolean().default(false),
      hasInstallScript: z.boolean().default(false),
      dependencies: z.record(z.string(), z.string()).default({}),
      optionalDependencies: z.record(z.string(), z.string()).default({}),
      peerDependencies: z.record(z.string(), z.string()).default({}),
    }),
  ),
})

/** The version of the lockfile's format, and every package in it but our own, by its path in `node_modules`. */
export function readLockfile(): { readonly version: number; readonly packages: ReadonlyMap<string, Locked> } {
  const text = readFileSync(join(ROOT, 'package-lock.json'), 'utf8')
  const { lockfileVersion, packages } = lockfileSchema.parse(JSON.parse(text))
  return {
    version: lockfileVersion,
    packages: new Map(
      Object.entries(packages)
        .filter(([path]) => path !== '')
        .map(([path, entry]) => [path, lockedAt(path, entry)]),
    ),
  }
}

function lockedAt(path: string, entry: z.infer<typeof lockfileSchema>['packages'][string]): Locked {
  const { version = '', integrity, dev, optional, hasInstallScript } = entry
  return {
    name: entry.name ?? nameIn(path),
    version,
    licence: entry.license,
    integrity,
    dev,
    optional,
    hasInstallScript,
    needs: [entry.dependencies, entry.optionalDependencies, entry.peerDependencies].flatMap(Object.keys),
  }
}

function nameIn(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
}

/** The packages that `web/` imports by name: with what they need, they are bundled in the page that is served. */
export function importedByPage(): readonly string[] {
  const files = globSync('web/src/**/*.{ts,tsx}', { cwd: ROOT })
  const names = files.flatMap((file) =>
    [...readFileSync(join(ROOT, file), 'utf8').matchAll(IMPORT)].flatMap(([, name = '']) => name),
  )
  return [...new Set(names)].sort()
}

/** An import of a package, but for those of types alone. */
const IMPORT = /^(?:import (?!type)[^'\n]*|\} )from '((?:@[^/']+\/)?[a-z][^/'.]*)[^']*'/gm

/** The paths of all packages that are bundled in the page, and are installed only to work on it. */
export function bundledInPage(packages: ReadonlyMap<string, Locked>): ReadonlySet<string> {
  const found = new Set<string>()
  const add = (name: string) => {
    const path = `node_modules/${name}`
    const locked = packages.get(path)
    if (locked === undefined || !locked.dev || found.has(path)) return
    found.add(path)
    for (const need of locked.needs) add(need)
  }
  for (const name of importedByPage()) add(name)
  return found
}
