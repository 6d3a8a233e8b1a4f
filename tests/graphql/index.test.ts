import { afterAll, beforeAll, expect, test } from 'vitest'
import { bilateral } from '../../src/domains/index.ts'
import { runExample } from '../docstring.ts'
import { openCorpus } from './ask.ts'

let corpus: Awaited<ReturnType<typeof openCorpus>>
beforeAll(async () => {
  corpus = await openCorpus()
})
afterAll(() => corpus.close())

test('the call in the docstring of the entry runs', async () => {
  const { chronicle } = corpus
  const [line, ...others] = await runExample('src/graphql/index.ts', { domain: bilateral, chronicle })
  const { data } = await corpus.ask('{ sources(search: "vietnam") { label title } }')
  expect(JSON.parse(line ?? '')).toEqual(data)
  expect(line).toContain('label')
  expect(others).toEqual([])
})
