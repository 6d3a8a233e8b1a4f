import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codegen } from '@graphql-codegen/core'
import * as documents from '@graphql-codegen/typed-document-node'
import * as operations from '@graphql-codegen/typescript-operations'
import { parse } from 'graphql'

const root = join(import.meta.dirname, '..', '..')
const from = join(root, 'examples', 'documents')
const file = join(import.meta.dirname, 'operations.ts')

/** How the scalars of the schema arrive in JSON. */
const SCALARS = { Date: 'string', DateTime: 'string', EDTF: 'string', JSON: 'unknown' }

/**
 * The typed operations, made of `schema.graphql` and `examples/documents/` alone: of each document its text, with the
 * types of its variables and of its answer.
 */
export async function typedOperations(): Promise<string> {
  const names = (await readdir(from)).filter((name) => name.endsWith('.graphql')).sort()
  const texts = await Promise.all(names.map((name) => readFile(join(from, name), 'utf8')))
  const written = await codegen({
    filename: file,
    schema: parse(await readFile(join(root, 'schema.graphql'), 'utf8')),
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
  return `// Written by \`npm run client\` from schema.graphql and examples/documents: edit those.\n${written}\n`
}

/** `node examples/client/generate.ts [--check]`: writes them, or fails if they are not what would be written. */
if (import.meta.main) {
  const text = await typedOperations()
  if (!process.argv.includes('--check')) await writeFile(file, text)
  else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error('examples/client/operations.ts is stale: run npm run client')
    process.exitCode = 1
  }
}
