import { basename } from 'node:path'
import { z } from 'zod'
import { readYaml } from '../../archive/index.ts'
import { type Fault, InvalidInput } from '../../errors.ts'
import type { GivenDocument } from './index.ts'

/** A file with its text. */
export type DocumentFile = { readonly file: string; readonly text: string }

/** A document in a file of its own: it goes by the file's name. */
export function documentInFile({ file, text }: DocumentFile): GivenDocument {
  return { text, ids: [basename(file).replace(/\.(graphql|gql)$/, '')], place: { file } }
}

/**
 * The documents of a manifest: `{ "<id>": "<text>" }`, as Relay and graphql-codegen write it, or Apollo's, a list of
 * `operations` with `id` and `body`. Throws InvalidInput, E_DOCUMENTS, where it is neither.
 */
export function documentsInManifest({ file, text }: DocumentFile): readonly GivenDocument[] {
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
