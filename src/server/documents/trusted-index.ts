/**
 * Which documents may be asked for by an id? A manifest, or a folder of `.graphql` files, read from disk.
 *
 * ```ts
 * const documents = trustDocuments(await readDocuments('documents.json'), schema)
 * ```
 */
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidInput } from '../../errors.ts'
import type { GivenDocument } from './index.ts'
import { documentInFile, documentsInManifest } from './manifest.ts'

/** The documents of a manifest, or of a folder with one in each file. Throws InvalidInput, E_DOCUMENTS. */
export async function readDocuments(place: string): Promise<readonly GivenDocument[]> {
  try {
    return (await stat(place)).isDirectory()
      ? await documentsIn(place)
      : documentsInManifest({ file: place, text: await readFile(place, 'utf8') })
  } catch (error) {
    if (
      !(error instanceof Error && 'code' in error && typeof error.code === 'string') ||
      error instanceof InvalidInput
    )
      throw error
    throw nothingIn(place, `cannot be read (${error.code})`)
  }
}

async function documentsIn(folder: string): Promise<readonly GivenDocument[]> {
  const files = (await readdir(folder)).filter((file) => /\.(graphql|gql)$/.test(file)).sort()
  if (files.length === 0) throw nothingIn(folder, 'has no file *.graphql in it')
  return Promise.all(
    files.map(async (file) => {
      const path = join(folder, file)
      return documentInFile({ file: path, text: await readFile(path, 'utf8') })
    }),
  )
}

function nothingIn(place: string, why: string): InvalidInput {
  const message = `${place} ${why}; expected a manifest of documents, or a folder of *.graphql files`
  return new InvalidInput([{ code: 'E_DOCUMENTS', message, place: { argument: 'documents' } }])
}
