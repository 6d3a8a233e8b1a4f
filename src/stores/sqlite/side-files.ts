import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { removeTemporary, temporaryPath } from '../../files.ts'
import type { SideFiles } from '../../ledger/index.ts'

/** In a folder beside the ledger's file, `<path>.columns`. */
export function sideFilesOf(path: string): SideFiles {
  const folder = `${path}.columns`
  const fileOf = (chronicle: string) => join(folder, chronicle)
  return {
    read: (chronicle) => readFile(fileOf(chronicle)).catch(() => undefined),
    write: async (chronicle, bytes) => {
      try {
        await mkdir(folder, { recursive: true })
        const temporary = temporaryPath(fileOf(chronicle))
        try {
          await writeFile(temporary, bytes)
          await rename(temporary, fileOf(chronicle))
        } finally {
          removeTemporary(temporary)
        }
      } catch {
        // A disk that is full or only read: the next start reads the events.
      }
    },
    remove: (chronicle) => rm(fileOf(chronicle), { force: true }).catch(() => undefined),
  }
}
