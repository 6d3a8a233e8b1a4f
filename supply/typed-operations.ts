import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codegen } from '@graphql-codegen/core'
import * as documents from '@graphql-codegen/typed-document-node'
import * as operations from '@graphql-codegen/typescript-operations'
import { type DocumentNode, parse } from 'graphql'
import { neutralSchema } from './neutral-schema.ts'

const root = join(import.meta.dirname, '..')

/** Documents that typed operations are made of, and where these are written; paths from the root of the project. */
export type Client = {
  readonly documents: string
  readonly operations: string
  /** The part of the schema that the documents may ask for. */
  readonly schema: (whole: DocumentNode) => DocumentNode
}

/** The clients of the API in this project: the one to copy, and the page. */
export const CLIENTS: readonly Client[] = [
  { documents: 'examples/documents', operations: 'examples/client/operations.ts', schema: (whole) => whole },
  { documents: 'web/src/operations', operations: 'web/src/operations.ts', schema: neutralSchema },
]

/** How the scalars of the schema arrive in JSON. */
const SCALARS = { Date: 'string', DateTime: 'string', EDTF: 'string', JSON: 'unknown' }

/**
 * The typed operations of a client, made of `schema.graphql` and its documents alone: of each document its text, with the
 * types of its variables and of its answer.
 */
export async function typedOperations(client: Client): Promise<string> {
  const from = join(root, client.documents)
  const names = (await readdir(from)).filter((name) => name.endsWith('.graphql')).sort()
  const texts = await Promise.all(names.map((name) => readFile(join(from, name), 'utf8')))
  const written = await codegen({
    filename: join(root, client.operations),
    schema: client.schema(parse(await readFile(join(root, 'schema.graphql'), 'utf8'))),
    documents: texts.map((text, index) => ({ location: names[index] ?? '', document: parse(text) })),
    config: {
      documentMode: 'string',
      enumsAsTypes: true,
      useTypeImports: true,
      immutableTypes: true,
      strictScalars: true,
      scalars: SCALARS,
    },
    plugins: [{ operations: {} }, { documents: {} }],
    pluginMap: { operations, documents },
  })
  return `// Written by \`npm run client\` from schema.graphql and ${client.documents}: edit those.\n${written}\n`
}

/** `node supply/typed-operations.ts [--check]`: writes those of all clients, or fails if one is not what would be written. */
if (import.meta.main)
  for (const client of CLIENTS) {
    const file = join(root, client.operations)
    const text = await typedOperations(client)
    if (!process.argv.includes('--check')) await writeFile(file, text)
    else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
      console.error(`${client.operations} is stale: run npm run client`)
      process.exitCode = 1
    }
  }
