import { copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { makePlace, NAME, TEXTS, temporaryFolder } from '../cli/small-chronicle.ts'
import { serve } from './process.ts'

test('a text that is laid into the folder while the server runs is found, by kept answers and citations, too', async () => {
  const { events } = await makePlace()
  const texts = temporaryFolder()
  const server = await serve(['--port', '0', '--events', events, '--sources', texts])
  onTestFinished(async () => {
    await server.stop()
  })
  const query = `{ relationship(id: "${NAME}") { timeline(first: 30) { nodes { evidence { quote } } } } }`
  const search = `{ relationship(id: "${NAME}") { timeline(search: "was opened in") { nodes { type } } } }`
  const ask = async (path: string, headers = {}, asking = query) => {
    const parameters = new URLSearchParams({ query: asking })
    const response = await fetch(`${server.origin}${path}?${parameters}`, { headers })
    return { status: response.status, etag: response.headers.get('etag'), body: await response.text() }
  }
  const quotes = ({ body }: { readonly body: string }) => body.match(/"quote":"[^"]+"/g)?.length ?? 0
  const before = await ask('/graphql')
  expect(before).toMatchObject({ status: 200, body: expect.stringContaining('"quote":null') })
  expect(quotes(before)).toBe(0)
  const cited = await ask('/cite')
  const notFound = await ask('/graphql', {}, search)
  expect(notFound).toMatchObject({ status: 200, body: expect.stringContaining('"nodes":[]') })
  for (const name of readdirSync(TEXTS)) copyFileSync(join(TEXTS, name), join(texts, name))
  let after = before
  while (quotes(after) === 0) {
    await sleep(50)
    after = await ask('/graphql')
  }
  expect(after.etag).not.toBe(before.etag)
  expect((await ask('/graphql', { 'if-none-match': before.etag ?? '' })).status).toBe(200)
  expect((await ask('/cite')).body).not.toBe(cited.body)
  const found = await ask('/graphql', { 'if-none-match': notFound.etag ?? '' }, search)
  expect(found).toMatchObject({ status: 200, body: expect.stringContaining('"nodes":[{"type":') })
  expect(found.etag).not.toBe(notFound.etag)
})
