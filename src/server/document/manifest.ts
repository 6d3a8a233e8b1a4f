import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { readYaml } from '../../archive/index.ts'
import { type Fault, InvalidInput } from '../../errors.ts'
import type { GivenDocument } from './trusted-documents.ts'

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

/** A file with its text. */
type DocumentFile = { readonly file: string; readonly text: string }

/** A document in a file of its own: it goes by the file's name. */
function documentInFile({ file, text }: DocumentFile): GivenDocument {
  return { text, ids: [basename(file).replace(/\.(graphql|gql)$/, '')], place: { file } }
}

/**
 * The documents of a manifest: `{ "<id>": "<text>" }`, as Relay and graphql-codegen write it, or Apollo's, a list of
 * `operations` with `id` and `body`. Throws InvalidInput, E_DOCUMENTS, where it is neither.
 */
function documentsInManifest({ file, text }: DocumentFile): readonly GivenDocument[] {
  // JSON is YAML, and this tells where in the file each thing stands.
  const tree = readYaml(file, text)
  if (!tree.sound) throw new InvalidInput(tree.faults)
  const apollo = apolloSchema.safeParse(tree.value)
  if (apollo.success)
    return apollo.data.operations.map(({ id, body }, index) => ({
      text: body,
      ids: [id],
      place: tree.placeOf(['operations', index, 'body']),
    }))
  const pairs = pairsSchema.safeParse(tree.value)
  if (pairs.success)
    return Object.entries(pairs.data).map(([id, body]) => ({
      text: body,
      ids: [id],
      place: tree.placeOf([id]),
    }))
  throw new InvalidInput(
    pairs.error.issues.map(
      ({ path }): Fault => ({
        code: 'E_DOCUMENTS',
        message: 'expected documents by their ids, { "<id>": "<text>" }, or a manifest of Apollo’s',
        place: tree.placeOf(path.filter((step) => typeof step !== 'symbol')),
      }),
    ),
  )
}

const pairsSchema = z.record(z.string(), z.string())

const apolloSchema = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string(), body: z.string() })),
})
