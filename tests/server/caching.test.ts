import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newToken } from '../../src/server/access/tokens.ts'
import { makePlace, NAME, temporaryFolder } from '../cli/small-chronicle.ts'
import { type Started, serve } from './process.ts'

const QUESTION = `{ relationship(id: "${NAME}") { position } sources { label } }`
const desk = newToken('press-desk', 'recorder')
const reader = newToken('reader', 'reader')
const chief = newToken('chief', 'admin')

let server: Started
beforeAll(async () => {
  const place = await makePlace()
  const tokens = join(temporaryFolder(), 'tokens.yaml')
  writeFileSync(tokens, `${desk.line}\n${reader.line}\n${chief.line}\n`)
  server = await serve([
    ...['--port', '0', '--events', place.events, '--ledger', place.ledger],
    ...['--tokens', tokens, '--public-url', 'https://chronicle.example/graphql'],
  ])
})
afterAll(() => server.stop())

const as = ({ token }: { readonly token: string }) => ({ authorization: `Bearer ${token}` })

function get(
  search: string,
  headers: Record<string, string> = as(reader),
  method = 'GET',
): Promise<Response> {
  return fetch(`${server.origin}/graphql${search}`, { method, headers })
}

const asked = `?${new URLSearchParams({ query: QUESTION })}`

function ownAddress({ headers }: Response): string {
  return /^<([^>]*)>/.exec(headers.get('link') ?? '')?.[1] ?? ''
}

async function record(label: string): Promise<void> {
  const response = await fetch(`${server.origin}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...as(desk) },
    body: JSON.stringify({
      query: 'mutation Send($input: RegisterSourceInput!) { registerSource(input: $input) { __typename } }',
      variables: {
        input: {
          chronicle: NAME,
          id: `source/${label}`,
          label,
          published: { edtf: '2025-05-03', basis: 'STATED' },
          absent: ['byline'],
          evidence: [{ locator: 'page 1', role: 'title' }],
        },
      },
    }),
  })
  expect(await response.text()).toContain('Success"')
  expect(response.headers.get('cache-control')).toBe('no-store')
}

test('an answer is had again by its tag until something is recorded, and for ever by its address', async () => {
  const before = await get(asked)
  const text = await before.text()
  const etag = before.headers.get('etag') ?? ''
  expect(before.headers.get('cache-control')).toBe('private, no-cache')
  expect(before.headers.get('vary')?.split(', ').sort()).toEqual(['accept', 'authorization'])
  expect((await get(asked, { ...as(reader), 'if-none-match': etag })).status).toBe(304)
  await record('first')
  const after = await get(asked, { ...as(reader), 'if-none-match': etag })
  expect([after.status, (await after.text()).includes('"first"')]).toEqual([200, true])
  expect(text).not.toContain('"first"')
  const pinned = await get(ownAddress(before))
  expect(await pinned.text()).toBe(text)
  expect(pinned.headers.get('cache-control')).toBe('private, max-age=31536000, immutable')
  expect(pinned.headers.get('etag')).toBe(etag)
})

test('304 has no body, and the headers that the answer would have', async () => {
  const answer = await get(asked)
  const etag = answer.headers.get('etag') ?? ''
  const unchanged = await get(asked, { ...as(reader), 'if-none-match': etag })
  expect([unchanged.status, await unchanged.text()]).toEqual([304, ''])
  for (const name of ['etag', 'cache-control', 'vary', 'link'])
    expect([name, unchanged.headers.get(name)]).toEqual([name, answer.headers.get(name)])
  expect(unchanged.headers.get('content-type')).toBeNull()
})

test('HEAD has the headers of GET, and no body', async () => {
  const [got, head] = [await get(asked), await get(asked, as(reader), 'HEAD')]
  expect([head.status, await head.text()]).toEqual([200, ''])
  for (const name of ['etag', 'cache-control', 'link'])
    expect([name, head.headers.get(name)]).toEqual([name, got.headers.get(name)])
})

test('whoever may not read gets neither the answer nor that there is one', async () => {
  const answer = await get(asked)
  const etag = answer.headers.get('etag') ?? ''
  for (const search of [asked, ownAddress(answer)])
    for (const headers of [
      {},
      { 'if-none-match': etag },
      { authorization: 'Bearer no', 'if-none-match': etag },
    ]) {
      const refused = await get(search, { ...headers })
      expect([refused.status, refused.headers.get('etag'), refused.headers.get('cache-control')]).toEqual([
        401,
        null,
        'no-store',
      ])
      expect(await refused.text()).not.toContain('"data"')
    }
  const cited = await fetch(`${server.origin}/cite${ownAddress(answer)}`)
  expect([cited.status, await cited.text()]).toEqual([401, expect.stringContaining('E_UNAUTHENTICATED')])
})

test('/cite names the address that others reach', async () => {
  const cited = await fetch(`${server.origin}/cite${asked}`, { headers: as(reader) })
  const [{ URL: url }] = await cited.json()
  expect(url).toMatch(/^https:\/\/chronicle\.example\/graphql\?query=/)
  expect((await get(new URL(url).search)).status).toBe(200)
  const posted = await fetch(`${server.origin}/cite${asked}`, { method: 'POST', headers: as(reader) })
  expect(posted.status).toBe(405)
})

test('hits, misses and bytes are among the figures', async () => {
  const figures = async () => {
    const text = await (await fetch(`${server.origin}/metrics`, { headers: as(chief) })).text()
    return (name: string) => Number(new RegExp(`^regesta_cache_${name} (\\d+)$`, 'm').exec(text)?.[1])
  }
  const query = `?${new URLSearchParams({ query: `{ relationship(id: "${NAME}") { id } }` })}`
  const before = await figures()
  for (let time = 0; time < 3; time += 1) await get(query)
  const after = await figures()
  expect([
    after('misses_total') - before('misses_total'),
    after('hits_total') - before('hits_total'),
  ]).toEqual([1, 2])
  expect(after('entries')).toBe(before('entries') + 1)
  expect(after('bytes')).toBeGreaterThan(before('bytes'))
})
