import { expect, test } from 'vitest'
import { bounded } from './bounded.ts'

const FRONT = 'https://front.example'
const PREFLIGHT = {
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'content-type',
}

function told({ headers }: Response) {
  return Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')))
}

test('by itself no page of another origin may read anything', async () => {
  const { origin } = await bounded()
  for (const init of [{}, { method: 'OPTIONS', headers: PREFLIGHT }]) {
    const response = await fetch(`${origin}/graphql`, {
      ...init,
      headers: { ...init.headers, origin: FRONT },
    })
    expect(told(response)).toEqual({})
    expect(response.headers.get('vary') ?? '').not.toMatch(/origin/)
  }
})

test('pages of the origins that are named may, and of no other; caches are told to keep them apart', async () => {
  const { origin } = await bounded({ origins: [FRONT, 'http://localhost:3000'] })
  for (const allowed of [FRONT, 'http://localhost:3000']) {
    const response = await fetch(`${origin}/graphql`, { headers: { origin: allowed } })
    expect(told(response)).toEqual({
      'access-control-allow-origin': allowed,
      'access-control-expose-headers': expect.stringMatching(/etag.*retry-after.*x-request-id/),
    })
    expect(response.headers.get('vary')).toMatch(/origin/)
  }
  for (const other of [
    'https://elsewhere.example',
    `${FRONT}:444`,
    'http://front.example',
    'null',
    `${FRONT}.evil`,
  ]) {
    const response = await fetch(`${origin}/graphql`, { headers: { origin: other } })
    expect(told(response)).toEqual({})
    expect(response.headers.get('vary')).toMatch(/origin/)
  }
  expect((await fetch(`${origin}/graphql`)).headers.get('vary')).toMatch(/origin/)
})

test('a preflight is told what may be sent, credentials never', async () => {
  const { origin } = await bounded({ origins: [FRONT] })
  const response = await fetch(`${origin}/graphql`, {
    method: 'OPTIONS',
    headers: { ...PREFLIGHT, origin: FRONT },
  })
  expect(response.status).toBe(204)
  expect(told(response)).toEqual({
    'access-control-allow-origin': FRONT,
    'access-control-expose-headers': expect.stringMatching(/etag.*retry-after.*x-request-id/),
    'access-control-allow-methods': 'GET, HEAD, POST, OPTIONS',
    'access-control-allow-headers': expect.stringMatching(
      /authorization.*content-type.*graphql-require-preflight/,
    ),
    'access-control-max-age': '600',
  })
  const elsewhere = await fetch(`${origin}/graphql`, {
    method: 'OPTIONS',
    headers: { ...PREFLIGHT, origin: 'https://elsewhere.example' },
  })
  expect([elsewhere.status, told(elsewhere)]).toEqual([204, {}])
})

test('* lets pages of any origin read', async () => {
  const { origin } = await bounded({ origins: ['*'] })
  const response = await fetch(`${origin}/feeds/x.json`, { headers: { origin: 'https://anyone.example' } })
  expect(told(response)['access-control-allow-origin']).toBe('*')
})

test('a refusal, too, can be read by those pages', async () => {
  const { origin } = await bounded({ origins: [FRONT], limits: { body: 1 } })
  for (const [path, status] of [
    ['/graphql', 413],
    ['/nope', 404],
  ] as const) {
    const init = { method: status === 413 ? 'POST' : 'GET', headers: { origin: FRONT } }
    const response = await fetch(origin + path, { ...init, ...(status === 413 && { body: 'xx' }) })
    expect([response.status, told(response)['access-control-allow-origin']]).toEqual([status, FRONT])
  }
})

test.each([
  ['/graphql', 'GET, HEAD, POST, OPTIONS'],
  ['/health', 'GET, HEAD, OPTIONS'],
  ['/feeds/x.json', 'GET, HEAD, OPTIONS'],
])('OPTIONS %s tells the methods, and so does the refusal of any other', async (path, methods) => {
  const { origin } = await bounded()
  const options = await fetch(origin + path, { method: 'OPTIONS' })
  expect([options.status, options.headers.get('allow')]).toEqual([204, methods])
  if (path === '/graphql') return
  const refused = await fetch(origin + path, { method: 'DELETE' })
  expect([refused.status, refused.headers.get('allow')]).toEqual([405, methods])
})
