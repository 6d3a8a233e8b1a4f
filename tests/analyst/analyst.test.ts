import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ANALYST, type AnalystChronicle, openAnalystChronicle, QUESTIONS } from '../../cookbook/analyst.ts'
import { answersOf, readDocuments } from '../../cookbook/documents.ts'
import { ANALYST_PAGE, withAnalystQuestions } from '../../cookbook/write.ts'

/** What an analyst asks of two countries, in one question each; the answers were worked out from the texts. */

const questions = await readDocuments(QUESTIONS)
let chronicle: AnalystChronicle

beforeAll(async () => {
  chronicle = await openAnalystChronicle()
})
afterAll(() => chronicle.close())

test('twenty short documents are recorded, each from a draft of its own', async () => {
  const texts = await readdir(join(ANALYST, 'texts'))
  expect(texts).toHaveLength(20)
  expect([...chronicle.warnings.keys()]).toEqual(texts.sort().map((file) => file.replace('.txt', '.yaml')))
})

test('docs/analyst-questions.md shows the questions as they are', async () => {
  const page = await readFile(ANALYST_PAGE, 'utf8')
  const answers = await answersOf(questions, chronicle.ask)
  expect(withAnalystQuestions(page, questions, answers)).toBe(page)
})

test('no draft is warned of', () => {
  const warnings = [...chronicle.warnings].flatMap(([file, all]) =>
    all.map(({ code, message }) => `${file} ${code} ${message}`),
  )
  expect(warnings).toEqual([])
})

test.each(questions.map(({ name, query }) => ({ name, query })))(
  '$name is answered as the texts have it',
  async ({ name, query }) => {
    const answer = JSON.parse(await readFile(join(QUESTIONS, `${name}.json`), 'utf8'))
    expect(query).toMatch(/^# .+[?.]$/m)
    expect(await chronicle.ask({ query })).toEqual(answer)
  },
)
