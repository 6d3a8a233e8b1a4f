import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openChronicle } from '../../src/engine/index.ts'
import type { Envelope, Payload } from '../../src/event/index.ts'
import { ANYONE, createSchema, NOBODY } from '../../src/graphql/index.ts'
import { openMemoryLedger } from '../../src/ledger/index.ts'
import { type RunningServer, type StartOptions, startServer } from '../../src/server/index.ts'
import { fixedClock } from '../../src/time/index.ts'
import { lawsuits } from '../domain/lawsuits.ts'

const folder = mkdtempSync(join(tmpdir(), 'regesta-page-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const SCRIPT = `console.log(${JSON.stringify('there '.repeat(500))})`

/** A page as a build lays it, of which one asset is compressed: to other bytes, so that it shows which are sent. */
function built(name: string): string {
  const dist = join(folder, name)
  mkdirSync(join(dist, 'assets'), { recursive: true })
  writeFileSync(
    join(dist, 'index.html'),
    '<!doctype html>\n<title>Regesta</title>\n<script type="module" src="/assets/index-a1.js"></script>\n<noscript></noscript>\n',
  )
  writeFileSync(join(dist, 'assets', 'index-a1.js'), SCRIPT)
  writeFileSync(join(dist, 'assets', 'index-a1.js.gz'), gzipSync('as it was compressed'))
  writeFileSync(join(dist, 'assets', 'index-a1.js.br'), brotliCompressSync('the same, shorter'))
  writeFileSync(join(dist, 'assets', 'notes.exe'), 'none of the page')
  writeFileSync(join(dist, 'build.json'), '{}')
  return dist
}

const evidence = [{ source: 'source/reports', locator: 'page 1', role: 'statement' }] as const
const event = (
  type: string,
  subject: string,
  payload: Payload,
  edtf?: string,
): Omit<Envelope, 'chronicle'> => ({
  ...{ version: 1, type, subject, payload, evidence },
  ...(edtf !== undefined && { valid: { edtf, basis: 'stated' } }),
})
const EVENTS = [
  event('SourceRegistered', 'source/reports', {
    label: 'reports',
    title: 'Reports & "Rolls"',
    published: { edtf: '2025-12-31', basis: 'stated' },
    absent: [],
  }),
  event('JudgeNamed', 'judge/coke', { name: 'Coke <script>alert(1)</script>' }, '2024-01-10'),
  event(
    'CaseFiled',
    'case/first',
    { title: 'Smith v. Jones', plaintiff: 'gb', court: 'district', topics: ['a fence'] },
    '2024-01-10',
  ),
]

async function suit(name: string) {
  const chronicle = await openChronicle({
    name,
    vocabulary: lawsuits.vocabulary,
    ledger: openMemoryLedger(),
    clock: fixedClock('2026-06-01T00:00:00Z'),
  })
  await chronicle.record({ name: 'first', events: EVENTS.map((each) => ({ ...each, chronicle: name })) })
  return chronicle
}

async function served(options: Partial<StartOptions> = {}): Promise<RunningServer> {
  const chronicles = new Map(
    (await Promise.all(['smith-v-jones', 'feeds'].map(suit))).map((each) => [each.name, each]),
  )
  return startServer({
    apis: [{ schema: createSchema(lawsuits), chronicles }],
    port: 0,
    page: built('dist'),
    ...options,
  })
}

const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

describe('the page', () => {
  let server: RunningServer
  beforeAll(async () => {
    server = await served()
  })
  afterAll(() => server.stop(0))

  const get = (path: string, headers: Record<string, string> = HTML, method = 'GET') =>
    fetch(new URL(path, server.url), { headers, method, redirect: 'manual' })
  const page = async (path: string) => {
    const response = await get(path)
    const html = await response.text()
    const [, title] = /<title>(.*)<\/title>/.exec(html) ?? []
    const [, description] = /<meta name="description" content="(.*)">/.exec(html) ?? []
    return { response, html, title, description }
  }

  test.each([
    '/',
    '/smith-v-jones',
    '/smith-v-jones/',
    '/smith-v-jones/judge/coke/and/deeper',
    '/?chronicle=feeds',
    '/smith-v-jones?date=nonsense&position=99&only=nobody&x[]=%zz',
    '/smith-v-jones/%zz/%00',
  ])('is at %s, with a policy that lets it run nothing but its own', async (path) => {
    const { response, html } = await page(path)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(html).toContain('<script type="module" src="/assets/index-a1.js">')
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test.each([
    ['/', 'Regesta: chronicles'],
    ['/smith-v-jones', 'What stood in Smith v jones on 1 June 2026, by all sources'],
    ['/smith-v-jones?date=2025-05-01', 'What stood in Smith v jones on 1 May 2025, by all sources'],
    [
      '/?chronicle=smith-v-jones&date=2025-05-01',
      'What stood in Smith v jones on 1 May 2025, by all sources',
    ],
    [
      '/smith-v-jones?date=2025-05-01&known=2025-12-31',
      'What stood in Smith v jones on 1 May 2025, as known by 31 December 2025',
    ],
    [
      '/smith-v-jones?date=2025-05-01&position=1',
      'What stood in Smith v jones on 1 May 2025, by all sources, as recorded up to event 1',
    ],
    [
      '/smith-v-jones/compare?date=2025-05-01&to=2026-05-01&to-known=2026-01-02',
      'What stood in Smith v jones on 1 May 2025, by all sources, and on 1 May 2026, as known by 2 January 2026',
    ],
    // What is not understood is left out, and the rest stands.
    [
      '/smith-v-jones?date=2025-05-01&known=soon&position=99',
      'What stood in Smith v jones on 1 May 2025, by all sources',
    ],
    [
      '/smith-v-jones/judge/nobody?date=2025-05-01',
      'What stood in Smith v jones on 1 May 2025, by all sources',
    ],
    ['/smith-v-jones/sources', 'Sources: Smith v jones'],
    ['/smith-v-jones/source/reports', 'reports: Reports &amp; &quot;Rolls&quot;'],
    ['/smith-v-jones/judge/coke', 'Coke &lt;script&gt;alert(1)&lt;/script&gt;'],
  ])('at %s is titled %s', async (path, expected) => {
    const { title, html } = await page(path)
    expect(title).toBe(expected)
    expect(html).toContain(`<meta property="og:title" content="${expected}">`)
    expect(html).not.toContain('<script>')
  })

  test.each([
    ['2025-05-01', '1 case. The newest source used here is of 31 December 2025.'],
    ['1999-01-01', 'The newest source used here is of 31 December 2025.'],
  ])(
    'describes the state on %s: what stands, kind by kind, and the newest source',
    async (date, expected) => {
      expect((await page(`/smith-v-jones?date=${date}`)).description).toBe(expected)
    },
  )

  test('leads whoever has no script to a page that needs none, at the same point', async () => {
    const address = '/smith-v-jones?date=2025-05-01&known=2025-12-31&position=3&without=reports&search=x'
    const { html } = await page(address)
    const [, brief = ''] = /<noscript>[\s\S]*<a href="(.*)">[\s\S]*<\/noscript>/.exec(html) ?? []
    const plain = brief.replaceAll('&amp;', '&')
    expect(plain).toBe(
      '/feeds/smith-v-jones.html?date=2025-05-01&knownAt=2025-12-31&position=3&without=source%2Freports',
    )
    expect((await get(plain)).status).toBe(200)
  })

  test('describes a source by its footnote, and gives its address for previews', async () => {
    const { description, html } = await page('/smith-v-jones/source/reports?x="><script>')
    expect(description).toBe('“Reports &amp; &quot;Rolls&quot;”, 31 December 2025.')
    expect(html).toContain(
      `<meta property="og:url" content="${new URL(server.url).origin}/smith-v-jones/source/reports?x=%22%3E%3Cscript%3E">`,
    )
  })

  test('of a chronicle that is not there is the same page, with the status 404; programs get an error', async () => {
    const { response, title } = await page('/nowhere/at/all')
    expect([response.status, title]).toEqual([404, 'Regesta: chronicles'])
    const refused = await get('/nowhere', { accept: '*/*' })
    expect([refused.status, await refused.json()]).toMatchObject([404, { errors: [{ code: 'E_PATH' }] }])
  })

  test.each([
    '/graphql/nowhere',
    '/playground/nothing.js',
    '/cite/nowhere',
    '/metrics',
    '/assets',
    '/health/x',
  ])('is not at %s, where something else would be', async (path) => {
    const response = await get(path)
    expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/json'])
  })

  test('is not at the name of a chronicle that is a path of its own: those are the feeds', async () => {
    expect((await get('/feeds')).headers.get('content-type')).toBe('application/json')
    expect((await page('/?chronicle=feeds')).title).toBe('What stood in Feeds on 1 June 2026, by all sources')
  })

  test('leads programs from / to the API, and gives what takes anything the page', async () => {
    const led = await get('/', { accept: 'application/json' })
    expect([led.status, led.headers.get('location')]).toEqual([302, '/graphql'])
    expect((await get('/', { accept: '*/*' })).status).toBe(200)
  })

  test('can be framed by pages of others only where its address says that it is embedded', async () => {
    const { response } = await page('/smith-v-jones?embed=1')
    expect(response.headers.get('content-security-policy')).toContain('frame-ancestors *')
  })

  test('is sent again only where it differs', async () => {
    const { response } = await page('/smith-v-jones')
    const etag = response.headers.get('etag') ?? ''
    expect(response.headers.get('cache-control')).toBe('public, no-cache')
    const again = await get('/smith-v-jones', { ...HTML, 'if-none-match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect((await get('/smith-v-jones?date=2025-01-01', { ...HTML, 'if-none-match': etag })).status).toBe(200)
  })

  test('answers HEAD without a body, and refuses what would change something', async () => {
    const head = await get('/smith-v-jones', HTML, 'HEAD')
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(100)
    const post = await get('/smith-v-jones', HTML, 'POST')
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
    expect((await get('/nowhere', HTML, 'POST')).status).toBe(404)
  })

  test('shortens what is longer than a preview shows', async () => {
    const { html } = await page(`/smith-v-jones?search=${'a'.repeat(5_000)}`)
    expect(html.length).toBeLessThan(2_500)
  })
})

describe('what the page loads', () => {
  let server: RunningServer
  beforeAll(async () => {
    server = await served()
  })
  afterAll(() => server.stop(0))
  const get = (path: string, encoding: string) =>
    fetch(new URL(path, server.url), { headers: { 'accept-encoding': encoding } })

  test('is kept for good, and compressed as it was when it was built', async () => {
    const plain = await get('/assets/index-a1.js', 'identity')
    expect(await plain.text()).toBe(SCRIPT)
    expect(Object.fromEntries(plain.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    })
    const gzip = await get('/assets/index-a1.js', 'gzip')
    expect([gzip.headers.get('content-encoding'), await gzip.text()]).toEqual([
      'gzip',
      'as it was compressed',
    ])
    const brotli = await get('/assets/index-a1.js', 'gzip, br')
    expect([brotli.headers.get('content-encoding'), await brotli.text()]).toEqual(['br', 'the same, shorter'])
  })

  test.each([
    '/assets/',
    '/assets/nothing.js',
    '/assets/index-a1.js.gz',
    '/assets/notes.exe',
    '/assets/../build.json',
    '/assets/..%2fbuild.json',
    '/assets/%2e%2e/build.json',
    '/assets/..%5cbuild.json',
    '/assets/__proto__',
    '/index.html',
    '/build.json',
  ])('holds nothing at %s', async (path) => {
    expect((await get(path, 'identity')).status).toBe(404)
  })
})

describe('a server without a built page', () => {
  test('says how to have it, serves all else, and finds it once it is there', async () => {
    const later = join(folder, 'later')
    const server = await served({ page: later })
    onTestFinished(() => server.stop(0))
    const get = (path: string, headers: Record<string, string> = HTML) =>
      fetch(new URL(path, server.url), { headers, redirect: 'manual' })
    const none = await get('/')
    expect([none.status, none.headers.get('cache-control')]).toEqual([503, 'no-store'])
    expect(await none.text()).toContain('npm run build:web')
    expect((await get('/', { accept: 'application/json' })).status).toBe(302)
    expect((await get('/graphql?query={__typename}', { accept: 'application/json' })).status).toBe(200)
    built('later')
    expect((await get('/')).status).toBe(200)
  })

  test('that is to have none leads from / to the API', async () => {
    const server = await served({ page: false })
    onTestFinished(() => server.stop(0))
    const response = await fetch(new URL('/', server.url), { headers: HTML, redirect: 'manual' })
    expect([response.status, response.headers.get('location')]).toEqual([302, '/graphql'])
  })
})

describe('where reading takes a credential', () => {
  test('the page comes without a word of what is there, whether or not it is', async () => {
    const authenticate: StartOptions['authenticate'] = async ({ headers }) =>
      headers.get('authorization') === 'Bearer good' ? { ...ANYONE, name: 'press' } : NOBODY
    const server = await served({ authenticate })
    onTestFinished(() => server.stop(0))
    const get = async (path: string, headers = {}) => {
      const response = await fetch(new URL(path, server.url), { headers: { ...HTML, ...headers } })
      return { status: response.status, html: await response.text(), headers: response.headers }
    }
    for (const path of ['/', '/smith-v-jones', '/smith-v-jones/judge/coke', '/nowhere']) {
      const { status, html } = await get(path)
      expect([status, html]).toEqual([200, expect.not.stringMatching(/Smith|Coke/)])
      expect((await get(path, { accept: '*/*' })).status).toBe(200)
    }
    const { html, headers } = await get('/smith-v-jones', { authorization: 'Bearer good' })
    expect(html).toContain('What stood in Smith v jones')
    expect(headers.get('cache-control')).toBe('private, no-cache')
  })
})
