import { removeTemporary, temporaryPath } from '../../files.ts'
import { guard } from './failures.ts'
import { makeFolder } from './file.ts'

/** Where to make the database that is to be `to` once it is whole; its folder is made if need be. See `temporaryPath`. */
export function temporaryDatabase(to: string): string {
  return guard(to, () => {
    makeFolder(to)
    return temporaryPath(to)
  })
}

/** Removes a temporary database with all that SQLite and a writer keep beside it. */
export function removeTemporaryDatabase(path: string): void {
  removeTemporary(path, ['-journal', '-wal', '-shm', '.writer', '.new'])
}
