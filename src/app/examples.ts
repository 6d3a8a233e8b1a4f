import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { GraphiqlExample } from '../api/index.ts'

const COOKBOOK = fileURLToPath(new URL('../../cookbook', import.meta.url))

/** The README's cookbook as the playground's tabs, in its order; none where the folder is not there. */
export async function readExamples(): Promise<readonly GraphiqlExample[]> {
  const files = await readdir(COOKBOOK).catch(() => [])
  return Promise.all(
    files
      .filter((file) => file.endsWith('.graphql'))
      .sort()
      .map(async (file) => ({ query: await readFile(join(COOKBOOK, file), 'utf8') })),
  )
}
