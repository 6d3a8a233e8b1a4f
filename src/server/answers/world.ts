import { createHash } from 'node:crypto'
import { type GraphQLSchema, printSchema } from 'graphql'
import type { Limits } from '../../graphql/index.ts'

/** What answers follow from beside the question and the ledger. */
export type World = {
  readonly schema: GraphQLSchema
  /** The texts of sources at hand, by their digests. */
  readonly texts: ReadonlyMap<string, string>
  /** Of the program: another may answer otherwise. */
  readonly version: string
  /** How much one operation may ask: every answer says what of that is left. */
  readonly limits: Limits
}

/** A digest of that: it is the same for as long as the server runs. */
export function worldOf({ schema, texts, version, limits }: World): string {
  const hash = createHash('sha256').update(JSON.stringify([version, limits, printSchema(schema)]))
  for (const digest of [...texts.keys()].sort()) hash.update(digest)
  return hash.digest('base64url')
}
