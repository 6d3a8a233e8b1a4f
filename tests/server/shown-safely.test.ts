import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newToken } from '../../src/server/access/tokens.ts'
import { type Started, serve } from './process.ts'

const folder = mkdtempSync(join(tmpdir(), 'regesta-shown-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const press = newToken('press', 'recorder')
const chief = newToken('chief', 'admin')
let server: Started
beforeAll(async () => {
  const tokens = join(folder, 'tokens.yaml')
  writeFileSync(tokens, `${press.line}\n${chief.line}\n`)
  server = await serve(['--port', '0', '--tokens', tokens, '--reading', 'open'])
})
afterAll(() => server.stop())

const QUERY = '/graphql?query={relationships{id}}'

describe('in a browser', () => {
  test.each([
    ['the page', '/', 'text/html', 200],
    ['the redirection', '/', 'application/json', 302],
    ['the playground', '/graphql', 'text/html', 200],
    ['an answer', QUERY, 'application/json', 200],
    ['the same, from the cache', QUERY, 'application/json', 200],
    ['the same, as it was sent', QUERY, 'application/json', 200],
    ['a refused question', '/graphql?query={', 'application/json', 200],
    ['a feed', '/feeds/japan-viet-nam.json', '*/*', 200],
    ['a feed that is not there', '/feeds/japan-viet-nam.nope', '*/*', 404],
    ['a citation', '/cite?query={relationships{id}}', '*/*', 200],
    ['the state of the server', '/ready', '*/*', 200],
    ['a page that is not there', '/nope', 'text/html', 404],
    ['what takes a credential', '/metrics', '*/*', 401],
  ])('%s is what its type says, and no page of others can show it', async (_, path, accept, status) => {
    const response = await fetch(server.origin + path, { headers: { accept }, redirect: 'manual' })
    expect(response.status).toBe(status)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/default-src 'none'/)
    expect(policy).toMatch(/frame-ancestors 'none'/)
    expect(policy).not.toMatch(/script-src[^;]*'unsafe/)
  })

  test('the files of the playground, too', async () => {
    const page = await (await fetch(`${server.origin}/graphql`, { headers: { accept: 'text/html' } })).text()
    for (const [, file] of page.matchAll(/(?:src|href)="(playground\/[^"]+)"/g)) {
      const response = await fetch(`${server.origin}/${file}`)
      expect([file, response.status]).toEqual([file, 200])
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    }
  })
})

describe('recorded words', () => {
  const record = async (input: object, token = press.token) => {
    const query = `mutation ($input: RegisterSourceInput!) { registerSource(input: $input) {
      __typename ... on ValidationFailed { faults { code argument message } } } }`
    const response = await fetch(`${server.origin}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables: { input } }),
    })
    const { data } = await response.json()
    return data?.registerSource
  }
  const source = (more: object) => ({
    chronicle: 'japan-viet-nam',
    id: 'source/new',
    label: 'New',
    absent: ['byline'],
    published: { edtf: '2020-01-01', basis: 'STATED' },
    evidence: [{ locator: 'p. 1', role: 'date' }],
    dryRun: true,
    ...more,
  })

  test('are taken as they are where every character is seen, in any script', async () => {
    expect(await record(source({ title: 'Tuyên bố chung\n日越共同声明\tمشترك\u200f' }))).toMatchObject({
      __typename: 'RegisterSourceSuccess',
    })
  })

  test.each([
    ['\u001b[2J', 'U+001B'],
    ['\u0007', 'U+0007'],
    ['\u0000', 'U+0000'],
    ['\u009b', 'U+009B'],
    ['\u202e', 'U+202E'],
  ])('with %j are refused, on a dry run and else, with the place', async (text, code) => {
    for (const dryRun of [true, false]) {
      const outcome = await record(source({ title: `x${text}`, dryRun }))
      expect(outcome).toMatchObject({
        __typename: 'ValidationFailed',
        faults: [
          {
            code: 'E_CHARACTER',
            argument: 'input.title',
            message: expect.stringContaining(`character 2 is ${code}`),
          },
        ],
      })
    }
  })

  test('of a locator in evidence are refused, too', async () => {
    const outcome = await record(source({ evidence: [{ locator: 'p.\u0007 1', role: 'date' }] }))
    expect(outcome.faults).toMatchObject([{ code: 'E_CHARACTER', argument: 'input.evidence[0].locator' }])
  })
})

test.each(['con', 'x'.repeat(201), '..', 'a/b'])(
  'no chronicle begins as %s, on a dry run either',
  async (chronicle) => {
    const query = `mutation ($input: BeginChronicleInput!) { beginChronicle(input: $input) {
    __typename ... on RecordingRefused { code message } } }`
    for (const dryRun of [true, false]) {
      const input = { chronicle, dryRun, events: [] }
      const response = await fetch(`${server.origin}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${chief.token}` },
        body: JSON.stringify({ query, variables: { input } }),
      })
      expect(await response.text()).toContain('"E_CHRONICLE"')
    }
  },
)
