import { DatabaseSync } from 'node:sqlite'

/** The version of the SQLite that this process runs, like `3.53.4`: of the library itself, whatever Node was built against. */
export function engineVersion(): string {
  const database = new DatabaseSync(':memory:')
  try {
    return String(database.prepare('SELECT sqlite_version() AS version').get()?.version)
  } finally {
    database.close()
  }
}
