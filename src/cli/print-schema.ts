import { readFile, writeFile } from 'node:fs/promises'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { bilateral } from '../domains/index.ts'
import { createSchema } from '../graphql/index.ts'

/** The schema as text, sorted, so that a change shows as just that change. */
export function schemaText(): string {
  return `${printSchema(lexicographicSortSchema(createSchema(bilateral)))}\n`
}

/** `node src/cli/print-schema.ts [--check] FILE`: writes the schema, or fails if the file is not what it would write. */
if (import.meta.main) {
  const check = process.argv.includes('--check')
  const file = process.argv.slice(2).find((argument) => !argument.startsWith('-')) ?? 'schema.graphql'
  const text = schemaText()
  if (!check) await writeFile(file, text)
  else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error(`${file} is stale: run npm run schema`)
    process.exitCode = 1
  }
}
