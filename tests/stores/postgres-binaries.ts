import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { PACKAGED } from '../postgres-package.ts'
import type { Need } from '../require.ts'

/** What the tests are given: the URL of a server, or `package` for the one that npm has, whatever else is here. */
const SETTING = process.env.REGESTA_TEST_POSTGRES || undefined

/** A server that the tests are given. */
export const GIVEN: string | undefined = SETTING === 'package' ? undefined : SETTING

/** Where programs of PostgreSQL may lie: on PATH, as Debian has them (the newest first), in a package that ships them. */
const FOLDERS: readonly string[] =
  SETTING === 'package'
    ? [PACKAGED]
    : [...(process.env.PATH ?? '').split(delimiter), ...debianFolders(), PACKAGED]

const RUNNING = ['initdb', 'postgres', 'pg_ctl']
const REPLICATING = folderWith(...RUNNING, 'pg_basebackup')

/** The folder with the programs, all that these tests use if there is one. */
export const BINARIES: string | undefined = REPLICATING ?? folderWith(...RUNNING)

/** For tests of the ledger: any server will do. */
export const postgres: Need = {
  name: 'PostgreSQL (its programs, or the URL of a server in REGESTA_TEST_POSTGRES)',
  there: GIVEN !== undefined || BINARIES !== undefined,
}

/** For tests that stop, kill and replace servers. */
export const ownPostgres: Need = {
  name: 'the programs of PostgreSQL',
  there: BINARIES !== undefined,
}

/** For tests with a standby. */
export const replicatingPostgres: Need = {
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
