import { DatabaseSync } from 'node:sqlite'
import { RegestaError } from '../../errors.ts'

/** A bug of SQLite that can corrupt a ledger's file, and its versions. */
type CorruptingBug = {
  /** The first version that has it. */
  readonly from: string
  /** The first of all later versions without it. */
  readonly until: string
  /** Earlier versions with the fix, each to the end of its own `3.x`. */
  readonly fixedIn: readonly string[]
  readonly what: string
  readonly source: string
}

/**
 * The bugs that SQLite documents and that could affect a ledger: a file in WAL mode with one writer, readers that come and
 * go, triggers that abort, and no expression index, UPSERT or change of journal mode.
 */
const CORRUPTING_BUGS: readonly CorruptingBug[] = [
  {
    from: '3.7.0',
    until: '3.51.3',
    fixedIn: ['3.44.6', '3.50.7'],
    what: 'a checkpoint that meets a commit may skip part of the log (the "WAL-reset bug")',
    source: 'https://sqlite.org/wal.html#walresetbug',
  },
  {
    from: '3.11.0',
    until: '3.50.2',
    fixedIn: [],
    what: 'a statement rolled back after its pages went to the log may leave wrong checksums there',
    source: 'https://sqlite.org/releaselog/3_50_2.html',
  },
  {
    from: '3.52.0',
    until: '3.52.1',
    fixedIn: [],
    what: 'its makers withdrew it',
    source: 'https://sqlite.org/releaselog/3_52_0.html',
  },
]

/** The first known bug by which this version of SQLite can damage a ledger; undefined where none is known. */
export function corruptingBugOf(version: string): CorruptingBug | undefined {
  return CORRUPTING_BUGS.find(
    ({ from, until, fixedIn }) =>
      isAtLeast(version, from) &&
      !isAtLeast(version, until) &&
      !fixedIn.some((fix) => isAtLeast(version, fix) && seriesOf(version) === seriesOf(fix)),
  )
}

/** Refuses to write with a version of SQLite that is known to corrupt files: E_SQLITE_VERSION. */
export function checkSqliteVersion(path: string, version = engineVersion()): void {
  const bug = corruptingBugOf(version)
  if (bug === undefined) return
  const message = `${path} is not written with SQLite ${version}, which can damage it: ${bug.what}; see ${bug.source}. Run it by the Node that npm ci installs here, or another with SQLite 3.51.3 or later; reading is safe`
  throw new RegestaError('E_SQLITE_VERSION', 'fault', message, { path, version, source: bug.source })
}

function isAtLeast(version: string, other: string): boolean {
  const [ours, theirs] = [numbersOf(version), numbersOf(other)]
  const differs = theirs.findIndex((number, index) => number !== ours[index])
  return differs === -1 || (ours[differs] ?? 0) > (theirs[differs] ?? 0)
}

function seriesOf(version: string): string {
  return numbersOf(version).slice(0, 2).join('.')
}

function numbersOf(version: string): readonly number[] {
  return version.split('.').map(Number)
}

/** The version of SQLite in this process, like `3.53.4`: of the library loaded, which may not be the one of Node's build. */
export function engineVersion(): string {
  const database = new DatabaseSync(':memory:')
  try {
    return String(database.prepare('SELECT sqlite_version() AS version').get()?.version)
  } finally {
    database.close()
  }
}
