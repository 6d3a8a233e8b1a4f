import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerDocuments, readDocuments } from '../../cookbook/documents.ts'
import { QUERIES, readPages, withQueries } from '../../cookbook/write.ts'

const documents = await readDocuments(QUERIES)
const pages = await readPages()
let folder: string
let answers: ReadonlyMap<string, string>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'regesta-docs-'))
  answers = await answerDocuments(documents, join(folder, 'ledger.sqlite'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

test.each(documents.map(({ name }) => name))(
  '%s answers what the pages say, without errors',
  async (name) => {
    const written = await readFile(join(QUERIES, `${name}.json`), 'utf8')
    expect(written).not.toContain('"errors"')
    expect(answers.get(name)).toBe(written)
  },
)

test('every document is shown by a page, and every page shows them as they are', () => {
  const text = [...pages.values()].join('\n')
  for (const { name } of documents) expect(text).toContain(`<!-- query: ${name} -->`)
  for (const page of pages.values()) expect(withQueries(page, documents, answers)).toBe(page)
})

test('the page on causes shows every cause that the chronicle has', () => {
  const shown = [...answers].filter(([name]) => name.startsWith('causes-')).map(([, answer]) => answer)
  for (const cause of 'WORLD_CHANGED WINDOW_PASSED ATTESTED LEARNED RECORDED CORRECTED TRUST DUE_PASSED'.split(
    ' ',
  ))
    expect(shown.join('\n')).toContain(`"${cause}"`)
})
