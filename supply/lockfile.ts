import { readFileSync } from 'node:fs'
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
